import { formatQuantity, podRequests, wholeUnits } from '../../../api/index';
import type { Pod } from '../../../api/types/index';
import { rule } from '../../../kernel/index';
import type { KubeletContext } from '../context';
import { podUid } from '../podSpec';

const PRESSURE = rule(
  'eviction/node-pressure',
  'A node that is short of memory evicts the pods that hold more than they asked for, one after the other.',
  'kubernetes.io, Node-pressure Eviction; pkg/kubelet/eviction/eviction_manager.go',
);

/** memory.available of KubeletConfiguration evictionHard. */
const THRESHOLD_BYTES = 100 * 1024 * 1024;
/** KubeletConfiguration evictionPressureTransitionPeriod: how long the condition stays when the shortage is over. */
const TRANSITION_MS = 300_000;
const PAGE_BYTES = 4096;

/** Whether a node is short of memory, and whom that costs. */
export class MemoryPressure {
  private lastMetMs = Number.NEGATIVE_INFINITY;
  private availableBytes = Number.POSITIVE_INFINITY;

  constructor(private readonly context: KubeletContext) {}

  /** What the node says of itself: also for a while after the shortage. */
  get isTrue(): boolean {
    return this.context.kernel.now - this.lastMetMs < TRANSITION_MS;
  }

  /** From when on there will be something to see. */
  nextMs(): number {
    if (this.lastMetMs > Number.NEGATIVE_INFINITY) return this.context.kernel.now;
    return this.context.memory.shortAtMs(THRESHOLD_BYTES);
  }

  /** @returns whether something has to be done at once */
  look(): boolean {
    const { kernel, memory } = this.context;
    this.availableBytes = memory.availableBytes;
    const isShort = this.availableBytes < THRESHOLD_BYTES;
    if (isShort) this.lastMetMs = kernel.now;
    else if (!this.isTrue) this.lastMetMs = Number.NEGATIVE_INFINITY;
    return isShort;
  }

  /** Who goes first: whoever holds more than it asked for, then by priority, then by how much more (helpers.go rankMemoryPressure). */
  ranked(pods: readonly Pod[]): Pod[] {
    this.context.kernel.acts(PRESSURE);
    const excess = (pod: Pod) => this.heldBy(pod) - (podRequests.ofSpec(pod).get('memory') ?? 0);
    return pods
      .map((pod) => ({ pod, excess: excess(pod) }))
      .sort(
        (a, b) =>
          Number(b.excess > 0) - Number(a.excess > 0) ||
          (a.pod.spec.priority ?? 0) - (b.pod.spec.priority ?? 0) ||
          b.excess - a.excess,
      )
      .map(({ pod }) => pod);
  }

  /** Why a pod goes, in the words of the event and the status. Source: pkg/kubelet/eviction/helpers.go evictionMessage. */
  message(pod: Pod): string {
    const { release } = this.context;
    const parts = ['The node was low on resource: memory. '];
    if (release.has('evictionsTellThresholds')) {
      parts.push(`Threshold quantity: ${inWords(THRESHOLD_BYTES)}, available: ${inWords(this.availableBytes)}. `);
    }
    for (const { name, resources } of pod.spec.containers) {
      const bytes = this.heldBy(pod, name);
      const request = wholeUnits(resources?.requests?.['memory']);
      if (bytes <= request) continue;
      const words = { name, used: inWords(bytes), request: inWords(request) };
      parts.push(release.text('containerOverRequest', words));
    }
    return parts.join('');
  }

  private heldBy(pod: Pod, container?: string): number {
    return this.context.memory
      .holders()
      .filter(
        (holder) =>
          podUid(holder.pod) === podUid(pod) && (container === undefined || holder.containerName === container),
      )
      .reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  }
}

/** Memory is counted in pages. */
function inWords(bytes: number): string {
  const pages = Math.floor(Math.max(0, bytes) / PAGE_BYTES);
  return formatQuantity(BigInt(pages * PAGE_BYTES) * 1000n, 'BinarySI');
}
