import { expect } from 'chai';
import { Life } from './life';

/** Experiments that were written down as figures only: each is built anew and held against them. */

const BOTH = ['1.20', '1.36'] as const;
type Kubernetes = (typeof BOTH)[number];

function pod(container: string, spec = ''): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: p}}
spec: {terminationGracePeriodSeconds: 5, ${spec}${spec ? ', ' : ''}containers: [{name: c, image: busybox:1.28, ${container}}]}`;
}

const SLEEPS = 'command: [sh, -c, "while :; do sleep 3600; done"]';
const EXITS_ON_TERM = `command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done"]`;

/** A wait of the back-off is met by the first sync after it. */
function checkWait(kubernetes: Kubernetes, nominal: number, wait: number): void {
  if (nominal === 0) return void expect(wait, 'a free restart').to.be.within(0.02, 1.4);
  const most = kubernetes === '1.20' ? nominal + 16 : Math.min(nominal * 1.5 + 1, nominal + 31);
  expect(wait, `the wait of ${nominal} s`).to.be.within(nominal - 0.05, most);
}

describe('Restart back-off', () => {
  const counted = `i=$(cat /d/n 2>/dev/null || echo 1); echo $((i+1)) > /d/n; [ $i = 4 ] && sleep 650; exit 1`;
  const cases: readonly [
    what: string,
    manifest: string,
    forSeconds: number,
    waits: number[],
    releases?: Kubernetes[],
  ][] = [
    ['exits 1 at once', pod('command: ["false"]'), 1350, [0, 10, 20, 40, 80, 160, 300, 300, 300]],
    ['exits 0 at once', pod('command: ["true"]'), 210, [0, 10, 20, 40, 80]],
    ['runs 30 s, exits 0', pod('command: [sleep, "30"]'), 620, [0, 10, 20, 40, 80, 160]],
    [
      'its fourth run lasts 650 s and is forgiven',
      pod(
        `command: [sh, -c, "${counted.replaceAll('"', '\\"')}"], volumeMounts: [{name: d, mountPath: /d}]`,
        'volumes: [{name: d, emptyDir: {}}]',
      ),
      1400,
      [0, 10, 20, 0, 10, 20, 40, 80, 160, 300],
    ],
    [
      'a sidecar that exits 1 after 6 s',
      pod(
        EXITS_ON_TERM,
        'initContainers: [{name: s, image: busybox:1.28, restartPolicy: Always, command: [sh, -c, "sleep 6; exit 1"]}]',
      ),
      75,
      [0, 10, 20],
      ['1.36'],
    ],
  ];
  for (const [what, manifest, forSeconds, nominal, releases = BOTH] of cases)
    for (const kubernetes of releases)
      it(`${kubernetes}: ${what}`, () => {
        const waits = new Life({ kubernetes, manifest, forSeconds }).waits(what.includes('sidecar') ? 's' : 'c');
        expect(waits.length).to.be.at.least(nominal.length);
        for (const [i, each] of nominal.entries()) checkWait(kubernetes, each, waits[i] as number);
      });

  it('two containers, one of which has ended: NotReady at once, CrashLoopBackOff later, in turns', () => {
    for (const kubernetes of BOTH) {
      const manifest = `${pod('command: ["true"]').slice(0, -2)}, {name: d, image: busybox:1.28, ${SLEEPS}}]}`;
      const words = new Life({ kubernetes, manifest, forSeconds: 120 }).states().map(({ text }) => text);
      expect(words.filter((word) => word === '1/2 NotReady').length, kubernetes).to.be.at.least(3);
      expect(words.filter((word) => word === '1/2 CrashLoopBackOff').length, kubernetes).to.be.at.least(3);
    }
  });

  for (const kubernetes of BOTH)
    it(`${kubernetes}: a liveness cycle of 12 s has three free restarts, then waits`, () => {
      const probe = 'livenessProbe: {tcpSocket: {port: 81}, initialDelaySeconds: 3, periodSeconds: 3}';
      const manifest = pod(`${EXITS_ON_TERM}, ${probe}`);
      const waits = new Life({ kubernetes, manifest, forSeconds: 150 }).waits('c');
      for (const wait of waits.slice(0, 2)) expect(wait).to.be.below(1.4);
      expect(Math.max(...waits), 'one of 20 s or more is met').to.be.greaterThan(5);
    });

  it('a startup probe of 5 x 5 s: 1.36 kills after 25 s, 1.20 with the next resync', () => {
    const probe = 'startupProbe: {exec: {command: [test, -e, /nosuch]}, periodSeconds: 5, failureThreshold: 5}';
    const starts = (kubernetes: Kubernetes) =>
      new Life({ kubernetes, manifest: pod(`${EXITS_ON_TERM}, ${probe}`), forSeconds: 150 }).starts('c');
    const gaps = (times: number[]) => times.slice(1).map((t, i) => t - (times[i] as number));
    for (const gap of gaps(starts('1.36')).slice(0, 3)) expect(gap).to.be.within(24, 26.5);
    for (const gap of gaps(starts('1.20'))) expect(gap).to.be.within(60, 92);
  });
});

