import type { KubeNode } from '../../api/types';
import type { Readiness } from './conditions';

/** Rate at which nodes of a zone get the taint that evicts their pods: one at once, the next 10 s later. */
const TAINT_EVERY_MS = 10_000;
/** The same where a part of a large zone is not ready. */
const TAINT_EVERY_UNHEALTHY_MS = 100_000;
const LARGE_ZONE = 50;
const UNHEALTHY_NODES = 3;
const UNHEALTHY_SHARE = 0.55;

const EXCLUDED = 'node.kubernetes.io/exclude-disruption';

type State = 'initial' | 'normal' | 'partial' | 'full';

/** One token at a time, as a bucket of client-go's flowcontrol with a burst of one. */
class Limiter {
  private everyMs = TAINT_EVERY_MS;
  dueMs = 0;

  /** Who was waiting goes on to wait (SwapLimiter in rate_limited_queue.go). */
  swap(everyMs: number, nowMs: number): void {
    if (everyMs === this.everyMs) return;
    this.everyMs = everyMs;
    this.dueMs = this.dueMs > nowMs ? nowMs + everyMs : Math.max(this.dueMs, nowMs);
  }

  stop(): void {
    this.everyMs = Number.POSITIVE_INFINITY;
    this.dueMs = Number.POSITIVE_INFINITY;
  }

  take(nowMs: number): void {
    this.dueMs = nowMs + this.everyMs;
  }
}

/**
 * How fast nodes are tainted, by zone: where most of the nodes of a zone are not ready it is rather the network, and where no
 * node of any zone is, nothing is known at all (node_lifecycle_controller.go handleDisruption).
 */
export class Zones {
  private states = new Map<string, State>();
  private readonly limiters = new Map<string, Limiter>();

  /** @returns whether this is the moment from which on no node of any zone is ready: the taints go, and no new ones come */
  judge(nodes: readonly KubeNode[], readiness: (node: KubeNode) => Readiness, nowMs: number): boolean {
    const counted = nodes.filter(({ metadata }) => metadata.labels?.[EXCLUDED] === undefined);
    if (counted.length === 0) return false;
    const zones = byZone(counted);
    const now = new Map([...zones].map(([zone, of]) => [zone, stateOf(of.map(readiness))]));
    const before = new Map([...now.keys()].map((zone) => [zone, this.states.get(zone) ?? 'initial']));
    const isFull = isFullEverywhere(now);
    const wasFull = isFullEverywhere(before);
    this.states = now;
    if (isFull && wasFull) return false;
    for (const [zone, state] of now) {
      const limiter = this.limiterOf(zone);
      if (isFull) limiter.stop();
      else if (wasFull || state !== before.get(zone))
        limiter.swap(intervalOf(state, zones.get(zone)?.length ?? 0), nowMs);
    }
    return isFull;
  }

  /** When the next node of the zone of this one may be tainted; Infinity: not before something changes. */
  dueMs(node: KubeNode): number {
    return this.limiterOf(zoneOf(node)).dueMs;
  }

  /** Notes that the node is tainted now. */
  take(node: KubeNode, nowMs: number): void {
    this.limiterOf(zoneOf(node)).take(nowMs);
  }

  private limiterOf(zone: string): Limiter {
    const limiter = this.limiters.get(zone) ?? new Limiter();
    this.limiters.set(zone, limiter);
    return limiter;
  }
}

function byZone(nodes: readonly KubeNode[]): Map<string, KubeNode[]> {
  const zones = new Map<string, KubeNode[]>();
  for (const node of nodes) zones.set(zoneOf(node), [...(zones.get(zoneOf(node)) ?? []), node]);
  return zones;
}

function isFullEverywhere(states: ReadonlyMap<string, State>): boolean {
  return [...states.values()].every((state) => state === 'full');
}

function zoneOf({ metadata: { labels = {} } }: KubeNode): string {
  const label = (name: string): string =>
    labels[`topology.kubernetes.io/${name}`] ?? labels[`failure-domain.beta.kubernetes.io/${name}`] ?? '';
  return `${label('region')}:${label('zone')}`;
}

function stateOf(readiness: readonly Readiness[]): State {
  const notReady = readiness.filter((each) => each !== 'True').length;
  if (notReady > 0 && notReady === readiness.length) return 'full';
  return notReady >= UNHEALTHY_NODES && notReady >= UNHEALTHY_SHARE * readiness.length ? 'partial' : 'normal';
}

/** A zone none of whose nodes is ready is treated as one that is well, as long as other zones are not like it. */
function intervalOf(state: State, nodes: number): number {
  if (state !== 'partial') return TAINT_EVERY_MS;
  return nodes > LARGE_ZONE ? TAINT_EVERY_UNHEALTHY_MS : Number.POSITIVE_INFINITY;
}
