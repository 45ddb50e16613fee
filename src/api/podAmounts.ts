import { isSidecar } from './podSpecs';
import { parseQuantity } from './quantity';
import type { Container, PodSpec } from './types/index';

/** Amounts by resource name, in numbers of one kind. */
type Amounts<N extends number | bigint> = Map<string, N>;

/**
 * What the containers of a pod come to at a time: all app containers and sidecars together, or one init container with the
 * sidecars that were started before it, whichever is more.
 * Sources: KEP-753, "Resources calculation"; component-helpers resource `AggregateContainerRequests`.
 *
 * @param of what one container counts for
 * @param plus how two amounts are added
 */
export function atATime<N extends number | bigint>(
  spec: PodSpec,
  of: (container: Container) => ReadonlyMap<string, N>,
  plus: (a: N, b: N) => N,
): Amounts<N> {
  const add = (to: Amounts<N>, from: ReadonlyMap<string, N>) => {
    for (const [name, amount] of from) {
      const sum = to.get(name);
      to.set(name, sum === undefined ? amount : plus(sum, amount));
    }
  };
  const total: Amounts<N> = new Map();
  for (const container of spec.containers) add(total, of(container));
  const sidecars: Amounts<N> = new Map();
  const peak: Amounts<N> = new Map();
  for (const container of spec.initContainers ?? []) {
    const own = of(container);
    const now = new Map(sidecars);
    add(now, own);
    raiseTo(peak, now);
    if (isSidecar(container)) add(sidecars, own);
  }
  add(total, sidecars);
  raiseTo(total, peak);
  return total;
}

/** Raises each amount of `target` to that of `floor`, if it is less or not there. */
export function raiseTo<N extends number | bigint>(target: Amounts<N>, floor: ReadonlyMap<string, N>): void {
  for (const [name, amount] of floor) {
    const old = target.get(name);
    if (old === undefined || amount > old) target.set(name, amount);
  }
}

/** What the containers of a pod ask for, or may use, at a time: exactly, in thousandths. */
export function containerAmounts(spec: PodSpec, which: 'requests' | 'limits'): Amounts<bigint> {
  const amountsOf = ({ resources }: Container) =>
    new Map(Object.entries(resources?.[which] ?? {}).map(([name, text]) => [name, parseQuantity(text)]));
  return atATime(spec, amountsOf, (a, b) => a + b);
}
