import { NotImplementedError, type Proc } from '../process';
import type { ShellError } from './control';
import type { Dialect } from './dialect';
import { Jobs } from './jobs';
import { lineAt } from './parse';
import type { CompoundCommand, CompoundList, Redirected } from './syntax';
import { Traps } from './traps';
import { Variables } from './variables';

export type FunctionBody = CompoundCommand | Redirected | CompoundList;

/** `set -e` and its relatives, by letter or name. */
export type OptionName = 'a' | 'C' | 'e' | 'E' | 'T' | 'f' | 'n' | 'u' | 'v' | 'x' | 'pipefail' | 'i' | 'm' | 'b' | 'h';

/** The state of one shell process; what it does is in the files around. */
export class Shell {
  variables: Variables;
  functions = new Map<string, FunctionBody>();
  aliases = new Map<string, string>();
  positional: string[] = [];
  options = new Set<OptionName>();
  /** `$?` */
  status = 0;
  /** `$!` */
  lastBackground: number | undefined;
  /** `$$`: stays that of the main shell in subshells. */
  mainPid: number;
  readonly jobs: Jobs;
  readonly traps: Traps;
  /** The text that is being run and the position in it, for messages. */
  source = '';
  position = 0;
  /** A script file's name, or undefined for -c and stdin. */
  scriptName: string | undefined;
  loopDepth = 0;
  functionDepth = 0;
  sourceDepth = 0;
  /** What `eval` and `.` are running, if they do. */
  origin: { readonly kind: 'eval' } | { readonly kind: 'file'; readonly path: string } | undefined;
  /** What `pushd` has put aside (bash). */
  directories: string[] = [];
  /** Arrays that the running command assigns to, for `declare`. */
  readonly assignedArrays = new Set<string>();
  /** The script is the argument of `-c`. */
  fromCommandLine = false;
  /** Where `getopts` is inside of a word, as long as nobody changes OPTIND. */
  getoptsAt: { readonly optind: number; readonly word: number; readonly inside: number } | undefined;
  /** How many command substitutions it is inside of, which `set -x` of bash shows. */
  substitutionDepth = 0;
  /** The names of the functions that run, the innermost first. */
  functionNames: string[] = [];
  /** More than 0 where a failure does not count for `set -e`: conditions, `!`, left sides of && and ||. */
  errexitOff = 0;
  /** Forked from a shell: its exec optimisation is that of a child. */
  forked = false;
  /** Status of the last command substitution in the running command, which an assignment alone returns. */
  substitutionStatus: number | undefined;
  /** Descriptors of `<(…)` that close when the command has ended. */
  readonly processSubstitutions: number[] = [];
  /** Statements since the shell last let others run. */
  private busy = 0;

  constructor(
    readonly proc: Proc,
    readonly dialect: Dialect,
    /** `$0` */
    readonly name: string,
  ) {
    this.variables = Variables.fromEnvironment(proc.env);
    this.mainPid = proc.pid;
    this.jobs = new Jobs();
    this.traps = new Traps(this);
  }

  /** The same state for a forked child: traps are forgotten unless they ignore, jobs are not its own. */
  copyTo(proc: Proc): Shell {
    const copy = new Shell(proc, this.dialect, this.name);
    copy.variables = this.variables.copy();
    copy.functions = new Map(this.functions);
    copy.aliases = new Map(this.aliases);
    copy.positional = [...this.positional];
    copy.options = new Set(this.options);
    copy.status = this.status;
    copy.lastBackground = this.lastBackground;
    copy.mainPid = this.mainPid;
    copy.source = this.source;
    copy.position = this.position;
    copy.scriptName = this.scriptName;
    copy.loopDepth = this.loopDepth;
    copy.functionDepth = this.functionDepth;
    copy.sourceDepth = this.sourceDepth;
    copy.origin = this.origin;
    copy.directories = [...this.directories];
    copy.fromCommandLine = this.fromCommandLine;
    copy.getoptsAt = this.getoptsAt;
    copy.substitutionDepth = this.substitutionDepth;
    copy.functionNames = [...this.functionNames];
    copy.errexitOff = this.errexitOff;
    copy.forked = true;
    copy.traps.inherit(this.traps);
    return copy;
  }

  /** The name in front of messages: `sh: `, `sh: 1: `, `bash: line 1: `, as each shell has it. */
  prefix(line = lineAt(this.source, this.position)): string {
    const name = this.scriptName ?? this.name;
    if (this.origin?.kind === 'file') {
      const { path } = this.origin;
      const prefixes = {
        ash: `${name}: ${path}: line ${line}: `,
        dash: `${name}: ${line}: ${path}: `,
        bash: `${path}: line ${line}: `,
      };
      return prefixes[this.dialect.kind];
    }
    switch (this.dialect.kind) {
      case 'ash':
        return this.scriptName === undefined ? `${name}: ` : `${name}: line ${line}: `;
      case 'dash':
        return `${name}: ${line}: `;
      case 'bash':
        return `${name}: line ${line}: `;
    }
  }

  /** Prints a message to stderr in the shell's way. */
  complain(message: string): void {
    this.proc.stderr.write(`${this.prefix()}${message}\n`);
  }

  /** Prints what a builtin has to complain about. */
  complainOf(command: string, message: string): void {
    this.proc.stderr.write(this.messageOf(command, message));
  }

  /** A message, maybe a builtin's; ash names the line behind the builtin, and counts from 0 in `-c`. */
  messageOf(command: string | undefined, message: string): string {
    if (command === undefined) return `${this.prefix()}${message}\n`;
    if (this.dialect.kind !== 'ash') return `${this.prefix()}${command}: ${message}\n`;
    const fromZero = this.fromCommandLine && this.origin?.kind !== 'file';
    const line = lineAt(this.source, this.position) - (fromZero ? 1 : 0);
    return `${this.scriptName ?? this.name}: ${command}: line ${line}: ${message}\n`;
  }

  /** Prints the message of an error that is on its way out. */
  report(error: ShellError): void {
    if (error.command === undefined) this.complain(error.message);
    else this.complainOf(error.command, error.message);
  }

  /** @throws NotImplementedError always */
  notImplemented(what: string): never {
    throw new NotImplementedError(what, this.proc.name);
  }

  /** Counts a command that takes no time; every now and then the shell has to let others run. */
  shouldYield(): boolean {
    this.proc.charge();
    return ++this.busy % 50 === 0;
  }
}