describe('Termination', () => {
  const stops = 'kubectl delete pod p --wait=false';
  for (const kubernetes of BOTH) {
    it(`${kubernetes}: a preStop hook longer than the grace is cut, then TERM, then KILL two seconds later`, () => {
      const hook = 'lifecycle: {preStop: {exec: {command: [sleep, "60"]}}}';
      const life = new Life({ kubernetes, manifest: pod(`${SLEEPS}, ${hook}`), forSeconds: 60, at: [[10, stops]] });
      expect(life.signals('TERM')[0]).to.be.within(15, 15.6);
      expect(life.exits('c')[0]).to.be.within(17, 17.6);
      expect(life.events('FailedPreStopHook')).to.have.length(1);
    });

    it(`${kubernetes}: a second delete with a shorter grace does not hurry the stop in progress`, () => {
      const life = new Life({
        kubernetes,
        manifest: pod(SLEEPS).replace('Seconds: 5', 'Seconds: 20'),
        forSeconds: 60,
        at: [
          [10, stops],
          [13, `${stops} --grace-period=2`],
        ],
      });
      expect(life.exits('c')[0]).to.be.within(30, 30.6);
    });

    it(`${kubernetes}: readiness is probed while a pod terminates; liveness only in old releases`, () => {
      const probes =
        'readinessProbe: {exec: {command: [test, -e, /tmp/ok]}, periodSeconds: 1}, livenessProbe: {exec: {command: [test, -e, /tmp/ok]}, periodSeconds: 1}';
      const command = 'command: [sh, -c, "touch /tmp/ok; while :; do sleep 3600; done"]';
      const life = new Life({
        kubernetes,
        manifest: pod(`${command}, ${probes}`).replace('Seconds: 5', 'Seconds: 12'),
        forSeconds: 60,
        at: [
          [10, stops],
          [12, 'kubectl exec p -- rm /tmp/ok'],
        ],
      });
      expect(life.stateAt(11)).to.equal('1/1 Terminating');
      expect(life.stateAt(17)).to.equal('0/1 Terminating');
      const unhealthy = life.events('Unhealthy').map((message) => message.slice(0, 8));
      expect([...new Set(unhealthy)]).to.have.members(kubernetes === '1.20' ? ['Liveness', 'Readines'] : ['Readines']);
      expect(life.starts('c'), 'no restart').to.have.length(1);
    });

    it(`${kubernetes}: a pod deleted in the middle of a liveness kill`, () => {
      const probe = 'livenessProbe: {exec: {command: ["false"]}, periodSeconds: 5, failureThreshold: 1}';
      const manifest = pod(`${SLEEPS}, ${probe}`).replace('Seconds: 5', 'Seconds: 10');
      const life = new Life({ kubernetes, manifest, forSeconds: 100, at: [[12, stops]] });
      // The sync that kills goes on to its end (the recordings m01 to m04 of 1.36.2).
      expect(life.starts('c')).to.have.length(2);
      expect(life.states().at(-1)?.text).to.equal('gone');
    });
  }

  it('activeDeadlineSeconds: at once in 1.20, with the end of the process in 1.36', () => {
    const manifest = pod(SLEEPS, 'activeDeadlineSeconds: 8');
    const old = new Life({ kubernetes: '1.20', manifest, forSeconds: 60 });
    expect(old.stateAt(12)).to.match(/DeadlineExceeded$/);
    expect(old.pod().status?.containerStatuses?.[0]?.state, 'for ever').to.have.property('running');
    const later = new Life({ kubernetes: '1.36', manifest, forSeconds: 60 });
    expect(later.stateAt(12)).to.match(/Running$/);
    expect(later.stateAt(20)).to.match(/^0\/1 Error$/);
    for (const life of [old, later]) {
      expect(life.pod().status).to.include({ phase: 'Failed', reason: 'DeadlineExceeded' });
      const [end = 0] = life.exits('c');
      expect(end - (life.signals('TERM')[0] ?? 0), 'its whole grace').to.be.within(4.9, 5.3);
    }
  });

  it('a sidecar that is killed does not make a Never pod fail', () => {
    const manifest = pod(
      'command: [sleep, "5"]',
      `restartPolicy: Never, initContainers: [{name: s, image: busybox:1.28, restartPolicy: Always, ${SLEEPS}}]`,
    );
    const life = new Life({ kubernetes: '1.36', manifest, forSeconds: 30 });
    const sidecar = life.pod().status?.initContainerStatuses?.[0];
    expect(sidecar?.state?.terminated?.exitCode).to.equal(137);
    expect(life.pod().status?.phase).to.equal('Succeeded');
  });
});

