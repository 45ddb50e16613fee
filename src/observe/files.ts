import type { Cluster } from '../cluster';
import { matches } from '../kernel/index';
import { FsError } from '../world/index';
import { assertContainerIsKnown, type ContainerQuery } from './containers';

/** What is at a path in a container. */
export interface FoundFile {
  readonly type: 'file' | 'directory' | 'link' | 'device';
  /** What is in a file; empty for others. */
  readonly text: string;
}

/**
 * What the newest instance of a container has at a path, whoever may read it; undefined when there is nothing.
 * @throws Error that tells near names when there is no such container, and when none was made yet
 */
export function fileIn(cluster: Cluster, query: ContainerQuery, path: string): FoundFile | undefined {
  const made = [...cluster.nodes.values()].flatMap(({ runtime }) =>
    runtime
      .containers()
      .filter(({ name, podName, namespace }) => {
        const isPod = matches(query.pod, podName) && (query.namespace ?? namespace) === namespace;
        return isPod && name === query.container;
      })
      .map(({ id, createdAtMs }) => ({ createdAtMs, fs: runtime.instance(id)?.fs })),
  );
  const newest = made.sort((a, b) => a.createdAtMs - b.createdAtMs).at(-1);
  if (!newest?.fs) {
    assertContainerIsKnown(cluster, query.container);
    throw new Error(`container "${query.container}" has no files now: no instance of it is on a node`);
  }
  const files = newest.fs.usedBy(undefined);
  // Nobody in the cluster looks: what is missing is no cause of anything.
  files.witness = undefined;
  try {
    const { type } = files.stat(path);
    return { type, text: type === 'file' ? files.readFile(path) : '' };
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}
