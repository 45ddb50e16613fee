import { told } from './told';
import type { PodwrightWorld } from './world';

/**
 * For sentences that do something: under Then it would be done and nothing be checked.
 * @param instead what to write there
 */
export function assertIsDone({ isOutcome }: PodwrightWorld, instead: string): void {
  if (isOutcome)
    throw told(`this sentence does it, under When; it checks nothing. Under Then say what is seen: ${instead}`);
}
