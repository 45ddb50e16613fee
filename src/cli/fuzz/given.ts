import { type KubeObject, Release } from '../../api/index';
import {
  Application,
  ApplicationError,
  forMadeUpNodes,
  inOrder,
  type Supposed,
  supposePrograms,
  surroundingsOf,
} from '../../check/index';
import { type Machine, machinesFor } from '../../fuzz/machines';
import { decodeManifestFiles, readManifestFiles } from '../manifestFiles';
import { UsageError } from '../usageError';
import type { FuzzOptions } from './fuzz';

/** What is tried, with all around it that the files don't hold. */
export interface Given {
  readonly objects: readonly KubeObject[];
  readonly nodes: number;
  readonly machine?: Machine | undefined;
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly sentences: readonly string[];
}

/**
 * Reads the manifests that a campaign is about.
 * @returns undefined where they are made up
 * @throws UsageError when they can't be read, or kubectl would not take them
 */
export function givenBy(paths: readonly string[], options: FuzzOptions): Given | undefined {
  const { simulator, kubernetes, asIs } = options;
  if (simulator) {
    if (paths.length) throw new UsageError('--simulator makes up its manifests: name none');
    return undefined;
  }
  if (paths.length === 0)
    throw new UsageError('name the manifests to be tried: podwright fuzz deployment.yaml (podwright fuzz --help)');
  const files = readManifestFiles(paths);
  for (const other of kubernetes.slice(1)) decodeManifestFiles(files, Release.of(other));
  const [release = 'latest'] = kubernetes;
  const manifests = decodeManifestFiles(files, Release.of(release));
  const written = manifests.map(({ object }) => object);
  if (asIs) return { objects: written, nodes: 1, nodeLabels: {}, sentences: [] };
  const { application, unknown } = supposed(new Application(manifests), release);
  const { objects } = application;
  const sentences = unknown.map(({ server, what }) => `${server.kind} ${server.name}: ${what}: taken to work.`);
  const around = surroundingsOf(objects);
  const { nodes, machine, labels } = machinesFor(objects);
  return {
    objects: inOrder([...around.objects, ...forMadeUpNodes(objects)]),
    nodes,
    machine,
    nodeLabels: { ...labels, ...around.nodeLabels },
    sentences: [...around.sentences, ...sentences],
  };
}

function supposed(application: Application, kubernetes: string): Supposed {
  try {
    return supposePrograms(application, { kubernetes, seed: 1 });
  } catch (error) {
    if (error instanceof ApplicationError)
      throw new UsageError(`kubectl does not take the manifests: ${error.message}`);
    throw error;
  }
}
