import { cpuMillis, wholeUnits } from '../../api';
import type { Container, Pod } from '../../api/types';
import { rememberedFor } from '../../kernel';

/** Amounts by resource name: cpu in thousandths of a core, everything else in its own unit. */
export type Amounts = Map<string, number>;

/** A resource list of the API as numbers. */
export function amountsOf(list: Readonly<Record<string, string>> | undefined): Amounts {
  const out: Amounts = new Map();
  for (const [name, quantity] of Object.entries(list ?? {}))
    out.set(name, name === 'cpu' ? cpuMillis(quantity) : wholeUnits(quantity));
  return out;
}

export function add(target: Amounts, more: ReadonlyMap<string, number>, sign: 1 | -1 = 1): void {
  for (const [name, amount] of more) target.set(name, (target.get(name) ?? 0) + sign * amount);
}

function raiseTo(target: Amounts, floor: Amounts): void {
  for (const [name, amount] of floor) target.set(name, Math.max(target.get(name) ?? 0, amount));
}

/** What one container counts for. */
type RequestOf = (container: Container) => Amounts;

/**
 * What a pod takes from its node: its containers and sidecars together, or one of its init containers with the sidecars
 * started before it, whichever is more, plus the overhead of its runtime class (KEP-753, "Resources calculation").
 */
export const podRequests = sumsWith(({ resources }) => amountsOf(resources?.requests));

/** What the scores count for a container that asks for nothing: 100m and 200 MiB. */
export const scoredRequests = sumsWith(({ resources }) => {
  const amounts = amountsOf(resources?.requests);
  if (!amounts.has('cpu')) amounts.set('cpu', 100);
  if (!amounts.has('memory')) amounts.set('memory', 200 * 1024 * 1024);
  return amounts;
});

/** Sums of a pod's spec. They are remembered: every cycle asks for those of all pods of the nodes that have changed. */
function sumsWith(requestOf: RequestOf): (pod: Pod) => ReadonlyMap<string, number> {
  const known = rememberedFor((spec: Pod['spec']) => sumOf(spec, requestOf));
  return ({ spec }) => known(spec);
}

function sumOf({ containers, initContainers = [], overhead, resources }: Pod['spec'], requestOf: RequestOf): Amounts {
  const total: Amounts = new Map();
  for (const container of containers) add(total, requestOf(container));
  const sidecars: Amounts = new Map();
  const peak: Amounts = new Map();
  for (const container of initContainers) {
    const now: Amounts = new Map(sidecars);
    add(now, requestOf(container));
    raiseTo(peak, now);
    if (container.restartPolicy === 'Always') add(sidecars, requestOf(container));
  }
  add(total, sidecars);
  raiseTo(total, peak);
  // KEP-2837: requests of the pod as a whole replace the sum.
  for (const [name, amount] of amountsOf(resources?.requests)) total.set(name, amount);
  add(total, amountsOf(overhead));
  return total;
}
