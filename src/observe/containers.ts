import type { Cluster } from '../cluster';
import { matches } from '../kernel/index';
import { isSameImage } from '../world/index';
import { nearest } from './nearest';

/** One instance of a container, from its start to its end. */
export interface ContainerRun {
  /** `namespace/name` of the pod. */
  readonly pod: string;
  readonly container: string;
  readonly attempt: number;
  readonly startedMs: number;
  /** Of a restart: the rule by which it came when it did. */
  readonly rule?: string;
  endedMs?: number;
  exitCode?: number;
  reason?: string;
}

export interface ContainerQuery {
  readonly container: string;
  readonly pod?: string;
  readonly namespace?: string;
}

/** Every start of the containers that the query means, oldest first, read from the journal. */
export function containerRuns(cluster: Cluster, query: ContainerQuery): ContainerRun[] {
  const runs: ContainerRun[] = [];
  for (const fact of cluster.journal.ofKind('Pod')) {
    if (fact.type !== 'container-started' && fact.type !== 'container-exited') continue;
    if (fact.detail['container'] !== query.container) continue;
    const [, namespace, pod] = fact.object.split('/');
    if (!matches(query.pod, pod ?? '')) continue;
    if (query.namespace !== undefined && query.namespace !== namespace) continue;
    const attempt = Number(fact.detail['attempt'] ?? 0);
    if (fact.type === 'container-started') {
      const rule = fact.detail['rule'] as string | undefined;
      const run = { pod: `${namespace}/${pod}`, container: query.container, attempt, startedMs: fact.t };
      runs.push({ ...run, ...(rule && { rule }) });
      continue;
    }
    const run = runs.findLast((r) => r.pod === `${namespace}/${pod}` && r.endedMs === undefined);
    if (!run) continue;
    run.endedMs = fact.t;
    run.exitCode = Number(fact.detail['exitCode']);
    run.reason = String(fact.detail['reason'] ?? '');
  }
  return runs;
}

/** How a container ended. */
export type ContainerEnd = Required<Pick<ContainerRun, 'endedMs' | 'exitCode' | 'reason'>>;

/** The last end of a container; one that could not even be started has an end as well: 128, StartError. */
export function lastEndOf(cluster: Cluster, query: ContainerQuery): ContainerEnd | undefined {
  const fact = cluster.journal.ofKind('Pod').findLast(({ type, object, detail }) => {
    const [, namespace, pod] = object.split('/');
    return (
      type === 'container-exited' &&
      detail['container'] === query.container &&
      matches(query.pod, pod ?? '') &&
      (query.namespace === undefined || query.namespace === namespace)
    );
  });
  if (!fact) return undefined;
  const { exitCode, reason = '' } = fact.detail;
  return { endedMs: fact.t, exitCode: Number(exitCode), reason: String(reason) };
}

/** The pauses between the end of a run and the next start of the same container, in milliseconds. */
export function pausesMs(runs: readonly ContainerRun[]): number[] {
  return runs.flatMap((run, i) => {
    const before = runs[i - 1];
    return before?.endedMs !== undefined && before.pod === run.pod ? [run.startedMs - before.endedMs] : [];
  });
}

/** Names of all containers in the specs of all pods that there ever were. */
export function containerNames(cluster: Cluster): string[] {
  const names = new Set<string>();
  for (const pod of cluster.podsEver()) {
    for (const list of [pod.spec.initContainers, pod.spec.containers, pod.spec.ephemeralContainers])
      for (const container of list ?? []) names.add(container.name);
  }
  return [...names];
}

/** @throws Error with the near names when no pod ever had such a container: a misspelt name must not pass a check. */
export function assertContainerIsKnown(cluster: Cluster, name: string): void {
  const names = containerNames(cluster);
  if (!names.includes(name)) throw new Error(`no pod has a container "${name}"; ${nearest(name, names)}`);
}

/** The images of all containers in the specs of all pods that there ever were. */
export function imagesEver(cluster: Cluster): string[] {
  const images = new Set<string>();
  for (const { spec } of cluster.podsEver())
    for (const list of [spec.initContainers, spec.containers, spec.ephemeralContainers])
      for (const { image } of list ?? []) if (image !== undefined) images.add(image);
  return [...images];
}

/** Images of which behaviours were told, and that no container ever had. */
export function strangeImages(cluster: Cluster): string[] {
  const known = imagesEver(cluster);
  const told = new Set(cluster.behaviours.all.flatMap(({ selector }) => selector.image ?? []));
  return [...told].filter((image) => !image.includes('*') && !known.some((one) => isSameImage(image, one)));
}

/** @throws Error with the near names when behaviours were told of an image that no container ever had */
export function assertImagesAreKnown(cluster: Cluster): void {
  const [image] = strangeImages(cluster);
  if (image !== undefined)
    throw new Error(
      `no container had the image "${image}", so what was said of it changed nothing; ${nearest(image, imagesEver(cluster))}`,
    );
}

/** Removes what the runtime still knows of ended containers of a pod, as an administrator does by `crictl rm`. */
export function forgetEndedContainers(cluster: Cluster, pod: { name: string; namespace: string }): void {
  for (const { runtime } of cluster.nodes.values()) {
    for (const { id, state, podName, namespace } of runtime.containers())
      if (state === 'exited' && podName === pod.name && namespace === pod.namespace) runtime.removeContainer(id);
  }
}
