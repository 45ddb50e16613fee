import { runsOf, signalsOf } from './known';
import { fail } from './observation';
import type { ContainerName } from './parameters';
import type { PodwrightWorld } from './world';

/** Moments in the lives of containers, compared. */

/** When something happened to a container, if it did. */
export type MomentOf = (world: PodwrightWorld, name: ContainerName) => number | undefined;

export const firstStart: MomentOf = (world, name) => runsOf(world, name)[0]?.startedMs;
export const lastStart: MomentOf = (world, name) => runsOf(world, name).at(-1)?.startedMs;
export const lastEnd: MomentOf = (world, name) =>
  runsOf(world, name).findLast((run) => run.endedMs !== undefined)?.endedMs;

export function lastGot(signal: string): MomentOf {
  return (world, name) => signalsOf(world, name).findLast((sent) => sent.signal === signal)?.t;
}

export interface Moment {
  readonly name: string;
  readonly t: number | undefined;
  /** As messages say it. */
  readonly text: string;
}

export function momentsOf(world: PodwrightWorld, names: readonly ContainerName[], momentOf: MomentOf): Moment[] {
  return names.map((query) => {
    const name = query.pod === undefined ? query.container : `${query.container} of ${query.pod}`;
    const t = momentOf(world, query);
    return { name, t, text: `${name} ${t === undefined ? 'never' : `at ${world.moment(t)}`}` };
  });
}

/** @throws Error unless all have such a moment, in this order */
export function assertOrder(moments: readonly Moment[], what: string): void {
  const ordered = moments.every(({ t }, i) => t !== undefined && t >= (moments[i - 1]?.t ?? 0));
  if (!ordered)
    fail(
      `as the order in which they ${what}`,
      moments.map(({ name }) => name).join(', '),
      moments.map(({ text }) => text).join(', '),
    );
}
