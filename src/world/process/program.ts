import type { Task } from '../../kernel';
import type { Proc } from './proc';

/** What a program does; returns its exit code. */
export type Program = (proc: Proc) => Task<number>;

/** The programs behind the executables of an image: a file's `program` is a name in it. */
export class ProgramTable {
  private readonly programs: Map<string, Program>;

  /**
   * @param fallback the program of an image that nobody described, used where its file system is `assumed`
   */
  constructor(
    programs: Readonly<Record<string, Program>> | Iterable<readonly [string, Program]> = {},
    readonly fallback?: Program,
  ) {
    this.programs = new Map(Symbol.iterator in programs ? programs : Object.entries(programs));
  }

  find(name: string): Program | undefined {
    return this.programs.get(name);
  }

  names(): string[] {
    return [...this.programs.keys()];
  }

  /** This table with more programs; they replace those of the same name. */
  with(programs: Readonly<Record<string, Program>>, fallback = this.fallback): ProgramTable {
    return new ProgramTable([...this.programs, ...Object.entries(programs)], fallback);
  }
}
