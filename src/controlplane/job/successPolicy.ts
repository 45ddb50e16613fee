import type { Job } from '../../api/types';
import { parseIndexes } from './indexes';

/** The first rule of the Job's successPolicy that the completed indexes meet (KEP-3998). */
export function matchSuccess(job: Job, completed: ReadonlySet<number>): string | undefined {
  for (const [index, { succeededIndexes, succeededCount }] of (job.spec.successPolicy?.rules ?? []).entries()) {
    const wanted = succeededIndexes === undefined ? undefined : parseIndexes(succeededIndexes);
    const done = wanted ? [...wanted].filter((each) => completed.has(each)).length : completed.size;
    if (done >= (succeededCount ?? wanted?.size ?? Number.POSITIVE_INFINITY)) return `Matched rules at index ${index}`;
  }
  return undefined;
}
