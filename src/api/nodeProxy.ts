import type { Latch, Mailbox } from '../kernel/index';
import type { Pod } from './types/index';

/** One line of a container's log. */
export interface LogLine {
  /** Kernel time at which it was written. */
  readonly timeMs: number;
  readonly stream: 'stdout' | 'stderr';
  /** Without the newline. */
  readonly text: string;
}

export interface LogOptions {
  /** The instance before the current one. */
  readonly previous?: boolean;
  /** Only the last lines; absent = all. */
  readonly tailLines?: number;
  /** Only lines written at or after this kernel time. */
  readonly sinceMs?: number;
}

/** Where the streams of an exec or attach go. */
export interface ExecIo {
  readonly stdin?: string;
  stdout(data: string): void;
  stderr(data: string): void;
  readonly tty?: boolean;
}

/** A command that runs in a container on behalf of somebody outside. */
export interface ExecSession {
  readonly ended: Latch<{ exitCode: number }>;
  /** The client has gone away. */
  kill(): void;
}

/** Files of a running container, for `kubectl cp`. */
export interface ContainerFiles {
  readFile(path: string): string;
  writeFile(path: string, data: string): void;
}

/**
 * What the API server asks of a kubelet directly: everything that is not in the store. The kubelet registers one with
 * `ApiServer.registerNodeProxy`. All throw `StatusError`, such as 400 BadRequest when the container waits to start.
 */
export interface NodeProxy {
  /** `dial tcp 192.168.66.12:10250: i/o timeout` when the kubelet can't be reached now. */
  dialError?(): string | undefined;
  /** Kernel time at which the kubelet renewed the lease of its node last: leases of nodes are no objects of the store. */
  leaseRenewedMs?(): number;
  logs(pod: Pod, container: string, options: LogOptions): LogLine[];
  follow(pod: Pod, container: string, options: LogOptions): { lines: Mailbox<LogLine>; ended: Latch };
  exec(pod: Pod, container: string, command: string[], io: ExecIo): ExecSession;
  attach(pod: Pod, container: string, io: ExecIo): ExecSession;
  files(pod: Pod, container: string): ContainerFiles;
}
