import type { Cluster } from '../cluster';
import { objectNow } from './objects';

/** What is wrong with loads that were put on what never was there: nobody did that work. */
export function strangeLoads(cluster: Cluster): string[] {
  return cluster.cpuLoads.all.flatMap(({ kind, namespace, name }) => {
    try {
      objectNow(cluster, { kind, namespace, name });
      return [];
    } catch (error) {
      return (error as Error).message;
    }
  });
}

/** @throws Error with the near names when a load was put on what never was there */
export function assertLoadsAreKnown(cluster: Cluster): void {
  const [problem] = strangeLoads(cluster);
  if (problem !== undefined) throw new Error(`${problem}; so nobody had the load that was put on it`);
}
