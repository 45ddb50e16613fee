import type { Container, ContainerPort, LifecycleHandler, Pod, ResourceRequirements } from '../../api/types/index';
import { type Latch, OrdinaryError, type Task } from '../../kernel/index';
import type { FileTree, Image, Login, NetHost, Proc } from '../../world/index';
import type { PulledImage } from '../images/nodeImages';
import type { ContainerLogLine } from '../logs';

/** Which list of the pod spec a container comes from. */
export type ContainerKind = 'init' | 'regular' | 'ephemeral';

/**
 * Why a start attempt failed, in the words that become the container's waiting reason.
 * `RunContainerError` keeps an exited instance behind (StartError, exit 128).
 */
export type RuntimeErrorReason =
  | 'ErrImagePull'
  | 'RegistryUnavailable'
  | 'SignatureValidationFailed'
  | 'CreateContainerError'
  | 'RunContainerError'
  | 'CreatePodSandboxError'
  | 'KillContainerError'
  | 'ExecError';

/** An error of the runtime; `message` is the runtime's text as the kubelet puts it into events and waiting messages. */
export class RuntimeError extends OrdinaryError {
  constructor(
    readonly reason: RuntimeErrorReason,
    message: string,
    /** For exec: the exit code that a client reports when the program could not be started (126 or 127). */
    readonly exitCode?: number,
  ) {
    super(message);
    this.name = 'RuntimeError';
  }
}

/** A pod sandbox: the pause container with the pod's network namespace. */
export interface RuntimeSandbox {
  readonly id: string;
  readonly podUid: string;
  readonly namespace: string;
  readonly podName: string;
  readonly attempt: number;
  state: 'ready' | 'notready';
  readonly createdAtMs: number;
  /** The pod's IP; the node's for hostNetwork pods. */
  readonly ip: string;
  readonly net: NetHost;
  readonly hostNetwork: boolean;
}

/** What the kubelet writes down with a container, to be able to stop it when its pod is gone (pkg/kubelet/kuberuntime/labels.go). */
export interface ContainerAnnotations {
  readonly terminationGracePeriodSeconds: number | undefined;
  readonly preStop: LifecycleHandler | undefined;
  readonly ports: ContainerPort[] | undefined;
}

/** One instance of a container. Times are kernel milliseconds; the API's whole seconds are the status writer's business. */
export interface RuntimeContainer {
  /** 64 hex digits, without `containerd://`. */
  readonly id: string;
  readonly name: string;
  readonly podUid: string;
  readonly namespace: string;
  readonly podName: string;
  readonly sandboxId: string;
  readonly kind: ContainerKind;
  /** The restart count that the caller gave. */
  readonly attempt: number;
  state: 'created' | 'running' | 'exited' | 'unknown';
  readonly createdAtMs: number;
  startedAtMs?: number;
  finishedAtMs?: number;
  exitCode?: number;
  /** The signal that ended it: `SIGTERM`, `SIGKILL` … */
  signal?: string;
  /** `Completed`, `Error`, `OOMKilled`, `StartError`, `Unknown`. */
  reason?: string;
  /** What `state.terminated.message` shows: the runtime's own error and the termination log, joined. */
  message?: string;
  /** As written in the spec. */
  readonly image: string;
  /** As in `status.imageID`: `docker.io/library/busybox@sha256:…`. */
  readonly imageId: string;
  /** Hash over name and image: what the kubelet compares with the spec. */
  readonly specHash: string;
  readonly annotations: ContainerAnnotations;
  /** PID 1 of the container while it runs (and after). */
  main?: Proc;
}

/** A volume (or a part of one) at a place in a container. */
export interface ContainerMount {
  readonly mountPath: string;
  readonly tree: FileTree;
  readonly readOnly?: boolean;
  /** Path within the tree, without leading slash; already expanded and prepared. */
  readonly subPath?: string;
}

