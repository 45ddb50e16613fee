import type { Release } from '../api/release/index';
import type { Container, Pod } from '../api/types/index';
import { FsError } from '../world/files/index';
import {
  ConfigError,
  type NodeObjects,
  type PodFacts,
  resolveEnvironment,
  STRICT_NAME,
  verifyRunAsNonRoot,
} from './environment/index';
import type { ContainerMount, ContainerRuntime } from './runtime/types';
import { containerMounts, type PodVolumes } from './volumes/index';

export interface ContainerConfigDeps {
  readonly release: Release;
  readonly objects: NodeObjects;
  readonly runtime: Pick<ContainerRuntime, 'localImage'>;
  readonly volumes: { mounted(podUid: string): PodVolumes };
  readonly recorder: { event(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void };
  readonly nodeName: string;
  readonly nodeIp: string;
  /** What a container without limits may use, for `resourceFieldRef`. */
  readonly allocatable?: Readonly<Record<string, string>>;
}

/** What a container gets at its creation. */
export interface ContainerConfig {
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly ContainerMount[];
}

/** Whom an image runs as that nobody described is not known: whoever wrote `runAsNonRoot` has made one that runs as somebody. */
const SOME_USER = '65532';

/** Resolves all that a container's spec refers to. Made once for each node, asked before each creation. */
export class ContainerConfigs {
  constructor(private readonly deps: ContainerConfigDeps) {}

  /**
   * Environment and mounts of a container whose image is on the node and whose volumes are mounted.
   * @throws ConfigError: the container waits with CreateContainerConfigError
   */
  resolve({ pod, container, podIp }: { pod: Pod; container: Container; podIp: string }): ContainerConfig {
    const { release, objects, runtime, recorder } = this.deps;
    const image = runtime.localImage(container.image ?? '');
    verifyRunAsNonRoot(pod, container, image.described ? image.user : SOME_USER);
    const takesAll = release.has('envFromTakesAllKeys');
    const env = resolveEnvironment({
      pod,
      container,
      objects,
      facts: this.facts(podIp),
      fileInVolume: (volume, path) => fileIn(this.deps.volumes.mounted(pod.metadata.uid ?? ''), volume, path),
      validName: (name) => takesAll || STRICT_NAME.test(name),
      skipped: (message) => recorder.event(pod, 'Warning', 'InvalidEnvironmentVariableNames', message),
    });
    return { env, mounts: containerMounts(container, this.volumesOf(pod, container), env) };
  }

  /** What is mounted on the node, and what lies in the images that the container mounts: by now they are there. */
  private volumesOf(pod: Pod, { volumeMounts = [] }: Container): PodVolumes {
    const mounted = this.deps.volumes.mounted(pod.metadata.uid ?? '');
    const images = (pod.spec.volumes ?? []).filter(
      ({ name, image }) => image && volumeMounts.some((mount) => mount.name === name),
    );
    if (images.length === 0) return mounted;
    const volumes = new Map(mounted);
    for (const { name, image } of images) {
      const { layer } = this.deps.runtime.localImage(image?.reference ?? '');
      volumes.set(name, { tree: layer, path: '/', readOnly: true });
    }
    return volumes;
  }

  private facts(podIp: string): PodFacts {
    const { nodeName, nodeIp, allocatable } = this.deps;
    return { podIp, hostIp: nodeIp, nodeName, ...(allocatable && { allocatable }) };
  }
}

/** What lies in a volume, of which nothing leads out. */
function fileIn(volumes: PodVolumes, name: string, path: string): string | undefined {
  const volume = volumes.get(name);
  if (!volume) throw new ConfigError(`cannot find the volume "${name}" referenced by FileKeyRef`);
  const { tree, path: root } = volume;
  const file = `${root}/${path}`;
  try {
    return tree.realPath(file).startsWith(`${tree.realPath(root)}/`) ? tree.readFile(file) : undefined;
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}
