import type { ApiClient, ApiServer, EventRecorder, Release } from '../../api/index';
import type { Container, Pod } from '../../api/types/index';
import type { Kernel, Task } from '../../kernel/index';
import type { NetHost, Network } from '../../world/index';
import type { NodeMemory } from '../memory';
import type { ContainerMount, ContainerRuntime } from '../runtime/types';
import type { PulledImages } from './pulledImages';
import type { NodeResourceStates } from './resize/index';

/** How a pod's volumes get onto the node and into containers. */
export interface VolumeManager {
  /**
   * Waits until every volume of the pod is mounted; reports FailedMount meanwhile.
   * @param isCancelled asked now and then: whether nobody wants them any more
   * @param isWanted whether those that are not there are brought; if not, it waits in vain
   * @throws Error when the wait has taken 2 min 3 s
   */
  waitForAttachAndMount(pod: Pod, isCancelled?: () => boolean, isWanted?: boolean): Task;
  /** Waits until the pod's volumes are gone from the node; emptyDirs lose their content. */
  waitForUnmount(pod: Pod): Task;
  /** Whether directories of the pod are still there. */
  podVolumesExist(podUid: string): boolean;
  /** What lies in a volume of the pod, in bytes on the disk; undefined as long as it is not mounted. */
  usedBytes(podUid: string, volume: string): number | undefined;
}

/** What a container gets at creation, resolved from the API objects its spec points to. */
export interface ContainerConfig {
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly ContainerMount[];
}

/** A pod's container as the kubelet hands it to whoever resolves its configuration. */
export interface ConfigRequest {
  readonly pod: Pod;
  readonly container: Container;
  readonly podIp: string;
}

/** Resolves env, envFrom, the downward API, mounts and the user of a container. @throws Error → CreateContainerConfigError */
export type ConfigResolver = (request: ConfigRequest) => ContainerConfig;

/** Everything that the kubelet's parts share on one node. */
export interface KubeletContext {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly client: ApiClient;
  readonly release: Release;
  readonly recorder: EventRecorder;
  readonly runtime: ContainerRuntime;
  /** The memory of the machine. */
  readonly memory: NodeMemory;
  /** Who may have the images that were pulled. */
  readonly pulledImages: PulledImages;
  /** What was promised to pods, and what they were given. */
  readonly resources: NodeResourceStates;
  readonly network: Network;
  /** The node's own place in the network: probes and HTTP hooks start here. */
  readonly host: NetHost;
  readonly volumes: VolumeManager;
  readonly resolveConfig: ConfigResolver;
  readonly nodeName: string;
  readonly nodeIp: string;
  /** The longest wait before a container is restarted, where the node has its own (KEP-4603). */
  readonly maxContainerRestartPeriodMs?: number;
  /** `kubelet/{node}`: who records facts and draws random numbers. */
  readonly component: string;
}
