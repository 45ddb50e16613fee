import type { ContainerEnd, ContainerRun } from '../src/index';
import { inBrackets } from './observation';
import type { PodwrightWorld } from './world';

/** How messages tell of the runs of a container. */

/** As many are named in a message. */
const LAST_STARTS = 5;

/** The last starts, each with the rule by which it came. */
export function startsText(world: PodwrightWorld, runs: readonly ContainerRun[]): string {
  const last = runs.slice(-LAST_STARTS);
  const times = last.map(({ startedMs, rule }) => `${world.moment(startedMs)}${inBrackets(rule)}`);
  const pods = new Set(runs.map(({ pod }) => pod)).size;
  return `${runs.length} starts${pods > 1 ? ` in ${pods} pods` : ''}${last.length > 0 ? `, ${last.length < runs.length ? 'the last ' : ''}at ${times.join(', ')}` : ''}`;
}

/** What became of it. */
export function runText(world: PodwrightWorld, run: ContainerRun | ContainerEnd | undefined): string {
  if (!run) return 'it has never started';
  if (!hasEnded(run)) return `it is running since ${world.moment(run.startedMs)}`;
  return `it ended at ${world.moment(run.endedMs)} with exit code ${run.exitCode} (${run.reason})`;
}

function hasEnded(run: ContainerRun | ContainerEnd): run is ContainerEnd {
  return run.endedMs !== undefined;
}
