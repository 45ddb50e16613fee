import { parseQuantity } from './quantity';
import type { Container, PodSpec } from './types/index';

/** Thousandths of each resource. */
export type Amounts = Map<string, bigint>;

/**
 * What the containers of a pod ask for, or may use, at a time: all app containers and sidecars, or one init container with the
 * sidecars that were started before it, whichever is more. Source: component-helpers resource `AggregateContainerRequests`.
 */
export function containerAmounts(spec: PodSpec, which: 'requests' | 'limits'): Amounts {
  const total: Amounts = new Map();
  const sidecars: Amounts = new Map();
  for (const container of spec.containers) add(total, amountsOf(container, which));
  const peak: Amounts = new Map();
  for (const container of spec.initContainers ?? []) {
    const own = amountsOf(container, which);
    if (container.restartPolicy === 'Always') {
      add(sidecars, own);
      raise(peak, sidecars);
    } else raise(peak, sum(sidecars, own));
  }
  add(total, sidecars);
  raise(total, peak);
  return total;
}

function amountsOf({ resources }: Container, which: 'requests' | 'limits'): Amounts {
  return new Map(Object.entries(resources?.[which] ?? {}).map(([name, text]) => [name, parseQuantity(text)]));
}

function add(to: Amounts, from: Amounts): void {
  for (const [name, amount] of from) to.set(name, (to.get(name) ?? 0n) + amount);
}

function sum(a: Amounts, b: Amounts): Amounts {
  const both = new Map(a);
  add(both, b);
  return both;
}

function raise(to: Amounts, from: Amounts): void {
  for (const [name, amount] of from) if (amount > (to.get(name) ?? 0n)) to.set(name, amount);
}
