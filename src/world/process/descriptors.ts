import type { Input, Output } from '../stream';
import type { OpenFile } from './openFile';

/** An open file of a process: a pipe's end, a file, the container's log. */
export interface Descriptor {
  readonly input?: Input;
  readonly output?: Output;
  /** What it was opened from, for locks. */
  readonly file?: OpenFile;
}

/** The open files of one process by number. Whoever holds one has opened it and closes it when done. */
export class Descriptors {
  /** Undefined as long as there are none, as after the end of the process. */
  private current: Map<number, Descriptor> | undefined;
  private readonly saved: Map<number, Descriptor>[] = [];

  constructor(initial: Iterable<readonly [number, Descriptor]>) {
    for (const [fd, descriptor] of initial) this.set(fd, descriptor);
  }

  get table(): Map<number, Descriptor> {
    this.current ??= new Map();
    return this.current;
  }

  get(fd: number): Descriptor | undefined {
    return this.current?.get(fd);
  }

  /** Puts a descriptor at this number; what was there is closed. */
  set(fd: number, descriptor: Descriptor): void {
    open(descriptor);
    this.close(fd);
    this.table.set(fd, descriptor);
  }

  close(fd: number): void {
    const descriptor = this.get(fd);
    if (!descriptor) return;
    this.table.delete(fd);
    close(descriptor);
  }

  /** Replaces all of them, as `exec > file` does. */
  replace(table: ReadonlyMap<number, Descriptor>): void {
    const before = this.table;
    this.current = openAll(table);
    for (const descriptor of before.values()) close(descriptor);
  }

  /** Replaces them for a while; give the result back to `pop`. */
  push(table: ReadonlyMap<number, Descriptor>): Map<number, Descriptor> {
    const before = this.table;
    this.current = openAll(table);
    this.saved.push(before);
    return before;
  }

  pop(before: Map<number, Descriptor>): void {
    const index = this.saved.indexOf(before);
    if (index < 0) return;
    this.saved.splice(index, 1);
    for (const descriptor of this.table.values()) close(descriptor);
    this.current = before;
  }

  /** Closes everything at the end of the process. */
  closeAll(): void {
    for (const table of [this.table, ...this.saved.splice(0)])
      for (const descriptor of table.values()) close(descriptor);
    this.current = undefined;
  }
}

function openAll(table: ReadonlyMap<number, Descriptor>): Map<number, Descriptor> {
  for (const descriptor of table.values()) open(descriptor);
  return new Map(table);
}

function open(descriptor: Descriptor): void {
  descriptor.input?.open?.();
  descriptor.output?.open?.();
  descriptor.file?.open();
}

function close(descriptor: Descriptor): void {
  descriptor.input?.close?.();
  descriptor.output?.close?.();
  descriptor.file?.close();
}
