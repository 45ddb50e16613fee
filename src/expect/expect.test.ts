import { AssertionError } from 'node:assert';
import { expect } from 'chai';
import { expectContainer, expectEvent, expectPod, expectRequests, type Play, play, podwrightMatchers } from './index';

const WEB = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers:
  - {name: migrate, image: busybox, command: [sh, -c, 'echo migrating; sleep 5']}
  containers:
  - name: web
    image: example.com/web:1
    ports: [{containerPort: 8080}]
    readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}
`;
const CRASHING = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'crash', namespace: 'shop' },
  spec: { containers: [{ name: 'app', image: 'busybox', command: ['sh', '-c', 'exit 3'] }] },
};
const SERVICE = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - {name: shop, image: example.com/shop:1, ports: [{containerPort: 80}], readinessProbe: {httpGet: {port: 80}}}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80}]}
`;

describe('play and expectations', () => {
  it('a folder is all manifests in it and below it', () => {
    const shop = play('features/kubectl/shop', { for: '30s' });
    expectPod(shop, 'web').toBe('Running');
    expectPod(shop, 'report-*').toBe('Completed');
  });

  it('let time pass only when they are asked to', () => {
    const web = play(WEB);
    expect(web.nowMs).to.be.below(1000);
    expect(web.pass('2s').pass(500).nowMs).to.be.within(2500, 3500);
    expectPod(web, 'web').toBecome('1/1 Running', { within: '1m' });
    const becameMs = web.nowMs;
    expect(becameMs).to.be.within(5000, 20_000);
    expectPod(web, 'web').toBe('Running').toStay('1/1', { for: '10m' }).toHaveRestarted(0);
    expect(web.nowMs).to.equal(becameMs + 600_000);
  });

  const holding: [says: string, (web: Play) => unknown][] = [
    ['READY', (web) => expectPod(web, 'web').toBe('1/1')],
    ['patterns', (web) => expectPod(web, 'default/w*b').toBe('Running')],
    ['the way there', (web) => expectPod(web, 'web').toGoThrough(['Init:0/1', 'PodInitializing', 'Running'])],
    ['what was shown', (web) => expectPod(web, 'web').toHaveShown('0/1 Running').toNeverShow('Error', { for: '1m' })],
    ['conditions', (web) => expectPod(web, 'web').toHaveCondition('Ready', 'True')],
    [
      'the end',
      (web) => expectPod(after(web, 'kubectl delete pod web --wait=false'), 'web').toBeGone({ within: '1m' }),
    ],
    [
      'the order of containers',
      (web) => expectContainer(web, 'web').toStartAfter('migrate').toBeRunning().toHaveStarted(1),
    ],
    ['ends', (web) => expectContainer(web, 'migrate').toHaveExited(0, { reason: 'Completed' })],
    ['logs', (web) => expectContainer(web, 'migrate', { pod: 'web' }).toHaveLogged('migrating').toHaveLogged(/^migr/)],
    [
      'events',
      (web) => expectEvent(web, { reason: 'Started', object: 'Pod/w*', message: /Container|container/ }).toHappen(),
    ],
    ['no events', (web) => expectEvent(web, { reason: 'BackOff' }).toNeverHappen({ for: '1m' })],
  ];
  for (const [says, question] of holding) {
    it(`hold for ${says}`, () => {
      const web = play(WEB, { for: '30s' });
      question(web);
    });
  }

  const failing: [says: string, (web: Play) => unknown, message: RegExp][] = [
    [
      'a status',
      (web) => expectPod(web, 'web').toBe('Error'),
      /^expected now: pod "web" is "Error"\nseen: pod "web" is "1\/1 Running", 30s after/,
    ],
    [
      'a status in time',
      (web) => expectPod(web, 'web').toBecome('Error', { within: '1m' }),
      /^expected within 1m: .*\nseen: .* 1m30s after/,
    ],
    [
      'a status all the time',
      (web) => expectPod(after(web, 'kubectl delete pod web --wait=false'), 'web').toStay('Running', { for: '1m' }),
      /^expected for 1m: .*\nseen: after .* is "1\/1 Terminating"/,
    ],
    [
      'a pod that never was',
      (web) => expectPod(web, 'wep').toBecome('Running', { within: '1s' }),
      /seen: there never was a pod "wep"; the only one is web,/,
    ],
    [
      'a pod that is gone',
      (web) => expectPod(after(web, 'kubectl delete pod web --now'), 'web').toBe('Running'),
      /seen: web is gone/,
    ],
    ['a pod that stays', (web) => expectPod(web, 'web').toBeGone({ within: '10s' }), /seen: web is "1\/1 Running"/],
    ['a pod nobody knows to be gone', (web) => expectPod(web, 'wep').toBeGone(), /never was a pod "wep"/],
    ['restarts', (web) => expectPod(web, 'web').toHaveRestarted({ atLeast: 1 }), /is RESTARTS at least 1/],
    [
      'a condition',
      (web) => expectPod(web, 'web').toHaveCondition('Ready', 'False'),
      /seen: pod "web" is "condition Ready True"/,
    ],
    [
      'the way there',
      (web) => expectPod(web, 'web').toGoThrough(['Running', 'Init:0/1']),
      /0\/1 PodInitializing \(.*\) → /,
    ],
    ['what was never shown', (web) => expectPod(web, 'web').toHaveShown('Error'), /has shown "Error" at some time/],
    ['what was shown', (web) => expectPod(web, 'web').toNeverShow('Running'), /has shown never "Running"/],
    [
      'a container that never was',
      (web) => expectContainer(web, 'wep').toBeRunning(),
      /no pod has a container "wep"; the nearest names are web, migrate/,
    ],
    [
      'starts',
      (web) => expectContainer(web, 'web').toHaveStarted(2),
      /has started 2 times\nseen: 1 start: in web at .*, runs/,
    ],
    ['an end', (web) => expectContainer(web, 'migrate').toHaveExited(1), /ended at .* with exit code 0 \(Completed\)/],
    ['an order', (web) => expectContainer(web, 'migrate').toStartAfter('web'), /starts only after "web" has succeeded/],
    ['a log', (web) => expectContainer(web, 'migrate').toHaveLogged('done'), /seen: its last lines: migrating/],
    [
      'an event',
      (web) => expectEvent(web, { reason: 'Startet' }).toHappen(),
      /an event Startet\nseen: none; of the reasons the nearest names are Started/,
    ],
    [
      'another event',
      (web) => expectEvent(web, { reason: 'Started', message: 'xyz' }).toHappen(),
      /seen: other events Started: /,
    ],
    [
      'no event',
      (web) => expectEvent(web, { reason: 'Started' }).toNeverHappen(),
      /expected now: no event Started\nseen: Started of Pod\/web at /,
    ],
    ['requests that nobody sent', (web) => expectRequests(web).toSucceed(), /no request was sent: play\.send/],
  ];
  for (const [says, question, message] of failing) {
    it(`fail for ${says}`, () => {
      const web = play(WEB, { for: '30s' });
      const error = errorOf(() => question(web));
      expect(error).to.be.instanceOf(AssertionError);
      expect(error?.message).to.match(message);
      expect(error?.message)
        .to.contain('what happened last:\n')
        .and.match(/in a cluster of Kubernetes 1\.\d+ with seed 1$/);
    });
  }

  it('begin their stack in the test', () => {
    const error = errorOf(() => expectPod(play(WEB), 'web').toBe('Error'));
    expect(error?.stack).to.match(/seed 1\n\s+at .*expect\.test/);
  });

  it('take objects, other namespaces and releases', () => {
    const crash = play(CRASHING, { kubernetes: '1.28', seed: 3 });
    expectPod(crash, 'shop/crash').toBecome('CrashLoopBackOff', { within: '1m' }).toHaveRestarted({ atMost: 3 });
    expectContainer(crash, 'app').toHaveExited(3);
    const { message } = errorOf(() => expectPod(crash, 'crash').toNeverShow('Error')) as Error;
    expect(message).to.match(/Kubernetes 1\.28 with seed 3/);
  });

  it('do commands later, and behave as they are told', () => {
    const web = play([WEB, CRASHING], {
      behaviours: { containers: [{ container: 'web', startsServingAfter: '40s' }] },
      at: { '1m30s': 'kubectl delete pod web --now' },
    });
    expectPod(web, 'web').toStay('0/1', { for: '40s' }).toBecome('1/1', { within: '20s' }).toBeGone({ within: '1m' });
    expect(web.nowMs).to.be.within(90_000, 93_000);
  });

  it('count what clients lost', () => {
    const shop = play(SERVICE, { nodes: 2, for: '1m' });
    const client = shop.send('shop', { perSecond: 20 });
    expectRequests(shop).toSucceed({ for: '10s' });
    shop.run('kubectl scale deployment shop --replicas 0');
    shop.pass('1m');
    client.stop();
    expectRequests(shop, 'shop').toFail({ atLeast: 1000 });
    expect(errorOf(() => expectRequests(shop).toSucceed())?.message).to.match(/seen: \d+ of \d+ requests failed: /);
    expect(errorOf(() => expectRequests(shop, 'shop2').toSucceed())?.message).to.match(
      /"shop2" sent no request; the only one is shop/,
    );
  });

  it('are the same again', () => {
    expect(play(WEB, { for: '5m' }).digest).to.equal(play(WEB, { for: '5m' }).digest);
  });

  const refused: [says: string, () => unknown, message: RegExp][] = [
    [
      'a file that isn’t there',
      () => play('nowhere.yaml'),
      /^there is no file "nowhere\.yaml" in .*: paths are looked for/,
    ],
    ['a misspelt field', () => play(WEB.replace('image:', 'imagge:')), /manifest: line 6.*imagge|manifest:6/],
    [
      'what the API server refuses',
      () => play({ ...CRASHING, metadata: { name: 'X' } }),
      /^kubectl create failed: The Pod "X" is invalid/,
    ],
    [
      'a misspelt behaviour',
      () => play(WEB, { behaviours: { containers: [{ container: 'web', startsAfter: '4s' }] } }),
      /startsServingAfter/,
    ],
    ['a time that is none', () => play(WEB).pass('soon'), /"soon" is not a duration/],
  ];
  for (const [says, deed, message] of refused)
    it(`refuse ${says}`, () => {
      expect(deed).to.throw(message);
    });
});

describe('matchers', () => {
  const web = play(WEB, { for: '30s' });

  it('are there for every question', () => {
    expect(Object.keys(podwrightMatchers)).to.include.members(['toBecome', 'toStartAfter', 'toHappen', 'toSucceed']);
  });

  it('pass, fail with the message, and say what is not so', () => {
    const { toBe, toHappen } = podwrightMatchers;
    expect(toBe?.(expectPod(web, 'web'), 'Running').pass).to.equal(true);
    expect(toBe?.(expectPod(web, 'web'), 'Running').message()).to.contain('toBe "Running"');
    const failed = toBe?.(expectPod(web, 'web'), 'Error');
    expect(failed?.pass).to.equal(false);
    expect(failed?.message()).to.match(/^expected now: pod "web" is "Error"/);
    expect(() => toHappen?.('web')).to.throw(TypeError, 'what expectPod');
    expect(() => toHappen?.(expectPod(web, 'web'))).to.throw(TypeError, 'what expectPod');
  });
});

function after(played: Play, command: string): Play {
  played.run(command);
  return played;
}

function errorOf(deed: () => unknown): Error | undefined {
  try {
    deed();
  } catch (error) {
    return error as Error;
  }
  return undefined;
}
