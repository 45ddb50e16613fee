import type { Cluster } from '../cluster';
import { decodeBehaviours } from './behaviours';
import { DescriptionError } from './document';
import { decodeImages } from './images';

/**
 * Makes the containers of a cluster behave as a file says, and lets its hosts and services appear in time.
 * @returns the names of containers that the file speaks of
 * @throws DescriptionError
 */
export function applyBehaviours(cluster: Cluster, content: string, file: string): string[] {
  const { containers, hosts, services } = decodeBehaviours(content, file);
  for (const { selector, behaviour } of containers) cluster.behaviours.set(selector, behaviour);
  for (const { address, port, fromMs } of hosts) hostAppears(cluster, address, port, fromMs ?? 0);
  for (const { name, namespace, afterMs } of services) serviceAppears(cluster, name, namespace, afterMs ?? 0);
  return containers.flatMap(({ selector }) => selector.container ?? []).filter((name) => !name.includes('*'));
}

/**
 * Adds the images of a file to what the cluster knows.
 * @throws DescriptionError
 */
export function applyImages(cluster: Cluster, content: string, file: string): void {
  for (const { description, place } of decodeImages(content, file)) {
    try {
      cluster.catalogue.describe(description);
    } catch (error) {
      throw new DescriptionError([`${place}: ${(error as Error).message}`]);
    }
  }
}

/** A machine outside the cluster comes up when that time has passed, with a server on `port` if there is one. */
export function hostAppears(cluster: Cluster, address: string, port: number | undefined, afterMs: number): void {
  if (afterMs > 0 && port === undefined) cluster.hosts.down(address);
  cluster.later(afterMs, () => cluster.hosts.up(address, port));
}

/** Somebody creates a service when that time has passed. */
export function serviceAppears(cluster: Cluster, name: string, namespace: string | undefined, afterMs: number): void {
  const where = namespace === undefined ? '' : ` --namespace ${namespace}`;
  cluster.later(afterMs, () => cluster.run(`kubectl create service clusterip ${name} --tcp=80:80${where}`));
}
