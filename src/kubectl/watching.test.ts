import { expect } from 'chai';
import type { Deployment, Pod } from '../api';
import { bench } from './testing/bench';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: n1, containers: [{name: c, image: i}]}\n';
const FILES = { 'p.yaml': POD };

function setPhase(shell: ReturnType<typeof bench>, status: Pod['status']): void {
  const pod = shell.api.get<Pod>('Pod', 'default', 'p');
  shell.api.updateStatus<Pod>({ ...pod, status });
}

describe('kubectl, what takes time', () => {
  it('get -w shows the list, then a row for each change, until it is killed', () => {
    const shell = bench({ files: FILES });
    shell.run('create -f p.yaml');
    const { process, written } = shell.start('get pods -w --output-watch-events');
    shell.kernel.runUntil(shell.kernel.now + 1000);
    setPhase(shell, { phase: 'Running' });
    shell.kernel.runUntil(shell.kernel.now + 1000);
    shell.api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
    shell.kernel.runUntil(shell.kernel.now + 1000);
    process.kill();
    shell.run('create -f p.yaml');
    expect(written.output).to.equal(
      [
        'EVENT      NAME   READY   STATUS    RESTARTS   AGE',
        'ADDED      p      0/1     Pending   0          0s',
        'MODIFIED   p      0/1     Running   0          1s',
        // A deletion without grace is written before it is carried out, as recorded (f06).
        'MODIFIED   p      0/1     Terminating   0          2s',
        'DELETED    p      0/1     Terminating   0          2s',
        '',
      ].join('\n'),
    );
  });

  it('get -w of one name shows no other', () => {
    const shell = bench({ files: FILES });
    shell.run('create -f p.yaml');
    const { written } = shell.start('get pod p -w --no-headers');
    shell.kernel.runUntil(shell.kernel.now + 500);
    shell.run('run other --image=i');
    expect(written.output).to.equal('p     0/1   Pending   0     0s\n');
  });

  it('delete waits until the object is gone', () => {
    const shell = bench({ files: FILES });
    shell.run('create -f p.yaml');
    setPhase(shell, { phase: 'Running' });
    const { process, written } = shell.start('delete pod p');
    shell.kernel.runUntil(shell.kernel.now + 5000);
    expect(written.output).to.equal('pod "p" deleted from default namespace\n');
    expect(process.isAlive).to.equal(true);
    shell.api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
    shell.kernel.runUntil(shell.kernel.now + 100);
    expect(process.outcome).to.deep.equal({ how: 'returned', value: 0 });
  });

  it('delete --dry-run=client asks nobody', () => {
    const shell = bench({ files: FILES });
    expect(shell.run('delete pod nosuch --dry-run=client').output).to.equal(
      'pod "nosuch" deleted from default namespace (dry run)\n',
    );
    expect(shell.run('delete -f p.yaml --dry-run=client').exitCode).to.equal(0);
    expect(shell.run('delete pod nosuch --dry-run=server').exitCode).to.equal(1);
  });

  it('delete --wait=false does not', () => {
    const shell = bench({ files: FILES });
    shell.run('create -f p.yaml');
    setPhase(shell, { phase: 'Running' });
    expect(shell.run('delete pod p --wait=false').exitCode).to.equal(0);
    expect(shell.api.get<Pod>('Pod', 'default', 'p').metadata.deletionGracePeriodSeconds).to.equal(30);
  });

  const GRACE: [line: string, seconds: number][] = [
    ['delete pod p --wait=false --now', 1],
    ['delete pod p --wait=false --grace-period=0', 1],
    ['delete pod p --wait=false --grace-period=7', 7],
  ];
  for (const [line, seconds] of GRACE) {
    it(`${line}: ${seconds}s`, () => {
      const shell = bench({ files: FILES });
      shell.run('create -f p.yaml');
      setPhase(shell, { phase: 'Running' });
      shell.run(line);
      expect(shell.api.get<Pod>('Pod', 'default', 'p').metadata.deletionGracePeriodSeconds).to.equal(seconds);
    });
  }

  const NO_HOST = 'pod p does not have a host assigned';
  for (const [release, printed] of [
    ['1.35', `Error from server (BadRequest): ${NO_HOST}\n`],
    ['1.36', `${NO_HOST}\n${NO_HOST}\n${NO_HOST}\nerror: context deadline exceeded\n`],
  ] as const)
    it(`logs -f of a container that has no log yet (${release})`, () => {
      const shell = bench({ files: { 'p.yaml': POD.replace('nodeName: n1, ', '') }, release });
      shell.run('create -f p.yaml');
      expect(shell.run('logs -f p --pod-running-timeout=3s').output).to.equal(printed);
    });

  it('wait ends when the condition holds', () => {
    const shell = bench({ files: FILES });
    shell.run('create -f p.yaml');
    const { process, written } = shell.start('wait pod/p --for=condition=ready');
    shell.kernel.runUntil(shell.kernel.now + 1000);
    expect(process.isAlive).to.equal(true);
    setPhase(shell, { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] });
    shell.kernel.runUntil(shell.kernel.now + 100);
    expect(written.output).to.equal('pod/p condition met\n');
  });

  it('wait goes on when the object is deleted meanwhile: another one may come', () => {
    const shell = bench({ files: FILES });
    shell.run('create -f p.yaml');
    const { process, written } = shell.start('wait pod/p --for=condition=ready --timeout=5s');
    shell.kernel.runUntil(shell.kernel.now + 1000);
    shell.api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
    shell.kernel.runUntil(shell.kernel.now + 1000);
    expect(process.isAlive).to.equal(true);
    shell.kernel.runUntil(shell.kernel.now + 10_000);
    expect(written.output).to.equal('error: timed out waiting for the condition on pods/p\n');
  });

  it('debug --replace takes the pod away once its copy is there: under the same name there is none', () => {
    const shell = bench({ files: FILES });
    shell.run('create -f p.yaml');
    expect(shell.run('debug p --image=i -c d --copy-to=p --replace').output).to.equal(
      'Error from server (AlreadyExists): pods "p" already exists\n',
    );
    expect(shell.run('debug p --image=i -c d --copy-to=q --replace').exitCode).to.equal(0);
    expect(shell.run('get pods -o name').output).to.equal('pod/q\n');
  });

  it('debug adds its container after those that are there', () => {
    const shell = bench({ files: FILES });
    shell.run('create -f p.yaml');
    for (const name of ['one', 'two']) shell.run(`debug p --image=i -c ${name}`);
    const names = shell.run('get pod p -o jsonpath={.spec.ephemeralContainers[*].name}').stdout;
    expect(names).to.equal('one two');
  });

  it('wait --for=delete of what is not there is content', () => {
    expect(bench().run('wait pod/p --for=delete')).to.include({ exitCode: 0, output: '' });
  });

  it('rollout status prints a line for every change', () => {
    const shell = bench();
    shell.run('create deployment web --image=i --replicas=2');
    const { process, written } = shell.start('rollout status deploy/web');
    const set = (status: Deployment['status']): void => {
      const deployment = shell.api.get<Deployment>('Deployment', 'default', 'web');
      shell.api.updateStatus<Deployment>({ ...deployment, status });
      shell.kernel.runUntil(shell.kernel.now + 100);
    };
    shell.kernel.runUntil(shell.kernel.now + 100);
    set({ observedGeneration: 1, replicas: 1, updatedReplicas: 1 });
    set({ observedGeneration: 1, replicas: 3, updatedReplicas: 2 });
    set({ observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 1 });
    set({ observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2 });
    const head = 'Waiting for deployment "web" rollout to finish:';
    expect(written.output.trimEnd().split('\n')).to.deep.equal([
      'Waiting for deployment spec update to be observed...',
      `${head} 1 out of 2 new replicas have been updated...`,
      `${head} 1 old replicas are pending termination...`,
      `${head} 1 of 2 updated replicas are available...`,
      'deployment "web" successfully rolled out',
    ]);
    expect(process.outcome).to.deep.equal({ how: 'returned', value: 0 });
  });

  it('drain names what is left when it gives up', () => {
    const shell = bench({ files: FILES });
    shell.api.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } });
    shell.run('create -f p.yaml');
    const error = 'error when evicting pods/"p" -n "default": global timeout reached: 3s';
    const stays = shell.run('drain n1 --force --timeout=3s').output.split('\n');
    const told = stays.findIndex((line) =>
      line.startsWith('There are pending pods in node "n1" when an error occurred: '),
    );
    expect(stays[told + 1], error).to.equal('pod/p');
  });

  it('drain tries once more when its time is over, and then looks at the time', () => {
    const shell = bench({ files: FILES });
    shell.api.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } });
    shell.run('create -f p.yaml');
    setPhase(shell, { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] });
    shell.run('create pdb b --selector=!nobody --max-unavailable=0');
    const before = shell.kernel.now;
    const lines = shell.run('drain n1 --force --timeout=8s').output.split('\n');
    expect(shell.kernel.now - before).to.be.within(10_000, 10_500);
    expect(lines.filter((line) => line === 'evicting pod default/p')).to.have.length(3);
    expect(lines.filter((line) => line.includes('(will retry after 5s)'))).to.have.length(2);
    expect(lines).to.include('error when evicting pods/"p" -n "default": global timeout reached: 8s');
  });

  it('drain refuses, then evicts', () => {
    const shell = bench({ files: FILES });
    shell.api.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } });
    shell.run('create -f p.yaml');
    expect(shell.run('drain n1').output).to.equal(
      [
        'node/n1 cordoned',
        'error: unable to drain node "n1" due to error: cannot delete Pods that declare no controller (use --force to override): default/p, continuing command...',
        'There are pending nodes to be drained:',
        ' n1',
        'cannot delete Pods that declare no controller (use --force to override): default/p',
        '',
      ].join('\n'),
    );
    shell.kernel.after(3000, () => shell.api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 }));
    expect(shell.run('drain n1 --force').output).to.equal(
      [
        'node/n1 already cordoned',
        'Warning: deleting Pods that declare no controller: default/p',
        'evicting pod default/p',
        'pod/p evicted',
        'node/n1 drained',
        '',
      ].join('\n'),
    );
    expect(shell.run('uncordon n1').output).to.equal('node/n1 uncordoned\n');
    expect(shell.run('taint node n1 a=b:NoSchedule').output).to.equal('node/n1 tainted\n');
    expect(shell.run('taint node n1 a-').output).to.equal('node/n1 untainted\n');
  });

  const BARE = 'not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet';
  const DRAINS: [release: string, refusal: RegExp, warning: string][] = [
    [
      '1.20',
      /^error: unable to drain node "n1", aborting command...\n\nThere are .*:\n n1\nerror: cannot/,
      `WARNING: deleting Pods ${BARE}`,
    ],
    [
      '1.22',
      /^DEPRECATED WARNING: [\s\S]*\n n1\nerror: cannot delete Pods not managed/,
      `WARNING: deleting Pods ${BARE}`,
    ],
    [
      '1.23',
      /due to error:cannot [\s\S]*, continuing [\s\S]*\n n1\ncannot delete Pods not managed/,
      `WARNING: deleting Pods ${BARE}`,
    ],
    [
      '1.25',
      /due to error:cannot delete Pods declare no controller/,
      'Warning: deleting Pods that declare no controller',
    ],
    [
      '1.31',
      /due to error: cannot delete cannot delete Pods that/,
      'Warning: deleting Pods that declare no controller',
    ],
  ];
  for (const [release, refusal, warning] of DRAINS) {
    it(`drain speaks as kubectl ${release} does`, () => {
      const shell = bench({ files: FILES, release });
      shell.api.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } });
      shell.run('create -f p.yaml');
      expect(shell.run('drain n1').output.replace('node/n1 cordoned\n', '')).to.match(refusal);
      shell.kernel.after(3000, () => shell.api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 }));
      expect(shell.run('drain n1 --force').output).to.contain(`${warning}: default/p\n`);
    });
  }

  it('restarts nothing twice within one second', () => {
    const shell = bench({ files: FILES });
    shell.run('create deployment web --image=web:1');
    expect(shell.run('rollout restart deployment web').output).to.equal('deployment.apps/web restarted\n');
    expect(shell.run('rollout restart deployment web').output).to.equal(
      'error: failed to create patch for web: if restart has already been triggered within the past second, please wait before attempting to trigger another\n',
    );
    shell.kernel.runUntil(shell.kernel.now + 1000);
    expect(shell.run('rollout restart deployment web').output).to.equal('deployment.apps/web restarted\n');
  });

  const MISSING = 'deployments.apps "nosuch" not found';
  const SCALES: [release: string, error: string][] = [
    ['1.26', `Error from server (NotFound): ${MISSING}`],
    ['1.27', 'error: no objects passed to scale'],
    ['1.32', `error: no objects passed to scale ${MISSING}`],
    ['1.35', `Error from server (NotFound): ${MISSING}`],
  ];
  for (const [release, error] of SCALES) {
    it(`scales nothing in the words of ${release}`, () => {
      expect(bench({ release }).run('scale deployment nosuch --replicas=2').output).to.equal(`${error}\n`);
    });
  }

  it('keeps the namespace of the context', () => {
    const shell = bench();
    shell.run('create ns dev');
    expect(shell.run('config set-context --current --namespace=dev').output).to.equal(
      'Context "podwright" modified.\n',
    );
    expect(shell.run('get pods').output).to.equal('No resources found in dev namespace.\n');
  });
});

describe('deleting several', () => {
  const held = (name: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, finalizers: [example.com/held]}\n`;
  const shell = () => {
    const made = bench({ files: { 'held.yaml': `${held('a')}---\n${held('b')}` } });
    made.run('create -f held.yaml');
    return made;
  };
  it('waits for one after the other, until the time is up', () =>
    expect(shell().run('delete cm a b --timeout=2s').stderr).to.equal(
      'error: timed out waiting for the condition on configmaps/a\n',
    ));
  it('does not wait when not all could be deleted', () => {
    const { kernel, run } = shell();
    const before = kernel.now;
    expect(run('delete cm a gone --timeout=60s').stderr).to.equal(
      'Error from server (NotFound): configmaps "gone" not found\n',
    );
    expect(kernel.now - before).to.be.lessThan(1000);
  });
});
