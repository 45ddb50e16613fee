import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { parseArguments } from '../../run/arguments';
import { installed, ROOT } from '../installed';
import { type Ran, UserFolder } from '../userFolder';
import { type Block, blocksOf, firstDifference, shownIn } from './blocks';
import { missingIn, xmlMissingIn } from './shapes';

/** Pages with examples for users, and what there must be before. Examples of steps/README.md are sentences of our own features. */
const PAGES: Readonly<Record<string, { readonly before?: string }>> = {
  'README.md': {},
  'features/properties/README.md': {},
  'src/report/formats/README.md': { before: 'podwright run features/web.feature --name held --name broken || true' },
};

/** Lines of shell that are not for a user's folder, each with the reason. */
const NOT_HERE: readonly [line: RegExp, why: string][] = [
  [/^npm (ci|cit|start|run package-test)\b/, 'it builds or tests this tree; .ci/run does the same'],
  [/^npx podwright fuzz k8s\//, 'a campaign takes its time; the tests of src/cli/fuzz play short ones'],
  [/^npm install --save-dev podwright$/, 'it asks the registry; package-test installs the tarball'],
  [/^diff <\(git show /, 'it compares with a branch of the reader, in bash'],
];

/** Manifests that a page speaks of and does not show. */
const KNOWN: Readonly<Record<string, string>> = {
  'features/initc-1.yaml': 'features/init-containers/initc-1.yaml',
  'features/probes/liveness-exec-pod.yaml': 'features/probes/liveness-exec-pod.yaml',
  'shop.yaml': 'features/gallery/01-lost-requests/repaired.yaml',
  'web.yaml': 'features/properties/web.yaml',
};

/** For pages that speak of what comes out of a run. */
const BROKEN = `Feature: a web server
  Scenario: it is held
    Given the manifest "../web.yaml"
    When the manifest is created
    Then within 1m pod "web" is "1/1 Running"
  Scenario: it is broken
    Given the manifest "../web.yaml"
    When the manifest is created
    Then for 1m pod "web" is "1/1 Running"
`;

/** Files that only the CI servers of others can run. */
function isOfCi({ file }: Block): boolean {
  return /^\.github\/|^\.gitlab-ci\.yml$/.test(file ?? '');
}

for (const [page, { before: prepared }] of Object.entries(PAGES)) {
  describe(`the examples of ${page}`, function () {
    this.timeout(120_000);
    const all = blocksOf(readFileSync(join(ROOT, page), 'utf8'));
    // What has no language is a drawing
    const blocks = all.filter((block) => block.language !== '' && !isOfCi(block));
    const folder = new UserFolder();

    before(() => {
      symlinkSync(join(installed().folder.path, 'node_modules'), join(folder.path, 'node_modules'), 'dir');
      // npx would look into the registry for nothing: the programs are in the path
      folder.write({ 'bin/npx': '#!/bin/sh\nexec "$@"\n' });
      chmodSync(join(folder.path, 'bin', 'npx'), 0o755);
      if (!prepared) return;
      knownManifests(folder, 'web.yaml');
      folder.write({ 'features/web.feature': BROKEN });
      run(prepared);
    });
    after(() => folder.remove());

    const run = (script: string) => folder.run(`PATH="$PWD/bin:$PATH"; ${script}`);

    it('are of kinds that are run', () => {
      const kinds = new Set(blocks.map(({ language }) => language));
      expect(
        [...kinds].filter((kind) => !['gherkin', 'yaml', 'json', 'js', 'sh', 'console', 'xml'].includes(kind)),
      ).to.deep.equal([]);
      const nameless = blocks.filter(({ language, file }) => /gherkin|yaml|js$/.test(language) && !file);
      expect(nameless.map(({ line }) => `${page}:${line} names no file`)).to.deep.equal([]);
    });

    const features = blocks.filter(({ language }) => language === 'gherkin');
    const play = ({ line }: Block, command: string, ended: (ran: Ran) => void) => {
      if (NOT_HERE.some(([not]) => not.test(command))) return;
      it(`line ${line}: ${command}`, function () {
        if (command.startsWith('jq ') && run('command -v jq').status !== 0) this.skip();
        const played = features.filter(({ file = '' }) => command.includes(file));
        knownManifests(folder, [command, ...played.map((one) => one.text)].join('\n'));
        folder.write(Object.fromEntries(played.map(written)));
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
      else if (language === 'json' && !file)
        it(`line ${line}: the shape of JSON`, () => {
          expect(missingIn(JSON.parse(folder.read('reports/report.json')), JSON.parse(text))).to.deep.equal([]);
        });
      else if (language === 'xml')
        it(`line ${line}: the shape of XML`, () => {
          expect(xmlMissingIn(folder.read('reports/junit.xml'), text)).to.deep.equal([]);
        });
      else if (file && language !== 'gherkin')
        it(`line ${line}: ${file}`, () => {
          if (language === 'yaml') expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).to.deep.equal([]);
          if (language === 'js') knownManifests(folder, text);
          folder.write({ [file]: language === 'json' ? withoutFirstLine(text) : text });
        });
    }

    if (features.length > 0)
      it('features hold, with the sentences of cucumber-js projects too', () => {
        knownManifests(folder, Object.keys(KNOWN).join(' '));
        folder.write(Object.fromEntries(features.map(written)));
        const { status, text } = run(`podwright run ${features.map(({ file }) => file).join(' ')}`);
        expect(status, text).to.equal(0);
        expect(text).to.match(/(\d+) scenarios?: \1 passed/);
      });

    for (const { line, text, file } of all.filter(isOfCi))
      it(`line ${line}: ${file} speaks of what there is`, () => {
        expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).to.deep.equal([]);
        const named = [...text.matchAll(/\/(\.ci\/[\w./-]+)/g)].map(([, path = '']) => path);
        expect(named.filter((path) => !existsSync(join(ROOT, path)))).to.deep.equal([]);
        for (const [, flags = ''] of text.matchAll(/podwright run(.*)$/gm))
          expect(() => parseArguments(flags.split(' ').filter(Boolean))).not.to.throw();
      });
  });
}

function written({ file = '', text }: Block): [string, string] {
  return [file, withoutFirstLine(text)];
}

/** Those that a text speaks of. */
function knownManifests(folder: UserFolder, text: string): void {
  for (const [name, source] of Object.entries(KNOWN))
    if (text.includes(name)) folder.write({ [name]: readFileSync(join(ROOT, source), 'utf8') });
}

function withoutFirstLine(text: string): string {
  return text.slice(text.indexOf('\n') + 1);
}
