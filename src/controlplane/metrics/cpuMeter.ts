import { type ApiServer, cpuMillis, isReady, labelMatcher } from '../../api';
import type { KubeObject, LabelSelector, Pod } from '../../api/types';
import type { CpuLoad, CpuLoads } from '../../world';
import type { ContainerUsage, NodeUsage } from './usage';

interface WithSelector extends KubeObject {
  spec?: { selector?: LabelSelector | Record<string, string> };
}

/**
 * Counts the CPU time of all containers, as their cgroups do. What a container takes is constant from one change to the next: of the
 * pods, of the loads, of what is said about the apps.
 */
export class CpuMeter {
  private readonly usedByContainer = new Map<string, number>();
  private rates = new Map<string, number>();
  private sinceMs: number;

  constructor(
    private readonly api: ApiServer,
    private readonly usage: () => readonly NodeUsage[],
    private readonly loads: CpuLoads,
  ) {
    this.sinceMs = api.kernel.now;
  }

  /** What a container has taken since its start: thousandths of a CPU times milliseconds. */
  used(id: string): number {
    return this.usedByContainer.get(id) ?? 0;
  }

  /** Counts up to now, and takes what containers take from now on. */
  count(): void {
    const { now } = this.api.kernel;
    for (const [id, millis] of this.rates) this.usedByContainer.set(id, this.used(id) + millis * (now - this.sinceMs));
    this.sinceMs = now;
    this.rates = this.ratesNow();
    for (const id of this.usedByContainer.keys()) if (!this.rates.has(id)) this.usedByContainer.delete(id);
  }

  private ratesNow(): Map<string, number> {
    const pods = new Map(this.api.list<Pod>('Pod').map((pod) => [pod.metadata.uid ?? '', pod]));
    const shares = this.shares();
    const rates = new Map<string, number>();
    for (const { containers } of this.usage())
      for (const container of containers)
        rates.set(container.id, rateOf(container, pods.get(container.podUid), shares));
    return rates;
  }

  /** What each pod has of the loads, by UID. */
  private shares(): Map<string, number> {
    const shares = new Map<string, number>();
    for (const load of this.loads.all) {
      const pods = this.servingPods(load);
      for (const { metadata } of pods) {
        const uid = metadata.uid ?? '';
        shares.set(uid, (shares.get(uid) ?? 0) + load.millis / pods.length);
      }
    }
    return shares;
  }

  private servingPods({ kind, namespace, name }: CpuLoad): Pod[] {
    const { selector } = this.api.find<WithSelector>(kind, namespace, name)?.spec ?? {};
    if (!selector) return [];
    const wanted = labelMatcher(kind === 'Service' ? { matchLabels: selector as Record<string, string> } : selector);
    const pods = this.api.list<Pod>('Pod', { namespace });
    return pods.filter((pod) => wanted.matches(pod.metadata.labels) && isReady(pod) && !pod.metadata.deletionTimestamp);
  }
}

/** The load is the first container's; nothing takes more than its limit (cgroup v2, cpu.max). */
function rateOf(
  { container, cpuMillis: own }: ContainerUsage,
  pod: Pod | undefined,
  shares: Map<string, number>,
): number {
  const spec = pod?.spec.containers.find(({ name }) => name === container);
  const share = spec && spec === pod?.spec.containers[0] ? (shares.get(pod.metadata.uid ?? '') ?? 0) : 0;
  const limit = spec?.resources?.limits?.['cpu'];
  return Math.min(own + share, limit === undefined ? Number.POSITIVE_INFINITY : cpuMillis(limit));
}
