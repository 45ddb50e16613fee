/** A container that runs, and what it takes of its machine: as its kubelet tells at `/metrics/resource`. */
export interface ContainerUsage {
  readonly id: string;
  readonly container: string;
  readonly podUid: string;
  /** Kernel milliseconds. */
  readonly startedAtMs: number;
  /** What its program wants of CPUs by itself, in thousandths of one, whatever load comes from outside. */
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

/** A machine and its containers. */
export interface NodeUsage {
  readonly node: string;
  /** Whether its kubelet can be asked. */
  readonly answers: boolean;
  readonly containers: readonly ContainerUsage[];
}
