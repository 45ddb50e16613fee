import { Campaign } from '../../fuzz/index';
import { Coordinator } from '../fuzz/coordinator';
import type { Row } from './row';

const WEB = { name: 'web', image: 'example/web:1' };
const PROBES = {
  livenessProbe: { httpGet: { path: '/', port: 8080 }, failureThreshold: 30, timeoutSeconds: 5 },
  readinessProbe: { tcpSocket: { port: 8080 } },
};
const PODS = [twoContainers(WEB)];
const PROBED_PODS = [twoContainers({ ...WEB, ...PROBES })];

const RUNS = 200;
/** A campaign plays thousands of runs: what the compiler needs to get warm is not part of any. */
const WARM_UP = 2000;
/** Cluster time of a run that the figure is for. */
const TEN_MINUTES_MS = 600_000;

/** Runs of a campaign with everything that is checked: on one core, and how much faster two workers are. */
export async function benchCampaign(): Promise<Row[]> {
  const one = onOneCore(PODS);
  const probed = onOneCore(PROBED_PODS);
  const times = { one: await withWorkers(1), two: await withWorkers(2) };
  const gain = times.one / times.two;
  return [
    {
      what: 'a campaign on a pod of two containers, ten simulated minutes a run, on one core',
      measured: `${one.toFixed(0)} runs/s`,
      asked: '300 or more',
      holds: one >= 300,
    },
    {
      what: 'the same with a liveness and a readiness probe',
      measured: `${probed.toFixed(0)} runs/s`,
      asked: 'no figure',
      holds: true,
    },
    {
      what: 'two workers against one, with probes',
      measured: `${gain.toFixed(2)} times`,
      asked: '1.7 or more',
      holds: gain >= 1.7,
    },
  ];
}

function onOneCore(manifests: typeof PODS): number {
  const campaign = new Campaign({ manifests, promises: [] });
  for (let run = 0; run < WARM_UP; run++) campaign.play(run);
  const warmMs = campaign.virtualMs;
  const before = process.cpuUsage();
  for (let run = WARM_UP; run < WARM_UP + RUNS; run++) campaign.play(run);
  const { user, system } = process.cpuUsage(before);
  const tenMinutes = (campaign.virtualMs - warmMs) / TEN_MINUTES_MS;
  return tenMinutes / ((user + system) / 1e6);
}

async function withWorkers(workers: number): Promise<number> {
  const job = {
    seed: 1,
    manifests: PROBED_PODS,
    kubernetes: ['1.36'],
    bounds: {},
    promises: [],
    properties: [],
    nodes: 1,
  };
  const coordinator = new Coordinator({
    job: { ...job, runs: 20 * RUNS },
    shard: [1, 1],
    workers,
    timeMs: undefined,
    progress: { show: () => {}, showSmaller: () => {} },
  });
  const { wallMs, ending, failure } = await coordinator.play();
  if (ending !== 'runs') throw new Error(`a run broke something: ${failure?.finding.seen}`);
  return wallMs;
}

function twoContainers(web: object) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [web, { name: 'helper', image: 'example/helper:1' }] },
  };
}
