import { expect } from 'chai';
import type { Pod } from '../../api/types';
import { type Measured, type PodMetric, replicasFor, type Target } from './replicaCalculator';

const NOW_MS = Date.UTC(2026, 0, 5, 10, 0, 0);
const ago = (seconds: number) => new Date(NOW_MS - seconds * 1000).toISOString().replace('.000', '');

interface Shape {
  readonly phase?: string;
  readonly ready?: boolean;
  /** Seconds ago. */
  readonly started?: number;
  readonly turned?: number;
  readonly request?: string | undefined;
  readonly going?: boolean;
}

function pod(name: string, { phase = 'Running', ready = true, started = 900, turned = 890, ...more }: Shape = {}): Pod {
  const request = 'request' in more ? more.request : '100m';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...(more.going && { deletionTimestamp: ago(1) }) },
    spec: { containers: [{ name: 'c', resources: request === undefined ? {} : { requests: { cpu: request } } }] },
    status: {
      phase,
      startTime: ago(started),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ago(turned) }],
    },
  } as unknown as Pod;
}

const metric = (millis: number): PodMetric => ({ millis, timestampMs: NOW_MS - 5000, windowMs: 15_000 });

function count(pods: Pod[], used: Record<string, number>, more: Partial<Measured> = {}) {
  const rules: string[] = [];
  const result = replicasFor({
    pods,
    metrics: new Map(Object.entries(used).map(([name, millis]) => [name, metric(millis)])),
    resource: 'cpu',
    container: undefined,
    target: { utilization: 50 },
    currentReplicas: pods.length,
    tolerances: { scaleDown: 0.1, scaleUp: 0.1 },
    nowMs: NOW_MS,
    acts: ({ id }) => rules.push(id),
    ...more,
  });
  return 'why' in result ? result.why : result.replicas;
}

describe('how many replicas a metric asks for', () => {
  const two = [pod('a'), pod('b')];
  const young: Shape = { ready: false, started: 60, turned: 60 };
  const amount: Target = { averageMillis: 40 };
  const rows: [what: string, wanted: number | string, ...Parameters<typeof count>][] = [
    ['as many as bring the mean to its target', 4, two, { a: 100, b: 90 }],
    ['the same within ten percent', 2, two, { a: 54, b: 54 }],
    ['fewer', 1, two, { a: 10, b: 10 }],
    ['none at no use at all', 0, two, { a: 0, b: 0 }],
    ['of an amount instead of a share', 5, two, { a: 100, b: 100 }, { target: amount }],
    ['a pod without metrics is idle when it goes up', 4, [...two, pod('c')], { a: 100, b: 100 }],
    ['a pod without metrics is busy when it goes down', 3, [...two, pod('c')], { a: 20, b: 20 }],
    ['unless that would turn it round', 2, [...two], { a: 20 }],
    [
      'a pod that has not been ready yet is idle when it goes up',
      5,
      [...two, pod('c', young)],
      { a: 120, b: 120, c: 0 },
    ],
    ['and does not count when it goes down', 1, [...two, pod('c', young)], { a: 10, b: 10, c: 300 }],
    ['a pod that was ready once counts', 3, [pod('a'), pod('b', { ready: false, turned: 100 })], { a: 60, b: 90 }],
    ['pods that go do not count', 2, [pod('a'), pod('b', { going: true })], { a: 100, b: 0 }],
    ['pods that have failed do not count', 2, [pod('a'), pod('b', { phase: 'Failed' })], { a: 100 }],
    ['no pods', 'no pods returned by selector while calculating replica count', [], {}],
    [
      'none that counts',
      'did not receive metrics for targeted pods (pods might be unready)',
      [pod('a', { phase: 'Pending' })],
      { a: 100 },
    ],
    [
      'no request, no share',
      'missing request for cpu in container c of Pod a',
      [pod('a', { request: undefined })],
      { a: 100 },
    ],
    ['an amount needs no request', 3, [pod('a', { request: undefined })], { a: 100 }, { target: amount }],
  ];
  for (const [what, wanted, ...given] of rows) it(what, () => expect(count(...given)).to.equal(wanted));
});
