import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { installed, ROOT } from '../installed';
import { type Ran, UserFolder } from '../userFolder';
import { type Block, blocksOf, firstDifference, shownIn } from './blocks';

/** Pages with examples for users. Those of steps/README.md are sentences of our own features. */
const PAGES = ['README.md'];

/** Lines of shell that are not for a user's folder, each with the reason. */
const NOT_HERE: readonly [line: RegExp, why: string][] = [
  [/^npm (ci|cit|start|run package-test)\b/, 'it builds or tests this tree; .ci/run does the same'],
  [/^npx podwright fuzz k8s\//, 'a campaign takes its time; the tests of src/cli/fuzz play short ones'],
  [/^npm install --save-dev podwright$/, 'it asks the registry; package-test installs the tarball'],
];

/** Manifests that a page speaks of and does not show. */
const KNOWN: Readonly<Record<string, string>> = {
  'features/initc-1.yaml': 'features/init-containers/initc-1.yaml',
  'features/probes/liveness-exec-pod.yaml': 'features/probes/liveness-exec-pod.yaml',
  'shop.yaml': 'features/gallery/01-lost-requests/repaired.yaml',
};

/** What is no example: drawings, and files that only the CI servers of others can run. */
function isExample({ language, file }: Block): boolean {
  return language !== '' && !/^\.github\/|^\.gitlab-ci\.yml$/.test(file ?? '');
}

for (const page of PAGES) {
  describe(`the examples of ${page}`, function () {
    this.timeout(120_000);
    const all = blocksOf(readFileSync(join(ROOT, page), 'utf8'));
    const blocks = all.filter(isExample);
    const folder = new UserFolder();

    before(() => {
      symlinkSync(join(installed().folder.path, 'node_modules'), join(folder.path, 'node_modules'), 'dir');
      // npx would look into the registry for nothing: the programs are in the path
      folder.write({ 'bin/npx': '#!/bin/sh\nexec "$@"\n' });
      chmodSync(join(folder.path, 'bin', 'npx'), 0o755);
    });
    after(() => folder.remove());

    const run = (script: string) => folder.run(`PATH="$PWD/bin:$PATH"; ${script}`);

    it('are of kinds that are run', () => {
      const kinds = new Set(blocks.map(({ language }) => language));
      expect(
        [...kinds].filter((kind) => !['gherkin', 'yaml', 'json', 'js', 'sh', 'console'].includes(kind)),
      ).to.deep.equal([]);
      const nameless = blocks.filter(({ language, file }) => /gherkin|yaml|json|js/.test(language) && !file);
      expect(nameless.map(({ line }) => `${page}:${line} names no file`)).to.deep.equal([]);
    });

    const play = ({ line }: Block, command: string, ended: (ran: Ran) => void) => {
      if (NOT_HERE.some(([not]) => not.test(command))) return;
      it(`line ${line}: ${command}`, () => {
        knownManifests(folder, command);
        ended(run(command));
      });
    };

    // In the order of the page: the reader's folder grows as well
    for (const block of blocks) {
      const { language, file, line, text } = block;
      if (language === 'console')
        for (const { command, output } of shownIn(block))
          play(block, command, (ran) => expect(firstDifference(output, ran.stdout), ran.text).to.equal(undefined));
      else if (language === 'sh')
        for (const command of text.split('\n'))
          play(block, command, (ran) => {
            expect(ran.status, ran.text).to.equal(0);
            expect(ran.text).not.to.match(/^ +at .*:\d+:\d+\)?$/m);
          });
      else if (file && language !== 'gherkin')
        it(`line ${line}: ${file}`, () => {
          if (language === 'yaml') expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).to.deep.equal([]);
          if (language === 'js') knownManifests(folder, text);
          folder.write({ [file]: language === 'json' ? withoutFirstLine(text) : text });
        });
    }

    it('features hold, with the sentences of cucumber-js projects too', () => {
      knownManifests(folder, Object.keys(KNOWN).join(' '));
      const features = blocks.filter(({ language }) => language === 'gherkin');
      folder.write(Object.fromEntries(features.map(({ file = '', text }) => [file, withoutFirstLine(text)])));
      const paths = features.map(({ file }) => file).join(' ');
      const { status, text } = run(`podwright run ${paths}`);
      expect(status, text).to.equal(0);
      expect(text).to.match(/(\d+) scenarios: \1 passed/);
      expect(features).to.have.length.above(2);
    });
  });
}

/** Those that a text speaks of. */
function knownManifests(folder: UserFolder, text: string): void {
  for (const [name, source] of Object.entries(KNOWN))
    if (text.includes(name)) folder.write({ [name]: readFileSync(join(ROOT, source), 'utf8') });
}

function withoutFirstLine(text: string): string {
  return text.slice(text.indexOf('\n') + 1);
}
