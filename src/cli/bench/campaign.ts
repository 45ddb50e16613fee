import { Campaign } from '../../fuzz/index';
import { Coordinator } from '../fuzz/coordinator';
import type { Row } from './row';
import { stopwatch } from './stopwatch';

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
/** Runs of the campaigns in worker processes, and of those the first, in which two workers get warm too. */
const LONG = 12_000;
const ALL_WARM = 2 * WARM_UP;
/** Cluster time of a run that the figure is for. */
const TEN_MINUTES_MS = 600_000;

/** Runs of a campaign with everything that is checked: on one core, and how much faster two workers are. */
export async function benchCampaign(): Promise<Row[]> {
  const one = onOneCore(PODS);
  const probed = onOneCore(PROBED_PODS);
  const alone = await withWorkers(1);
  const both = await withWorkers(2);
  const gain = both.warmRate / alone.warmRate;
  const whole = alone.wallMs / both.wallMs;
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
      what: `two workers against one, with probes, from run ${ALL_WARM} to run ${LONG}`,
      measured: `${gain.toFixed(2)} times; ${whole.toFixed(2)} with the time that each needs to get warm`,
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

/** A long campaign: how many runs a second once all workers are warm, and how long all of it takes. */
async function withWorkers(workers: number): Promise<{ readonly warmRate: number; readonly wallMs: number }> {
  const watch = stopwatch();
  let warm: { runs: number; atMs: number } | undefined;
  let last = { runs: 0, atMs: 0 };
  const show = (runs: number) => {
    last = { runs, atMs: watch().wallMs };
    if (runs >= ALL_WARM) warm ??= last;
  };
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
    job: { ...job, runs: LONG },
    shard: [1, 1],
    workers,
    timeMs: undefined,
    progress: { show, showSmaller: () => {} },
  });
  const { wallMs, ending, failure } = await coordinator.play();
  if (ending !== 'runs') throw new Error(`a run broke something: ${failure?.finding.seen}`);
  if (!warm) throw new Error('nobody told of the progress of the runs');
  return { warmRate: (1000 * (last.runs - warm.runs)) / (last.atMs - warm.atMs), wallMs };
}

function twoContainers(web: object) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [web, { name: 'helper', image: 'example/helper:1' }] },
  };
}