describe('Probes and hooks', () => {
  for (const kubernetes of BOTH) {
    it(`${kubernetes}: an exec probe whose program is missing errs and never restarts anything`, () => {
      const probe = 'livenessProbe: {exec: {command: [nosuch]}, periodSeconds: 2, failureThreshold: 1}';
      const life = new Life({ kubernetes, manifest: pod(`${SLEEPS}, ${probe}`), forSeconds: 40 });
      expect(life.starts('c')).to.have.length(1);
      expect(life.events('Unhealthy')[0]).to.match(/^Liveness probe errored.*executable file not found in \$PATH/s);
    });

    it(`${kubernetes}: an exec probe that takes longer than its timeout has failed`, () => {
      const probe = 'readinessProbe: {exec: {command: [sleep, "5"]}, periodSeconds: 10, timeoutSeconds: 2}';
      const life = new Life({ kubernetes, manifest: pod(`${SLEEPS}, ${probe}`), forSeconds: 20 });
      expect(life.events('Unhealthy')[0]).to.equal(
        kubernetes === '1.20'
          ? 'Readiness probe failed: '
          : 'Readiness probe failed: command timed out: "sleep 5" timed out after 2s',
      );
    });

    it(`${kubernetes}: a failed postStart hook is followed by the whole grace, and the next container waits for it`, () => {
      const hook = 'lifecycle: {postStart: {exec: {command: ["false"]}}}';
      const manifest = `${pod(`${SLEEPS}, ${hook}`).slice(0, -2)}, {name: d, image: busybox:1.28, ${SLEEPS}}]}`;
      const life = new Life({ kubernetes, manifest, forSeconds: 20 });
      const [start = 0] = life.starts('c');
      expect(life.exits('c')[0]).to.be.within(start + 5, start + 5.6);
      expect(life.starts('d')[0]).to.be.within(start + 5, start + 6);
      expect(life.stateAt(start + 4)).to.equal('0/2 ContainerCreating');
      expect(life.states().some(({ text }) => text.includes('PostStartHookError'))).to.equal(true);
    });

    it(`${kubernetes}: with initialDelay 5 and period 5 the first probe comes with the tick after`, () => {
      const probe = 'readinessProbe: {exec: {command: ["true"]}, initialDelaySeconds: 5, periodSeconds: 5}';
      for (const seed of [1, 2, 3]) {
        const life = new Life({ kubernetes, manifest: pod(`${SLEEPS}, ${probe}`), forSeconds: 20, seed });
        const ready = life.states().find(({ text }) => text === '1/1 Running')?.t ?? 0;
        expect(ready - (life.starts('c')[0] ?? 0)).to.be.within(4, 10.1);
      }
    });
  }

  it('a startup probe without a readiness probe: READY with the success in 1.36, with the next resync in 1.20', () => {
    const probe = 'startupProbe: {exec: {command: [test, -e, /tmp/ok]}, periodSeconds: 5, failureThreshold: 10}';
    const manifest = pod(`command: [sh, -c, "sleep 13; touch /tmp/ok; while :; do sleep 3600; done"], ${probe}`);
    const ready = (kubernetes: Kubernetes) =>
      new Life({ kubernetes, manifest, forSeconds: 120 }).states().find(({ text }) => text === '1/1 Running')?.t;
    expect(ready('1.36')).to.be.within(13, 20);
    expect(ready('1.20')).to.be.within(60, 95);
  });
});

