import { expect } from 'chai';
import { bench } from './testing/bench';

const NO_A = 'Error from server (NotFound): configmaps "a" not found';
const NO_B = 'Error from server (NotFound): configmaps "b" not found';
const LABEL_TAKEN = "'app' already has a value (x), and --overwrite is false";
const NOTE_TAKEN =
  "--overwrite is false but found the following declared annotation(s): 'note' already has a value (x)";
const PAUSED = (name: string) => `error: deployments.apps "${name}" is already paused`;
const REQUESTS = (name: string) =>
  `failed to patch resources update to pod template Deployment.apps "${name}" is invalid: spec.template.spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to memory limit of 1`;

/** As kubectl 1.36.2 printed it. There are ConfigMaps `one` and `two`, both labelled and annotated, `new`, and Deployments. */
const CASES: readonly [line: string, stdout: string, stderr: string][] = [
  ['label cm one new app=y', 'configmap/new labeled', `error: ${LABEL_TAKEN}`],
  ['label cm one new two app=y', 'configmap/new labeled', `${LABEL_TAKEN}\n${LABEL_TAKEN}`],
  ['label cm a one b app=y', '', `${NO_A}\n${LABEL_TAKEN}\n${NO_B}`],
  ['annotate cm one two new note=y', 'configmap/new annotated', `${NOTE_TAKEN}\n${NOTE_TAKEN}`],
  ['patch cm a new b -p {"data":{"k":"1"}}', 'configmap/new patched', `${NO_A}\n${NO_B}`],
  [
    'rollout restart deploy/nope deploy/web',
    'deployment.apps/web restarted',
    'Error from server (NotFound): deployments.apps "nope" not found',
  ],
  ['rollout pause deploy held stopped', '', `${PAUSED('held')}\n${PAUSED('stopped')}`],
  ['rollout pause deploy held web', 'deployment.apps/web paused', PAUSED('held')],
  [
    'set image deploy/web deploy/held nope=x',
    '',
    'error: unable to find container named "nope"\nerror: unable to find container named "nope"',
  ],
  ['set image deploy/nope deploy/web nginx=x', '', 'Error from server (NotFound): deployments.apps "nope" not found'],
  [
    'set resources deploy web held --limits=memory=1 --requests=memory=2',
    '',
    `${REQUESTS('web')}\n${REQUESTS('held')}`,
  ],
  ['set resources deploy web --limits=memory=1 --requests=memory=2', '', `error: ${REQUESTS('web')}`],
  [
    'expose deploy web held',
    '',
    "couldn't find port via --port flag or introspection\ncouldn't find port via --port flag or introspection",
  ],
];

describe('a command for several objects', () => {
  for (const [line, stdout, stderr] of CASES)
    it(line, () => {
      const shell = bench();
      for (const before of [
        'create cm one',
        'create cm two',
        'create cm new',
        'label cm one two app=x',
        'annotate cm one two note=x',
        'create deploy web --image=nginx',
        'create deploy held --image=nginx',
        'create deploy stopped --image=nginx',
        'rollout pause deploy held stopped',
      ])
        expect(shell.run(before).exitCode, before).to.equal(0);
      const done = shell.run(line);
      expect(done).to.include({ exitCode: 1 });
      expect([done.stdout.trimEnd(), done.stderr.trimEnd()]).to.deep.equal([stdout, stderr]);
    });
});
