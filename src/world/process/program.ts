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
    programs: Readonly<Record<string, Program>> = {},
    readonly fallback?: Program,
    /** What is not among the programs is looked for here. */
    private readonly below?: ProgramTable,
  ) {
    this.programs = new Map(Object.entries(programs));
  }

  find(name: string): Program | undefined {
    return this.programs.get(name) ?? this.below?.find(name);
  }

  names(): string[] {
    return [...new Set([...(this.below?.names() ?? []), ...this.programs.keys()])];
  }

  /** This table with more programs; they replace those of the same name. It copies nothing. */
  with(programs: Readonly<Record<string, Program>>, fallback = this.fallback): ProgramTable {
    return new ProgramTable(programs, fallback, this);
  }
}
