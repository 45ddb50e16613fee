import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import { manifestsBelow, manifestsForKubectl } from './folders';

describe('folders of manifests', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-folders-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(...files: string[]): void {
    for (const file of files) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
  }

  const FILES = ['b.yaml', 'a/z.yml', 'a/y.json', 'c.txt', '.hidden.yaml', '.git/x.yaml', 'node_modules/p/x.yaml'];
  const within = (files: readonly string[] = []) => files.map((file) => relative(folder, file));

  it('all below, sorted, without what is hidden or installed', () => {
    write(...FILES);
    expect(within(manifestsBelow(folder, ''))).to.deep.equal(['a/y.json', 'a/z.yml', 'b.yaml']);
  });

  it('for kubectl those of the folder itself, or all', () => {
    write(...FILES);
    expect(within(manifestsForKubectl(folder, false))).to.deep.equal(['.hidden.yaml', 'b.yaml']);
    const all = ['.git/x.yaml', '.hidden.yaml', 'a/y.json', 'a/z.yml', 'b.yaml', 'node_modules/p/x.yaml'];
    expect(within(manifestsForKubectl(folder, true))).to.deep.equal(all);
    expect(manifestsForKubectl(join(folder, 'b.yaml'), true)).to.equal(undefined);
    expect(manifestsForKubectl(join(folder, 'nowhere'), true)).to.equal(undefined);
  });

  const refused: readonly [what: string, files: readonly string[], says: RegExp][] = [
    ['nothing of use', ['notes.txt'], /has no manifests: no file ends in \.yaml, \.yml or \.json/],
    [
      'a kustomization',
      ['kustomization.yaml', 'web.yaml'],
      /is a kustomization; render it first: kubectl kustomize .* > x$/,
    ],
    ['an overlay', ['base/kustomization.yml', 'prod/kustomization.yml'], /render one first, such as: .*prod > x$/],
    ['a chart', ['Chart.yaml', 'templates/web.yaml'], /is a Helm chart; render it first: helm template .* > x$/],
  ];
  for (const [what, files, says] of refused) {
    it(`${what} is refused`, () => {
      write(...files);
      expect(() => manifestsBelow(folder, '> x')).to.throw(says);
    });
  }
});
