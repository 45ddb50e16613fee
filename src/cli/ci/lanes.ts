/** As many jobs as are done at a time: the machines of CI servers have two cores. */
export const LANES = 2;

/**
 * Does jobs side by side: a lane that has become free takes the next one. With the longest first, all lanes are busy to the end.
 * @returns what the jobs returned, in the order of the jobs
 */
export async function inLanes<T>(jobs: readonly (() => Promise<T>)[], lanes = LANES): Promise<T[]> {
  const waiting = jobs.entries();
  const results: T[] = [];
  const lane = async () => {
    for (const [place, job] of waiting) results[place] = await job();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
