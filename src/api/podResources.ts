import { rememberedFor } from '../kernel/index';
import { isResizeInfeasible } from './conditions';
import { cpuMillis, wholeUnits } from './quantity';
import type { Container, ContainerStatus, Pod } from './types/index';

/** Amounts by resource name: cpu in thousandths of a core, everything else in its own unit. */
export type Amounts = Map<string, number>;

/** Which of the lists of a container is added up. */
export type ResourceSide = 'requests' | 'limits';

type Quantities = Readonly<Record<string, string>>;
type CountOf = (list: Quantities | undefined) => Amounts;

/** A resource list of the API as numbers. */
export function amountsOf(list: Quantities | undefined): Amounts {
  const out: Amounts = new Map();
  for (const [name, quantity] of Object.entries(list ?? {}))
    out.set(name, name === 'cpu' ? cpuMillis(quantity) : wholeUnits(quantity));
  return out;
}

/** Adds to the amounts of `target`, or takes from them. */
export function addAmounts(target: Amounts, more: ReadonlyMap<string, number>, sign: 1 | -1 = 1): void {
  for (const [name, amount] of more) target.set(name, (target.get(name) ?? 0) + sign * amount);
}

/** Two ways to add up a pod. */
export interface PodSum {
  /** What its spec says. */
  ofSpec(pod: Pod): ReadonlyMap<string, number>;
  /**
   * What it counts for on its node. While a resize is under way that is the most of what each container shall have, of
   * what the node has promised it and of what it has; a wish that the node can never grant does not count (KEP-1287,
   * "Scheduler and API Server Interaction"; component-helpers resource/helpers.go).
   */
  counted(pod: Pod): ReadonlyMap<string, number>;
}

/**
 * Adds up a pod: its containers and sidecars together, or one of its init containers with the sidecars started before it,
 * whichever is more, plus the overhead of its runtime class (KEP-753, "Resources calculation"). Sums are remembered: the
 * scheduler asks for those of all pods of the nodes that have changed.
 */
export function podSum(side: ResourceSide, countOf: CountOf = amountsOf): PodSum {
  const bySpec = rememberedFor((spec: Pod['spec']) => sumOf(spec, side, ({ resources }) => countOf(resources?.[side])));
  const byStatus = rememberedFor((pod: Pod) =>
    sumOf(pod.spec, side, (container) => {
      const [first, ...others] = countedLists(pod, container, side);
      const most = countOf(first);
      for (const list of others) raiseTo(most, countOf(list));
      return most;
    }),
  );
  return {
    ofSpec: ({ spec }) => bySpec(spec),
    counted(pod) {
      const sum = bySpec(pod.spec);
      return sum.size > 0 && isInBetween(pod, side) ? byStatus(pod) : sum;
    },
  };
}

/** What pods ask for. */
export const podRequests = podSum('requests');

/** What pods may take at most, as far as their containers have limits. */
export const podLimits = podSum('limits');

function sumOf(spec: Pod['spec'], side: ResourceSide, of: (container: Container) => Amounts): Amounts {
  const { containers, initContainers = [], overhead, resources } = spec;
  const total: Amounts = new Map();
  for (const container of containers) addAmounts(total, of(container));
  const sidecars: Amounts = new Map();
  const peak: Amounts = new Map();
  for (const container of initContainers) {
    const now: Amounts = new Map(sidecars);
    addAmounts(now, of(container));
    raiseTo(peak, now);
    if (container.restartPolicy === 'Always') addAmounts(sidecars, of(container));
  }
  addAmounts(total, sidecars);
  raiseTo(total, peak);
  // KEP-2837: what is said for the pod as a whole replaces the sum.
  for (const [name, amount] of amountsOf(resources?.[side])) total.set(name, amount);
  const more = amountsOf(overhead);
  // Without a limit there is nothing that overhead could be added to.
  if (side === 'limits') for (const name of more.keys()) if (!total.get(name)) more.delete(name);
  addAmounts(total, more);
  return total;
}

function raiseTo(target: Amounts, floor: ReadonlyMap<string, number>): void {
  for (const [name, amount] of floor) target.set(name, Math.max(target.get(name) ?? 0, amount));
}

/** The lists of which the most counts for a container on its node, resource by resource: see `PodSum.counted`. */
function countedLists(pod: Pod, container: Container, side: ResourceSide): (Quantities | undefined)[] {
  const { wish, told } = listsOf(pod, container, side);
  if (!told) return [wish];
  return isResizeInfeasible(pod) ? told : [wish, ...told];
}

/** What a container shall have and, if its status tells of it, what it was promised and has. */
function listsOf(pod: Pod, container: Container, side: ResourceSide) {
  const status = statusOf(pod, container);
  const wish = container.resources?.[side];
  if (!status?.resources) return { wish, told: undefined };
  const has = status.resources[side];
  return { wish, told: side === 'requests' ? [has, status.allocatedResources] : [has] };
}

/** Init containers that end by themselves count by their spec alone. */
function statusOf({ status }: Pod, { name, restartPolicy }: Container): ContainerStatus | undefined {
  const isIt = (each: ContainerStatus) => each.name === name;
  return (
    status?.containerStatuses?.find(isIt) ??
    (restartPolicy === 'Always' ? status?.initContainerStatuses?.find(isIt) : undefined)
  );
}

/** Whether a container of the pod was promised, or has, something else than it shall have. */
function isInBetween(pod: Pod, side: ResourceSide): boolean {
  return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].some((container) => {
    const { wish, told } = listsOf(pod, container, side);
    return told?.some((list) => list?.['cpu'] !== wish?.['cpu'] || list?.['memory'] !== wish?.['memory']) ?? false;
  });
}
