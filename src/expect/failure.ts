import { AssertionError } from 'node:assert';
import { formatDuration } from '../duration';
import type { Play } from './play';

/** Lines of the timeline that a message ends with. */
const LAST_LINES = 12;

/** What was looked at: whether it is as expected, and both sides in words. */
export interface Observed {
  readonly holds: boolean;
  readonly expected: string;
  /** Asked for only when it is told. */
  readonly seen: () => string;
}

/**
 * Ends an expectation.
 * @param when `now`, `within 30s`, `for 10m`
 * @param caller the method that was called, which is then no part of the stack
 * @throws AssertionError always
 */
export function fail(
  play: Play,
  when: string,
  { expected, seen: tell }: Omit<Observed, 'holds'>,
  caller: unknown,
): never {
  const { cluster } = play;
  const seen = tell();
  const timeline = play.timeline(LAST_LINES);
  const message = [
    `expected ${when}: ${expected}`,
    `seen: ${seen}, ${formatDuration(play.nowMs)} after the manifests were created`,
    ...(timeline ? ['what happened last:', ...timeline.split('\n').map((line) => `  ${line}`)] : []),
    `in a cluster of Kubernetes ${cluster.release.version} with seed ${cluster.kernel.seed}`,
  ].join('\n');
  throw new AssertionError({
    message,
    expected,
    actual: seen,
    operator: when,
    stackStartFn: caller as (...args: unknown[]) => unknown,
  });
}
