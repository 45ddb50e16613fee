import { expect } from 'chai';
import { badRequest, internalError, type LogLine, type NodeProxy, type Pod } from '../api';
import { Latch, Mailbox } from '../kernel';
import { bench } from './testing/bench';

const TWO = `
apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {nodeName: n1, containers: [{name: a, image: i}, {name: b, image: i}]}
`;

/** A cluster with one pod on a node whose kubelet answers as the tests say. */
function withNode(release = '1.36') {
  const shell = bench({ files: { 'p.yaml': TWO }, release });
  const { kernel, api } = shell;
  const lines = new Mailbox<LogLine>(kernel);
  const ended = new Latch(kernel);
  const written = new Map<string, string>();
  const killed: string[] = [];
  const proxy: NodeProxy = {
    logs: (pod, container, options) => {
      if (container === 'b')
        throw badRequest(`container "b" in pod "${pod.metadata.name}" is waiting to start: ContainerCreating`);
      const all = ['one', 'two', 'three'].map((text, i) => ({ timeMs: i * 1000 + 5, stream: 'stdout' as const, text }));
      return options.tailLines === undefined ? all : all.slice(all.length - options.tailLines);
    },
    follow: () => ({ lines, ended }),
    exec: (_pod, container, command, io) => {
      if (command[0] === 'nosuch') throw internalError('error executing command in container: no such file');
      const session = { ended: new Latch<{ exitCode: number }>(kernel), kill: () => killed.push(command.join(' ')) };
      io.stdout(`${container}: ${command.join(' ')}\n`);
      if (command[0] !== 'sleep') session.ended.set({ exitCode: Number(command[1] ?? 0) });
      return session;
    },
    attach: (_pod, _container, io) => {
      io.stdout('attached\n');
      const session = { ended: new Latch<{ exitCode: number }>(kernel), kill: () => {} };
      session.ended.set({ exitCode: 0 });
      return session;
    },
    files: () => ({
      readFile: (path) => {
        if (path !== '/etc/hostname') throw new Error('ENOENT');
        return 'p\n';
      },
      writeFile: (path, data) => void written.set(path, data),
    }),
  };
  api.registerNodeProxy('n1', proxy);
  shell.run('create -f p.yaml');
  const setStatus = (status: Pod['status']) =>
    api.updateStatus<Pod>({ ...api.get<Pod>('Pod', 'default', 'p'), status });
  setStatus({ phase: 'Running' });
  return { ...shell, lines, ended, written, killed, setStatus };
}

const CASES: [line: string, exitCode: number, output: string, release?: string][] = [
  ['logs p', 0, 'Defaulted container "a" out of: a, b\none\ntwo\nthree\n'],
  ['logs p', 1, 'error: a container name must be specified for pod p, choose one of: [a b]\n', '1.20'],
  ['logs p -c a --tail=1', 0, 'three\n'],
  ['logs p a --tail 2 --prefix', 0, '[pod/p/a] two\n[pod/p/a] three\n'],
  ['logs p -c a --timestamps --tail=1', 0, '2026-11-21T00:00:02.005000000Z three\n'],
  [
    'logs p -c b',
    1,
    'Error from server (BadRequest): container "b" in pod "p" is waiting to start: ContainerCreating\n',
  ],
  ['logs p -c zz', 1, 'error: container zz is not valid for pod p out of: a, b\n'],
  ['logs p -c zz', 1, 'error: container zz is not valid for pod p\n', '1.35'],
  ['logs nosuch', 1, 'error: error from server (NotFound): pods "nosuch" not found in namespace "default"\n'],
  ['logs nosuch', 1, 'Error from server (NotFound): pods "nosuch" not found\n', '1.20'],
  ['exec p -- true', 0, 'Defaulted container "a" out of: a, b\na: true\n'],
  [
    'exec p -- true',
    0,
    "Defaulting container name to a.\nUse 'kubectl describe pod/p -n default' to see all of the containers in this pod.\na: true\n",
    '1.20',
  ],
  ['exec p -c b -- exit 5', 5, 'b: exit 5\ncommand terminated with exit code 5\n'],
  ['exec -it p -c b -- true', 0, 'b: true\n'],
  ['exec p -c zz -- ls', 1, 'error: container zz is not valid for pod p out of: a, b\n'],
  ['exec p -c zz -- ls', 1, 'error: container zz not found in pod p\n', '1.35'],
  ['exec p -c a -- nosuch', 1, 'error: Internal error occurred: error executing command in container: no such file\n'],
  ['exec p -c a', 1, 'error: you must specify at least one command for the container\n'],
  [
    'attach p -c a',
    0,
    "All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter.\nattached\n",
  ],
  ['attach p -c a', 0, "If you don't see a command prompt, try pressing enter.\nattached\n", '1.33'],
  ['attach p -c a -q', 0, 'attached\n'],
  ['port-forward pod/nosuch 80', 1, 'Error from server (NotFound): pods "nosuch" not found\n'],
  [
    'port-forward pod/p',
    1,
    "error: TYPE/NAME and list of ports are required for port-forward\nSee 'kubectl port-forward -h' for help and examples\n",
  ],
  ['exec nosuch -- ls', 1, 'Error from server (NotFound): pods "nosuch" not found\n'],
];

describe('kubectl logs, exec, attach, cp', () => {
  for (const [line, exitCode, output, release] of CASES) {
    it(`${line}${release ? ` (${release})` : ''}`, () => {
      const result = withNode(release).run(line);
      expect(result.output).to.equal(output);
      expect(result.exitCode).to.equal(exitCode);
    });
  }

  it('refuses a pod that has ended', () => {
    const node = withNode();
    node.setStatus({ phase: 'Succeeded' });
    expect(node.run('exec p -c a -- ls').output).to.equal(
      'error: cannot exec into a container in a completed pod; current phase is Succeeded\n',
    );
  });

  it('follows a log until the container has ended', () => {
    const { kernel, start, lines, ended } = withNode();
    const { process, written } = start('logs -f p -c a');
    kernel.after(1000, () => lines.put({ timeMs: kernel.now, stream: 'stdout', text: 'late' }));
    kernel.after(2000, () => ended.set());
    kernel.runUntil(kernel.now + 1500);
    expect(written.output).to.equal('late\n');
    expect(process.isAlive).to.equal(true);
    kernel.runUntil(kernel.now + 1000);
    expect(process.outcome).to.deep.equal({ how: 'returned', value: 0 });
  });

  it('Ctrl-C ends the command in the container', () => {
    const { kernel, start, killed } = withNode();
    const { process } = start('exec p -c a -- sleep 100');
    kernel.runUntil(kernel.now + 1000);
    process.kill();
    kernel.runUntil(kernel.now + 1000);
    expect(killed).to.deep.equal(['sleep 100']);
  });

  it('copies a file into a container', () => {
    const node = withNode();
    expect(node.run('cp p.yaml p:/tmp/ -c a').exitCode).to.equal(0);
    expect(node.written.get('/tmp/p.yaml')).to.equal(TWO);
  });
});
