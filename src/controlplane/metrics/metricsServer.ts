import { type ApiServer, type ContainerMetrics, Informer, type MetricsApi, type PodMetrics } from '../../api';
import type { Pod } from '../../api/types';
import { rule, sleep, type Task } from '../../kernel';
import type { CpuLoads } from '../../world';
import { CpuMeter } from './cpuMeter';
import type { ContainerUsage, NodeUsage } from './usage';

const TWO_POINTS = rule(
  'metrics/two-points',
  'The CPU use of a container is the mean between two scrapes, 15 s apart: a pod has none until its containers have been scraped twice, or once when they had run for 10 s.',
  'kubernetes-sigs/metrics-server, pkg/storage/pod.go',
);

/** --metric-resolution of the manifests of metrics-server. */
const RESOLUTION_MS = 15_000;

/** freshContainerMinMetricsResolution: a container that has run for less has no use that would mean something. */
const FRESH_MS = 10_000;

interface Point {
  readonly t: number;
  readonly used: number;
}

interface Sample {
  readonly usage: ContainerUsage;
  readonly last: Point;
  /** Nothing to compare with yet. */
  readonly before: Point | undefined;
}

/** metrics-server: what pods use, for autoscalers and `kubectl top`. Until it is installed a cluster has no such API, and nothing is measured. */
export class MetricsServer implements MetricsApi {
  private readonly meter: CpuMeter;
  private samples = new Map<string, Sample>();

  constructor(
    private readonly api: ApiServer,
    private readonly usage: () => readonly NodeUsage[],
    private readonly loads: CpuLoads,
  ) {
    this.meter = new CpuMeter(api, usage, loads);
  }

  /** Begins to measure now; a second time does nothing. */
  install(): void {
    if (this.api.metricsApi) return;
    this.api.metricsApi = this;
    const count = () => this.meter.count();
    new Informer<Pod>(this.api, 'Pod', { name: 'kubelets' }).onChange(count);
    this.loads.onChange(count);
    this.api.kernel.spawn('metrics-server', this.scrapeForEver());
  }

  podMetrics(): ReadonlyMap<string, PodMetrics> {
    const byPod = new Map<string, Sample[]>();
    for (const sample of this.samples.values()) {
      const { podUid } = sample.usage;
      byPod.set(podUid, [...(byPod.get(podUid) ?? []), sample]);
    }
    return new Map([...byPod].flatMap(([uid, samples]) => podMetricsOf(uid, samples) ?? []));
  }

  private *scrapeForEver(): Task {
    for (;;) {
      this.meter.count();
      this.scrape();
      yield* sleep(RESOLUTION_MS);
    }
  }

  /** A kubelet that does not answer leaves its pods without metrics. */
  private scrape(): void {
    const t = this.api.kernel.now;
    const samples = new Map<string, Sample>();
    for (const { answers, containers } of this.usage()) {
      if (!answers) continue;
      for (const usage of containers) {
        const before = this.samples.get(usage.id)?.last ?? startOfFresh(usage, t);
        if (!before) this.api.kernel.acts(TWO_POINTS);
        samples.set(usage.id, { usage, before, last: { t, used: this.meter.used(usage.id) } });
      }
    }
    this.samples = samples;
  }
}

/** Of a container that was started since the scrape before, and not just now, the start is a point too. */
function startOfFresh({ startedAtMs }: ContainerUsage, t: number): Point | undefined {
  const ranMs = t - startedAtMs;
  return ranMs >= FRESH_MS && ranMs < RESOLUTION_MS ? { t: startedAtMs, used: 0 } : undefined;
}

/** Nothing as long as one of its containers has no two points. */
function podMetricsOf(podUid: string, samples: readonly Sample[]): [string, PodMetrics][] | undefined {
  const containers: ContainerMetrics[] = [];
  let windowMs = 0;
  for (const { usage, last, before } of samples) {
    if (!before) return undefined;
    windowMs = last.t - before.t;
    const { container, memoryBytes } = usage;
    containers.push({ container, memoryBytes, cpuMillis: Math.ceil((last.used - before.used) / windowMs) });
  }
  return [[podUid, { podUid, timestampMs: samples[0]?.last.t ?? 0, windowMs, containers }]];
}
