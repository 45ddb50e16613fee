import { expect } from 'chai';
import { bench } from '../testing/bench';

const web = (spec: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {selector: {matchLabels: {a: b}}, ${spec}}
`;
const template = (container: string) =>
  `template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, ${container}}]}}`;
const FILES = {
  'two.yaml': web(`replicas: 2, minReadySeconds: 3, ${template('image: x')}`),
  'three.yaml': web(`replicas: 3, ${template('image: x')}`),
  'none.yaml': web(template('image: x')),
  'other.yaml': web(`replicas: 4, ${template('image: z2')}`),
};
const SSA = 'apply --server-side -f';
const IMAGE = '.spec.template.spec.containers[name="c"].image';

/** Plays the lines; the first line that the last of them wrote. */
function lastOf(lines: readonly string[], release = '1.36') {
  const { run } = bench({ files: FILES, release });
  let last = run('get nodes');
  for (const line of lines) last = run(line);
  return last;
}
const says = (lines: readonly string[], release?: string) =>
  lastOf(lines, release).output.split('\nPlease')[0]?.trimEnd();

describe('kubectl apply --server-side', () => {
  const rows: [what: string, lines: string[], says: string, release?: string][] = [
    ['creates', [`${SSA} two.yaml`], 'deployment.apps/web serverside-applied'],
    [
      'leaves to others what they have changed',
      [`${SSA} two.yaml`, 'scale deploy web --replicas=9', `${SSA} three.yaml`],
      'error: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
    ],
    [
      'knows no subresources up to 1.21',
      [`${SSA} two.yaml`, 'scale deploy web --replicas=9', `${SSA} three.yaml`],
      'error: Apply failed with 1 conflict: conflict with "kubectl" using apps/v1: .spec.replicas',
      '1.21',
    ],
    [
      'names all conflicts',
      [`${SSA} two.yaml`, `${SSA} other.yaml --field-manager=me`],
      `error: Apply failed with 2 conflicts: conflicts with "kubectl":\n- .spec.replicas\n- ${IMAGE}`,
    ],
    [
      'takes what kubectl apply had applied, but not what was set since',
      ['apply -f two.yaml', 'set image deploy/web c=z', `${SSA} other.yaml`],
      `error: Apply failed with 1 conflict: conflict with "kubectl-set" using apps/v1: ${IMAGE}`,
    ],
    [
      'takes all with --force-conflicts',
      [`${SSA} two.yaml`, `${SSA} other.yaml --field-manager=me --force-conflicts`],
      'deployment.apps/web serverside-applied',
    ],
    [
      'shares what is the same',
      [`${SSA} two.yaml`, `${SSA} none.yaml --field-manager=me`],
      'deployment.apps/web serverside-applied',
    ],
    [
      'forgets what is not said any more',
      [`${SSA} two.yaml`, `${SSA} three.yaml`, 'get deploy web -o jsonpath={.spec.minReadySeconds}:{.spec.replicas}'],
      ':3',
    ],
    [
      'keeps what somebody else says too',
      [
        `${SSA} two.yaml`,
        `${SSA} two.yaml --field-manager=me`,
        `${SSA} three.yaml --force-conflicts`,
        'get deploy web -o jsonpath={.spec.minReadySeconds}',
      ],
      '3',
    ],
    [
      'forgets what kubectl apply had said',
      ['apply -f two.yaml', `${SSA} none.yaml`, 'get deploy web -o jsonpath={.spec.minReadySeconds}:{.spec.replicas}'],
      ':1',
    ],
    [
      'forgets nothing that kubectl apply had said up to 1.25',
      ['apply -f two.yaml', `${SSA} none.yaml`, 'get deploy web -o jsonpath={.spec.minReadySeconds}:{.spec.replicas}'],
      '3:2',
      '1.25',
    ],
    ['stores nothing in a dry run', [`${SSA} two.yaml --dry-run=server`, 'get deploy -o name'], ''],
    [
      'is what --force-conflicts needs',
      ['apply -f two.yaml --force-conflicts'],
      'error: --force-conflicts only works with --server-side',
    ],
    [
      'can be tried at the server alone',
      [`${SSA} two.yaml --dry-run=client`],
      "error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
    ],
    ['is not for --force', [`${SSA} two.yaml --force`], 'error: --force cannot be used with --server-side'],
  ];
  for (const [what, lines, words, release] of rows) it(what, () => expect(says(lines, release)).to.equal(words));

  it('tells what can be done about a conflict', () => {
    const { stderr, exitCode } = lastOf([`${SSA} two.yaml`, `${SSA} three.yaml --field-manager=me`]);
    expect(exitCode).to.equal(1);
    expect(stderr.split('\n').slice(1, 4)).to.deep.equal([
      'Please review the fields above--they currently have other managers. Here',
      'are the ways you can resolve this warning:',
      '* If you intend to manage all of these fields, please re-run the apply',
    ]);
    expect(stderr).to.match(
      /See https:\/\/kubernetes.io\/docs\/reference\/using-api\/server-side-apply\/#conflicts\n$/,
    );
  });
  it('changes nothing the second time', () => {
    const { run } = bench({ files: FILES });
    const version = () => run('get deploy web -o jsonpath={.metadata.resourceVersion}').stdout;
    run(`${SSA} two.yaml`);
    const before = version();
    run(`${SSA} two.yaml`);
    expect(version()).to.equal(before);
    run(`${SSA} two.yaml --field-manager=me`);
    expect(version()).not.to.equal(before);
  });
});

describe('metadata.managedFields', () => {
  const managers = '-o jsonpath={range.metadata.managedFields[*]}{.manager}:{.operation};{end}';
  const rows: [what: string, lines: string[], managers: string][] = [
    [
      'tell who has written',
      ['create -f two.yaml', 'label deploy web x=y', 'scale deploy web --replicas=9'],
      'kubectl:Update;kubectl-create:Update;kubectl-label:Update;',
    ],
    ['name the one who is given', ['apply -f two.yaml --field-manager=me'], 'me:Update;'],
    [
      'forget who owns nothing any more',
      ['create -f two.yaml', 'label deploy web x=y', 'label deploy web x-'],
      'kubectl-create:Update;',
    ],
    [
      'hand over what kubectl apply has written',
      ['apply -f two.yaml', `${SSA} two.yaml --field-manager=me`],
      'me:Apply;',
    ],
  ];
  for (const [what, lines, words] of rows)
    it(what, () => expect(says([...lines, `get deploy web ${managers}`])).to.equal(words));

  const shown = (line: string, release?: string) =>
    lastOf(['create -f two.yaml', line], release).stdout.includes('managedFields');
  it('are shown when they are asked for', () => {
    expect(shown('get deploy web -o yaml')).to.equal(false);
    expect(shown('get deploy web -o yaml --show-managed-fields')).to.equal(true);
    expect(shown('get deploy web -o json --show-managed-fields')).to.equal(true);
  });
  it('are always shown by 1.20', () => expect(shown('get deploy web -o yaml', '1.20')).to.equal(true));
});
