/** Whose pods share a load: a workload, or a service. */
export interface LoadTarget {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Work that comes from outside, such as requests. */
export interface CpuLoad extends LoadTarget {
  /** What all of it takes of CPUs, in thousandths of one. */
  readonly millis: number;
}

/**
 * Loads of a cluster. The pods of the target that are ready share one evenly, as requests are spread over them; while none is
 * ready nobody does the work.
 */
export class CpuLoads {
  private readonly loads = new Map<string, CpuLoad>();
  private readonly listeners: (() => void)[] = [];

  get all(): readonly CpuLoad[] {
    return [...this.loads.values()];
  }

  /** In place of the load that the target had. @param millis thousandths of a CPU, 0 for none */
  put(target: LoadTarget, millis: number): void {
    const { kind, namespace, name } = target;
    this.loads.set(`${kind}/${namespace}/${name}`, { kind, namespace, name, millis });
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}