describe('Timing facts', () => {
  const seeds = [1, 2, 3, 4, 5, 6];
  const exits = pod(EXITS_ON_TERM);
  const lives = (kubernetes: Kubernetes, manifest: string, at: [number, string][]) =>
    seeds.map((seed) => new Life({ kubernetes, manifest, forSeconds: 90, at, seed }));
  const firstAt = (life: Life, text: string) => life.states().find((state) => state.text === text)?.t ?? Number.NaN;
  const stop: [number, string][] = [[10, 'kubectl delete pod p --wait=false']];

  const facts: readonly [what: string, of: (life: Life) => number, old: [number, number], later: [number, number]][] = [
    ['created -> first container started', (life) => life.starts('c')[0] ?? 0, [0.2, 1.7], [0.2, 1.4]],
    [
      'started -> Running',
      (life) => firstAt(life, '1/1 Running') - (life.starts('c')[0] ?? 0),
      [0.01, 1.3],
      [0.01, 0.15],
    ],
    [
      'deleted -> TERM',
      (life) => (life.signals('TERM')[0] ?? 0) - firstAt(life, '1/1 Terminating'),
      [0, 0.06],
      [0, 0.06],
    ],
    ['last exit -> gone', (life) => firstAt(life, 'gone') - (life.exits('c')[0] ?? 0), [1, 68], [0.2, 2]],
  ];
  for (const [what, of, old, later] of facts)
    it(what, () => {
      for (const life of lives('1.20', exits, stop)) expect(of(life), '1.20').to.be.within(...old);
      for (const life of lives('1.36', exits, stop)) expect(of(life), '1.36').to.be.within(...later);
    });

  it('the first liveness probe: one period after the volumes are there in 1.36, a part of it in 1.20', () => {
    const probe = 'livenessProbe: {exec: {command: ["true"]}, periodSeconds: 10}';
    const manifest = pod(`${EXITS_ON_TERM}, ${probe}`);
    for (const life of lives('1.36', manifest, [])) expect(life.probes('liveness')[0]).to.be.within(10.2, 10.9);
    const old = lives('1.20', manifest, []).map((life) => life.probes('liveness')[0] ?? 0);
    for (const first of old) expect(first).to.be.within(0.3, 11.6);
    expect(Math.max(...old) - Math.min(...old), 'chance').to.be.greaterThan(2);
    for (const life of lives('1.36', manifest, [])) {
      const [first = 0, second = 0] = life.probes('liveness');
      expect(second - first).to.be.within(9.95, 10.05);
    }
  });

  it('readiness without a delay is probed at once in 1.36', () => {
    const manifest = pod(`${EXITS_ON_TERM}, readinessProbe: {exec: {command: ["true"]}, periodSeconds: 10}`);
    for (const life of lives('1.36', manifest, []))
      expect((life.probes('readiness')[0] ?? 0) - (life.starts('c')[0] ?? 0)).to.be.within(0, 0.2);
  });

  for (const kubernetes of BOTH)
    it(`${kubernetes}: of several containers none is shown as ended before the last has`, () => {
      const slow = `command: [sh, -c, "trap 'sleep 3; exit 0' TERM; while :; do sleep 3600 & wait $!; done"]`;
      const manifest = `${exits.slice(0, -2)}, {name: d, image: busybox:1.28, ${slow}}]}`;
      const life = new Life({ kubernetes, manifest, forSeconds: 60, at: stop });
      expect((life.exits('d')[0] ?? 0) - (life.exits('c')[0] ?? 0)).to.be.within(2.8, 3.3);
      expect(life.stateAt(12.5)).to.equal('2/2 Terminating');
      expect(life.states().some(({ text }) => text.startsWith('1/2'))).to.equal(false);
    });
});

describe('Starts that fail', () => {
  for (const kubernetes of BOTH)
    for (const [policy, word] of [
      ['Always', 'RunContainerError'],
      ['Never', 'StartError'],
    ])
      it(`${kubernetes}: a missing program is ${word} under ${policy}, with exit code 128`, () => {
        const life = new Life({
          kubernetes,
          manifest: pod('command: [nosuch]', `restartPolicy: ${policy}`),
          forSeconds: 8,
        });
        expect(life.states().map(({ text }) => text)).to.include(`0/1 ${word}`);
        const status = life.pod().status?.containerStatuses?.[0];
        const ended = status?.state?.terminated ?? status?.lastState?.terminated;
        expect(ended?.exitCode).to.equal(128);
        expect(life.events('Failed')[0]).to.match(/exec: "nosuch": executable file not found in \$PATH/);
      });
});
