import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CommanderError } from 'commander';
import { UsageError } from './usageError';
import { VERBS } from './verbs';

/** What is given to every verb that reads manifests, and what it has to say. */
const MANIFESTS: Readonly<Record<string, RegExp>> = {
  'nowhere.yaml': /the path ".*nowhere\.yaml" does not exist/,
  'empty.yaml': /empty\.yaml:1:1: There is no object in this file/,
  'syntax.yaml': /syntax\.yaml:2:1: The list opened with \[ is not closed/,
  'utf16.yaml': /utf16\.yaml is UTF-16, .* save it as UTF-8/,
  'binary.yaml': /binary\.yaml holds no text/,
  'loop.yaml': /loop\.yaml is a symbolic link that leads in a circle/,
  none: /none has no manifests: no file ends in \.yaml, \.yml or \.json/,
  huge: /huge has more than 2000 files/,
  chart: /chart is a Helm chart; render it first: helm template \S+chart \| podwright play -/,
  kust: /kust holds a kustomization \(\S+base, \S+prod\); render one first, such as: kubectl kustomize \S+prod \|/,
};

const OTHERS: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['play'], /missing required argument 'manifest'/],
  [['check'], /missing required argument 'manifest'/],
  [['diff'], /missing required argument 'manifest'/],
  [['completion'], /missing required argument 'shell'/],
  [['completion', 'ksh'], /Allowed choices are bash, zsh, fish/],
  [['explain', 'CrashLopBackOff'], /no reason is called "CrashLopBackOff".*CrashLoopBackOff/],
  [['steps', 'manifst'], /no sentence has the word "manifst".*manifest/],
  [['run', '%/nowhere.feature'], /there is no feature file or folder/],
  [['run', '%/none'], /none has no features: no file ends in \.feature/],
  [['run', '%/empty.yaml'], /empty\.yaml is no feature/],
  [['run', '%/x.feature', '--kubernetes', '1.99'], /--kubernetes: .*1\.99/],
  [['run', '%/x.feature', '--seed', 'x'], /--seed takes a whole number/],
  [['run', '%/x.feature', '--tag', '@slow'], /unknown option '--tag'\n\(Did you mean --tags\?\)/],
  [['run', '%/x.feature', '--colour=none'], /unknown option '--colour'$/],
  [['run', '%/x.feature', '--tags'], /--tags needs a value/],
  [['run', '%/x.feature', '--shard', '3/2'], /--shard: "3\/2" is no part of a whole/],
  [['check', '%/pod.yaml', '--start-up', 'soon'], /"soon" is not a duration/],
  [['check', '%/pod.yaml', '--only', 'everything'], /Allowed choices are .*hang/],
  [['check', '--only', 'hang', '%/pod.yaml'], /name the manifests before --only/],
  [['check', '%/pod.yaml', '--only', 'hang,strat'], /Allowed choices are .*hang/],
  [['fuzz', '%/pod.yaml', '--time', '0s'], /nothing can happen in no time/],
  [['diff', '%/pod.yaml', '--kubernetes', '1.28-1.30'], /a range has two dots: 1\.28\.\.1\.30/],
  [['diff', '%/pod.yaml', '--kubernetes', '1.36..1.20'], /is no range of releases/],
  [['fuzz', '%/pod.yaml', '--shard', '9/8'], /is no part of a whole/],
  [['check', '%/pod.yaml', '--only', 'hang', '--scenarios', '%/empty.yaml'], /can't be written to .*: it is a file/],
  [
    ['check', '%/pod.yaml', '--only', 'hang', '--scenarios', '%/empty.yaml/x'],
    /can't be written to .*: a part of the path is a file/,
  ],
  [
    ['check', '%/pod.yaml', '--only', 'hang', '--scenarios', '/proc/no-such/x'],
    /can't be written to .*: no folder can be made there/,
  ],
  ...['check', 'fuzz', 'init'].flatMap((verb): (readonly [readonly string[], RegExp])[] => [
    [[verb, '%/specless.yaml'], /The Pod "web" is invalid: spec\.containers: Required value/],
    [[verb, '%/jobless.yaml'], /The CronJob "web" is invalid:.*spec\.schedule: Required value/s],
  ]),
  ...['play', 'check', 'diff', 'fuzz', 'init'].map((verb): readonly [readonly string[], RegExp] => [
    [verb, '%/syntax.yaml', '%/web.yaml', '%/empty.yaml'],
    /syntax\.yaml:2:1: .*empty\.yaml:1:1: /s,
  ]),
  [['init', '-'], /save what is piped in, then podwright init FILE/],
  [['init', '%/web.yaml', '--features', '%/empty.yaml'], /can't be written: a part of the path is a file/],
  [
    ['init', '%/web.yaml', '--features', '%/empty.yaml/x'],
    /web\.feature can't be written: a part of the path is a file/,
  ],
  [
    ['init', '%/web.yaml', '%/pod.yaml'],
    /Pod web of namespace default is in .*web\.yaml and in .*pod\.yaml: name the files/,
  ],
];

/** The verbs themselves, without a process for each row. */
describe('bad input of each verb', function () {
  this.timeout(20_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-input-'));
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: nginx}]}\n';
    const files = {
      'empty.yaml': '',
      'syntax.yaml': 'a: [\n',
      'binary.yaml': '\x7fELF\0\x01',
      'x.feature': 'Feature: x\n',
      'specless.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n',
      'jobless.yaml': 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: web}\n',
    };
    writeFileSync(join(folder, 'utf16.yaml'), `\ufeff${pod}`, 'utf16le');
    for (const [name, text] of Object.entries({ ...files, 'pod.yaml': pod, 'web.yaml': pod }))
      writeFileSync(join(folder, name), text);
    for (const name of ['none', 'huge', 'chart', 'kust/base', 'kust/prod'])
      mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i <= 2000; i++) writeFileSync(join(folder, 'huge', `${i}.yaml`), '');
    writeFileSync(join(folder, 'chart', 'Chart.yaml'), 'name: chart\n');
    for (const name of ['base', 'prod']) writeFileSync(join(folder, 'kust', name, 'kustomization.yaml'), '');
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** @returns what is said to somebody who types this, who gets exit code 2 */
  const refused = async ([verb = '', ...args]: readonly string[]): Promise<string> => {
    const before = readdirSync(folder);
    let said = '';
    const command = VERBS[verb]?.load().configureOutput({ writeErr: (text) => (said += text) });
    try {
      await command?.parseAsync(args, { from: 'user' });
    } catch (error) {
      if (error instanceof UsageError) expect(error.exitCode).to.equal(2);
      else expect(error).to.be.instanceOf(CommanderError);
      expect(readdirSync(folder), 'nothing is written').to.deep.equal(before);
      return said + (error as Error).message;
    }
    throw new Error(`nobody has refused ${verb} ${args.join(' ')}`);
  };

  for (const verb of ['init', 'play', 'check', 'diff', 'fuzz']) {
    for (const [file, says] of Object.entries(MANIFESTS))
      it(`${verb} ${file}`, async () => {
        expect(await refused([verb, join(folder, file)])).to.match(says);
      });
    it(`${verb} --nonsense`, async () => {
      expect(await refused([verb, '--nonsense'])).to.match(/unknown option '--nonsense'/);
    });
  }

  for (const [args, says] of OTHERS)
    it(args.join(' ').replaceAll('%/', ''), async () => {
      expect(await refused(args.map((word) => word.replace('%', folder)))).to.match(says);
    });
});
