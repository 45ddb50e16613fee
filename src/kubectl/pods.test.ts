import { expect } from 'chai';
import type { Pod } from '../api';
import { bench } from './testing/bench';

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

const pod = (name: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: web}, finalizers: [example.com/kept]}
spec: {containers: [{name: c, image: nginx}]}
`;

type Shell = ReturnType<typeof bench>;
type Prepare = (shell: Shell) => void;

/** Two pods behind a Service, neither on a node: what asks for one is refused and says which. */
function chosen(line: string, release: string, prepare: Prepare): string {
  const shell = bench({ release, files: { 'web.yaml': [SERVICE, pod('a'), pod('b')].join('---') } });
  shell.run('create -f web.yaml');
  prepare(shell);
  const { output } = shell.run(line);
  return /(?:pod (?=\w does not have a host)|using pod\/)(\w)/.exec(output)?.[1] ?? output;
}

function setStatus(name: string, status: Pod['status']): Prepare {
  return ({ api }) => {
    api.updateStatus<Pod>({ ...api.get<Pod>('Pod', 'default', name), status });
  };
}

const restarted = (name: string) =>
  setStatus(name, {
    phase: 'Running',
    containerStatuses: [{ name: 'c', restartCount: 3, ready: true, image: 'nginx', imageID: '' }],
  } as Pod['status']);

const isDeleted = (name: string) => (shell: Shell) => {
  shell.run(`delete pod ${name} --wait=false`);
};

const CASES: readonly (readonly [
  line: string,
  release: string,
  what: string,
  prepare: (name: string) => Prepare,
  wanted: string,
])[] = [
  ['exec svc/web -- true', '1.36', 'the one that stays', isDeleted, 'b'],
  ['exec svc/web -- true', '1.27', 'the older one, going or not', isDeleted, 'a'],
  ['logs svc/web', '1.36', 'the older one, going or not', isDeleted, 'a'],
  ['exec svc/web -- true', '1.36', 'the one that runs', restarted, 'a'],
  ['logs svc/web', '1.36', 'the one that runs', restarted, 'a'],
];

describe('kubectl, which of several pods is taken', () => {
  for (const [line, release, what, prepare, wanted] of CASES) {
    it(`${line} (${release}): ${what}`, () => {
      expect(chosen(line, release, prepare('a'))).to.equal(wanted);
    });
  }

  it('exec goes to the pod with fewer restarts, logs come from the one with more', () => {
    const both = (shell: Shell) => {
      setStatus('b', { phase: 'Running' })(shell);
      restarted('a')(shell);
    };
    expect(chosen('exec svc/web -- true', '1.36', both)).to.equal('b');
    expect(chosen('logs svc/web', '1.36', both)).to.equal('a');
  });
});
