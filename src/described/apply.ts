import type { Cluster } from '../cluster';
import { objectName } from '../observe/objects';
import { decodeBehaviours } from './behaviours';
import { DescriptionError } from './document';
import { decodeImages } from './images';

/**
 * Makes the containers of a cluster behave as a file says, and lets its hosts, services and loads appear in time.
 * @returns the names of containers that the file speaks of
 * @throws DescriptionError
 */
export function applyBehaviours(cluster: Cluster, content: string, file: string): string[] {
  const { containers, hosts, services, loads } = decodeBehaviours(content, file);
  for (const { selector, behaviour } of containers) cluster.behaviours.set(selector, behaviour);
  for (const { address, port, fromMs } of hosts) hostAppears(cluster, address, port, fromMs ?? 0);
  for (const { name, namespace, afterMs } of services) serviceAppears(cluster, name, namespace, afterMs ?? 0);
  for (const { target, namespace, millis, afterMs } of loads)
    loadComes(cluster, target, namespace, millis, afterMs ?? 0);
  // Whoever says what takes CPU wants it measured.
  if (loads.length > 0 || containers.some(({ behaviour }) => behaviour.cpuMillis !== undefined))
    cluster.installMetricsServer();
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

/** The ready pods of a workload or a service, `deployment/web`, have that much work when that time has passed. */
function loadComes(
  cluster: Cluster,
  target: string,
  namespace: string | undefined,
  millis: number,
  afterMs: number,
): void {
  const [word = '', name = ''] = target.split('/');
  const { kind, namespace: where = '' } = objectName(word, name, namespace);
  cluster.later(afterMs, () => cluster.cpuLoads.put({ kind, namespace: where, name }, millis));
}

/** Somebody creates a service when that time has passed. */
export function serviceAppears(cluster: Cluster, name: string, namespace: string | undefined, afterMs: number): void {
  const where = namespace === undefined ? '' : ` --namespace ${namespace}`;
  cluster.later(afterMs, () => cluster.run(`kubectl create service clusterip ${name} --tcp=80:80${where}`));
}
