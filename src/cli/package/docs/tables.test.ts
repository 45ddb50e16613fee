import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { expect } from 'chai';

const ROOT = join(__dirname, '..', '..', '..', '..');
/** Everybody knows what is in them. */
const UNTOLD =
  /^index\.ts$|\.(test|spec|fixture)\.ts$|^test[A-Z]\w*\.ts$|^testing(\.ts)?$|^\.|\.png$|^recordings$|^README\.md$/;

/** The folders below `folder` whose README has a table of their files. */
function described(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => described(join(folder, name)));
  const readme = entries.some(({ name }) => name === 'README.md') && read(folder);
  return readme && /^\|.*\b(file|files)\b.*\|$/m.test(readme) ? [folder, ...below] : below;
}

function read(folder: string): string {
  return readFileSync(join(folder, 'README.md'), 'utf8');
}

/** What a page names in backquotes, folders without their slash. */
function namesIn(page: string): string[] {
  return [...page.replace(/^```.*?^```/gms, '').matchAll(/`([\w.@/-]+?)\/?`/g)].map(([, name = '']) => name);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

describe('a README with a table of files', () => {
  const src = join(ROOT, 'src');
  const all = [...filesBelow(src), ...filesBelow(join(ROOT, 'steps')), ...filesBelow(join(ROOT, 'features'))];

  for (const folder of [...described(src), join(ROOT, 'features')]) {
    const name = relative(ROOT, folder);
    const named = namesIn(read(folder));

    it(`${name} names every file and folder`, () => {
      const parts = new Set(named.map((path) => path.split('/')[0]));
      const missing = readdirSync(folder).filter((entry) => !UNTOLD.test(entry) && !parts.has(entry));
      expect(missing).to.deep.equal([]);
    });

    it(`${name} names no file that is not there`, () => {
      const ghosts = named
        .filter((path) => /\.(ts|cjs)$/.test(path))
        .filter((path) => !all.some((file) => file.endsWith(`/${path}`) && isNear(file, folder, path)));
      expect(ghosts).to.deep.equal([]);
    });
  }
});

/** A bare name means a file of the folder or below it, a path any file of the tree. */
function isNear(file: string, folder: string, path: string): boolean {
  return basename(path) !== path || dirname(file).startsWith(folder);
}
