import { expect } from 'chai';
import { bench } from '../testing/bench';

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  selector: {matchLabels: {a: b}}
  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}
`;

const REJECTED = 'the server rejected our request due to an error in our request';

/** What is asked of a Deployment, what is said, and in which release. */
const ROWS: readonly [words: string, says: string | RegExp, release?: string][] = [
  [
    '-p {"spec":{"replicas":"3"}}',
    'The request is invalid: patch: Invalid value: "map[spec:map[replicas:3]]": unrecognized type: int32\n',
  ],
  [
    '-p {"metadata":{"labels":{"a":1}}}',
    'The request is invalid: patch: Invalid value: "map[metadata:map[labels:map[a:1]]]": cannot convert int64 to string\n',
  ],
  ['-p {"spec":{"template":{"spec":{"containers":"x"}}}}', /: cannot restore slice from string\n$/],
  ['-p {"spec":{"template":"x"}}', /: cannot restore struct from: string\n$/],
  [
    '-p {"spec":{"template":{"spec":{"containers":[{"name":"c","resources":{"limits":{"cpu":"x"}}}]}}}}',
    /error decoding from json: quantities must match/,
  ],
  [
    '--type=merge -p {"spec":{"replicas":"3"}}',
    /^The request is invalid: patch: Invalid value: ".*": json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32\n$/,
  ],
  ['--type=json -p [{"op":"add","path":"/spec/replicas","value":"x"}]', /cannot unmarshal string into Go struct field/],
  ['-p {"spec":{"foo":1}}', 'Warning: unknown field "spec.foo"\ndeployment.apps/d patched (no change)\n'],
  ['-p {"spec":{"foo":1}}', 'deployment.apps/d patched (no change)\n', '1.24'],
  ['--type=json -p [{"op":"remove","path":"/spec/nope"}]', `The request is invalid: ${REJECTED}\n`],
  ['--type=json -p [{"op":"remove","path":"/spec/nope"}]', 'The request is invalid\n', '1.25'],
  ['--type=json -p [{"op":"go","path":"/spec"}]', `The request is invalid: ${REJECTED}\n`],
  ['--type=MERGE -p {"spec":{"paused":true}}', 'deployment.apps/d patched\n'],
  ['--type=both -p {}', 'error: --type must be one of [json merge strategic], not "both"\n'],
  ['--patch-file=none', 'error: unable to read patch file: open none: no such file or directory\n'],
  ['--patch-file=none -p {}', 'error: cannot specify --patch and --patch-file together\n'],
  ['-p {"spec":{"replicas":2}} --dry-run=client -o jsonpath={.spec.replicas}', '2'],
  ['-p {"spec":{"replicas":2}} --dry-run=client', 'deployment.apps/d patched (dry run)\n'],
  [
    '-p {"spec":{"template":{"spec":{"containers":[{"name":"c","resources":{"limits":{"cpu":"1000m"}}}]}}}} -o jsonpath={..limits}',
    '{"cpu":"1"}',
  ],
];

describe('kubectl patch', () => {
  for (const [words, says, release] of ROWS) {
    it(`${words}${release ? ` in ${release}` : ''}`, () => {
      const { run } = bench({ files: { 'd.yaml': DEPLOYMENT }, release });
      run('create -f d.yaml');
      const { output } = run(`patch deployment d ${words}`);
      if (typeof says === 'string') expect(output).to.equal(says);
      else expect(output).to.match(says);
    });
  }
});
