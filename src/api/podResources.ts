import { rememberedFor } from '../kernel/index';
import { isResizeInfeasible } from './conditions';
import { atATime, raiseTo } from './podAmounts';
import { allContainers, isSidecar } from './podSpecs';
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
 * Adds up a pod: what its containers come to at a time, or what is said for the pod as a whole, plus the overhead of its
 * runtime class. Sums are remembered: the scheduler asks for those of all pods of the nodes that have changed.
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

const plus = (a: number, b: number): number => a + b;

function sumOf(spec: Pod['spec'], side: ResourceSide, of: (container: Container) => Amounts): Amounts {
  const { overhead, resources } = spec;
  const total = atATime(spec, of, plus);
  // KEP-2837: what is said for the pod as a whole replaces the sum.
  for (const [name, amount] of amountsOf(resources?.[side])) total.set(name, amount);
  const more = amountsOf(overhead);
  // Without a limit there is nothing that overhead could be added to.
  if (side === 'limits') for (const name of more.keys()) if (!total.get(name)) more.delete(name);
  addAmounts(total, more);
  return total;
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
function statusOf({ status }: Pod, container: Container): ContainerStatus | undefined {
  const isIt = (each: ContainerStatus) => each.name === container.name;
  return (
    status?.containerStatuses?.find(isIt) ??
    (isSidecar(container) ? status?.initContainerStatuses?.find(isIt) : undefined)
  );
}

/** Whether a container of the pod was promised, or has, something else than it shall have. */
function isInBetween(pod: Pod, side: ResourceSide): boolean {
  return allContainers(pod.spec).some((container) => {
    const { wish, told } = listsOf(pod, container, side);
    return told?.some((list) => list?.['cpu'] !== wish?.['cpu'] || list?.['memory'] !== wish?.['memory']) ?? false;
  });
}
