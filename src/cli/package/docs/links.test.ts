import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import { VERBS } from '../../verbs';

const ROOT = join(__dirname, '..', '..', '..', '..');
const SKIPPED = new Set(['node_modules', 'dist', 'reports', 'recordings', '.git', '.cache']);

/** Every page of the tree. */
function pages(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : pages(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

describe('what pages speak of is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const all = pages(ROOT).map((path) => ({ path, name: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
  const missing = (pattern: RegExp, isThere: (found: string, page: string) => boolean) =>
    all.flatMap(({ path, name, text }) =>
      [...text.matchAll(pattern)]
        .map(([, found = '']) => found)
        .filter((found) => !isThere(found, path))
        .map((found) => `${name}: ${found}`),
    );

  it('files', () => {
    expect(all.length).to.be.above(20);
    const isThere = (link: string, page: string) => existsSync(join(dirname(page), link));
    expect(missing(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g, isThere)).to.deep.equal([]);
  });

  it('scripts', () => {
    expect(missing(/npm run ([\w-]+)/g, (script) => Object.hasOwn(scripts, script))).to.deep.equal([]);
  });

  it('verbs', () => {
    expect(missing(/(?:`|npx |^\$ )podwright ([a-z][\w-]*)/gm, (verb) => Object.hasOwn(VERBS, verb))).to.deep.equal([]);
  });
});
