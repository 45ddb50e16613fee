import { badRequest, internalError, StatusError } from '../../api/errors';
import type { ContainerFiles, ExecIo, ExecSession, LogLine, LogOptions, NodeProxy } from '../../api/nodeProxy';
import type { Release } from '../../api/release/index';
import type { Pod } from '../../api/types/index';
import { type Kernel, Latch, Mailbox, type Task } from '../../kernel/index';
import { type Containerd, type Instance, RuntimeError } from '../runtime/index';
import { instanceToRead, select } from './logs';

/**
 * The kubelet's HTTP server as the API server uses it: logs, exec, attach, and the files that `kubectl cp` reaches by
 * way of `tar`.
 */
export class KubeletServer implements NodeProxy {
  constructor(
    private readonly deps: {
      readonly kernel: Kernel;
      readonly release: Release;
      readonly runtime: Containerd;
      readonly ip?: string;
      /** Why nobody can connect to it now, in the words of Go. */
      readonly dialError?: () => string | undefined;
      readonly leaseRenewedMs?: () => number;
    },
  ) {}

  leaseRenewedMs(): number {
    return this.deps.leaseRenewedMs?.() ?? this.deps.kernel.now;
  }

  dialError(): string | undefined {
    const { ip, dialError } = this.deps;
    const why = dialError?.();
    return why && `dial tcp ${ip}:10250: ${why}`;
  }

  /** @throws StatusError 400 when there is no log, with the reason */
  logs(pod: Pod, container: string, options: LogOptions = {}): LogLine[] {
    checkName(pod, container);
    const id = instanceToRead(pod, container, options);
    const instance = this.deps.runtime.instance(id);
    if (instance) return select(instance.log.lines, options);
    // kubectl prints this as if it were the log.
    const text = `unable to retrieve container logs for containerd://${id}`;
    return [{ timeMs: this.deps.kernel.now, stream: 'stdout', text }];
  }

  /** What is there and what comes, until the instance ends. */
  follow(pod: Pod, container: string, options: LogOptions = {}): { lines: Mailbox<LogLine>; ended: Latch } {
    const { kernel, runtime } = this.deps;
    const lines = new Mailbox<LogLine>(kernel);
    const log = runtime.instance(instanceToRead(pod, container, options))?.log;
    for (const line of this.logs(pod, container, options)) lines.put(line);
    if (!log) {
      const ended = new Latch(kernel);
      ended.set();
      return { lines, ended };
    }
    log.follow((line) => lines.put(line));
    return { lines, ended: log.closed };
  }

  /** @throws StatusError when the container does not run or has no such program */
  exec(pod: Pod, container: string, command: string[], io: ExecIo): ExecSession {
    const instance = this.running(pod, container);
    try {
      return this.deps.runtime.exec(instance.record.id, command, io);
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      const failure = internalError(`error executing command in container: ${error.message}`);
      // An API server that translates WebSockets wraps the kubelet's answer once more.
      throw this.deps.release.has('execByWebSocket') ? internalError(failure.message) : failure;
    }
  }

  /** The streams of the container's own process, from now on; ends with it. */
  attach(pod: Pod, container: string, io: ExecIo): ExecSession {
    const { kernel } = this.deps;
    const instance = this.running(pod, container, `container ${container} not found in pod ${fullNameOf(pod)}`);
    // The runtime finds no task to attach to any more, as for a command.
    if (instance.isTakenApart) {
      const why = this.deps.release.text('attachWithoutTask', { id: instance.record.id });
      throw internalError(`error attaching to container: ${why}`);
    }
    const detach = instance.log.tap((stream, data) => (stream === 'stdout' ? io.stdout(data) : io.stderr(data)));
    if (io.stdin !== undefined) this.type(instance, io.stdin);
    const ended = new Latch<{ exitCode: number }>(kernel);
    kernel.spawn(`attach ${pod.metadata.name}/${container}`, waitForContainer(instance, ended, detach));
    const kill = () => {
      detach();
      ended.set({ exitCode: 0 });
    };
    return { ended, kill };
  }

  files(pod: Pod, container: string): ContainerFiles {
    const { fs } = this.running(pod, container);
    return {
      readFile: (path) => fs.readFile(path),
      writeFile: (path, data) => fs.writeFile(path, data),
    };
  }

  /** `stdinOnce`: the first client that attaches takes the container's stdin with it when it goes. */
  private type(instance: Instance, text: string): void {
    instance.keyboard?.output.write(text);
    if (instance.spec.stdinOnce) instance.keyboard?.end();
  }

  /** @param otherwise what the kubelet says when it does not run (kubelet_pods.go GetExec, GetAttach) */
  private running(pod: Pod, container: string, otherwise = `container not found ("${container}")`): Instance {
    checkName(pod, container);
    const { runtime } = this.deps;
    const newest = runtime.podStatus(pod.metadata.uid ?? '').containers.find((c) => c.name === container);
    const instance = newest?.state === 'running' ? runtime.instance(newest.id) : undefined;
    if (instance) return instance;
    throw new StatusError('InternalError', `unable to upgrade connection: ${otherwise}`);
  }
}

/** `web_default`: the kubelet's name for a pod (pkg/kubelet/container, GetPodFullName). */
function fullNameOf({ metadata }: Pod): string {
  return `${metadata.name}_${metadata.namespace}`;
}

function checkName(pod: Pod, container: string): void {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  const known = [...containers, ...initContainers, ...ephemeralContainers].some((spec) => spec.name === container);
  if (!known) throw badRequest(`container ${container} is not valid for pod ${pod.metadata.name}`);
}

function* waitForContainer(instance: Instance, ended: Latch<{ exitCode: number }>, detach: () => void): Task {
  yield* instance.exited.join();
  detach();
  ended.set({ exitCode: 0 });
}