export interface CreateContainerOptions {
  /** The restart count of the new instance. */
  readonly attempt: number;
  readonly image: Image;
  /** Resolved by `resolveEnvironment`. */
  readonly env: Readonly<Record<string, string>>;
  /** Made by `containerMounts`. */
  readonly mounts: readonly ContainerMount[];
  readonly kind: ContainerKind;
  /** Container id of the process namespace to join: an ephemeral container's target. */
  readonly targetId?: string;
  /** The rule by which this instance is made, for the journal. */
  readonly rule?: string;
}

/** How an exec talks: the same shape as the API's ExecIo. */
export interface RuntimeIo {
  readonly stdin?: string;
  stdout(data: string): void;
  stderr(data: string): void;
  readonly tty?: boolean;
}

export interface RuntimeExecSession {
  readonly ended: Latch<{ exitCode: number }>;
  kill(): void;
}

export interface ExecSyncResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What the kubelet sees of the container runtime (CRI). One for each node. The implementation is `Containerd`.
 */
export interface ContainerRuntime {
  /** Starts the pause container, makes the network namespace and gives the pod its IP. @throws RuntimeError */
  runPodSandbox(pod: Pod, attempt: number): Task<RuntimeSandbox>;
  /** Ends what still runs in it, then the pause container; the network is torn down. Records stay. */
  stopPodSandbox(id: string): Task;
  /** Forgets the sandbox and the containers in it. */
  removePodSandbox(id: string): void;
  imagePresent(reference: string): boolean;
  /** The image as it lies on the node. @throws RuntimeError CreateContainerError when it is not there */
  localImage(reference: string): Image;
  /** Asks the registry; serial pulls wait for their turn. `waitedMs` is the queue time in it. @throws RuntimeError */
  pullImage(reference: string, object?: string, logins?: readonly Login[]): Task<PulledImage>;
  /** @returns the id. @throws RuntimeError CreateContainerError */
  createContainer(sandbox: RuntimeSandbox, pod: Pod, spec: Container, options: CreateContainerOptions): Task<string>;
  /** @throws RuntimeError RunContainerError; the instance stays as exited with StartError, exit code 128 */
  startContainer(id: string): Task;
  /**
   * Stop signal to PID 1, wait, SIGKILL, until it is dead. Nothing happens to a container that does not run.
   * @param rule why, for the journal
   */
  stopContainer(id: string, timeoutMs: number, rule?: string): Task;
  removeContainer(id: string): void;
  /** Other resources for a container, running or not. A process that holds more than the new limit is not looked for. */
  updateContainerResources(id: string, resources: ResourceRequirements): void;
  /** How much memory the processes of a container hold. */
  memoryBytes(id: string): number;
  /** What the app of a container says that it takes of CPUs, in thousandths of one. */
  cpuMillis(id: string): number;
  /** How much of the node's disk a container takes: what it has written outside of volumes, and its log. */
  storageBytes(id: string): number;
  /** Runs a command to its end; after `timeoutMs` it is killed. @throws RuntimeError when it can't be started */
  execSync(id: string, command: readonly string[], timeoutMs?: number): Task<ExecSyncResult | 'timeout'>;
  /** @throws RuntimeError */
  exec(id: string, command: readonly string[], io: RuntimeIo): RuntimeExecSession;
  /** Newest first, dead ones included. */
  podStatus(podUid: string): { sandboxes: RuntimeSandbox[]; containers: RuntimeContainer[] };
  /** Every pod that the runtime knows, by uid, in the order in which they came. */
  podUids(): string[];
  container(id: string): RuntimeContainer | undefined;
  /** Something of the pod was created, started or ended. */
  onChange(listener: (podUid: string) => void): void;
  logs(id: string): ContainerLogLine[];
  /** The pause process is killed from outside. Containers with process namespaces of their own run on without it. */
  killSandbox(podUid: string): void;
  /** The node loses power: every process is gone; containers are found as exited 255 `Unknown` afterwards. */
  reboot(): void;
  /** All instances, oldest first, as `crictl ps -a`. */
  containers(): RuntimeContainer[];
}
