import type { Input, Output } from '../stream';

/** An open file of a process: a pipe's end, a file, the container's log. */
export interface Descriptor {
  readonly input?: Input;
  readonly output?: Output;
}

/** The open files of one process by number. Whoever holds one has opened it and closes it when done. */
export class Descriptors {
  readonly table = new Map<number, Descriptor>();

  constructor(initial: Iterable<readonly [number, Descriptor]>) {
    for (const [fd, descriptor] of initial) this.set(fd, descriptor);
  }

  get(fd: number): Descriptor | undefined {
    return this.table.get(fd);
  }

  /** Puts a descriptor at this number; what was there is closed. */
  set(fd: number, descriptor: Descriptor): void {
    descriptor.input?.open?.();
    descriptor.output?.open?.();
    this.close(fd);
    this.table.set(fd, descriptor);
  }

  close(fd: number): void {
    const descriptor = this.table.get(fd);
    this.table.delete(fd);
    descriptor?.input?.close?.();
    descriptor?.output?.close?.();
  }

  closeAll(): void {
    for (const fd of [...this.table.keys()]) this.close(fd);
  }
}
