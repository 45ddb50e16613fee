import { NotImplementedError, type Proc } from '../process';
import type { ShellError } from './control';
import type { Dialect } from './dialect';
import { Jobs } from './jobs';
import { type Site, TextSite } from './site';
import type { CompoundCommand, CompoundList, Redirected } from './syntax';
import { Traps } from './traps';
import { Variables } from './variables';

export type FunctionBody = CompoundCommand | Redirected | CompoundList;

/** A function, and the text that it was read from. */
export interface ShellFunction extends RunningText {
  readonly body: FunctionBody;
}

/** The text that is being run, for messages. */
export interface RunningText {
  readonly source: string;
  readonly above: Site | undefined;
  readonly file: string | undefined;
}

/** `set -e` and its relatives, by letter or name. */
export type OptionName = 'a' | 'C' | 'e' | 'E' | 'T' | 'f' | 'n' | 'u' | 'v' | 'x' | 'pipefail' | 'i' | 'm' | 'b' | 'h';

const SUCCESS: readonly number[] = [0];

/** The state of one shell process; what it does is in the files around. */
export class Shell {
  variables: Variables;
  functions = new Map<string, ShellFunction>();
  aliases = new Map<string, string>();
  positional: string[] = [];
  options = new Set<OptionName>();
  /** `$?` */
  status = 0;
  /** The statuses of the last pipeline, for PIPESTATUS of bash. */
  pipeStatus: readonly number[] = SUCCESS;
  /** `$!` */
  lastBackground: number | undefined;
  /** `$$`: stays that of the main shell in subshells. */
  mainPid: number;
  readonly jobs: Jobs;
  readonly traps: Traps;
  /** The text that is being run and the position in it, for messages. */
  source = '';
  position = 0;
  /** Where that text stands, if in another: that of `$(…)` and `eval`. */
  above: Site | undefined;
  /** What bash calls the text in messages, where it is not the script. */
  file: string | undefined;
  /** A script file's name, or undefined for -c and stdin. */
  scriptName: string | undefined;
  loopDepth = 0;
  functionDepth = 0;
  sourceDepth = 0;
  /** What `eval` and `.` are running, if they do. */
  origin: { readonly kind: 'eval' } | { readonly kind: 'file'; readonly path: string } | undefined;
  /** What `ulimit` has set, by letter. */
  limits = new Map<string, string>();
  /** What `pushd` has put aside (bash). */
  directories: string[] = [];
  /** Arrays that the running command assigns to, for `declare`. */
  readonly assignedArrays = new Set<string>();
  /** The script is the argument of `-c`. */
  fromCommandLine = false;
  /** Where `getopts` is inside of a word, as long as nobody changes OPTIND. */
  getoptsAt: { readonly optind: number; readonly word: number; readonly inside: number } | undefined;
  /** How many texts it is inside of: `$(…)`, `eval`, `.` and traps, which `set -x` of bash shows. */
  textDepth = 0;
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
    copy.pipeStatus = this.pipeStatus;
    copy.lastBackground = this.lastBackground;
    copy.mainPid = this.mainPid;
    copy.source = this.source;
    copy.position = this.position;
    copy.above = this.above;
    copy.file = this.file;
    copy.scriptName = this.scriptName;
    copy.loopDepth = this.loopDepth;
    copy.functionDepth = this.functionDepth;
    copy.sourceDepth = this.sourceDepth;
    copy.origin = this.origin;
    copy.limits = new Map(this.limits);
    copy.directories = [...this.directories];
    copy.fromCommandLine = this.fromCommandLine;
    copy.getoptsAt = this.getoptsAt;
    copy.textDepth = this.textDepth;
    copy.functionNames = [...this.functionNames];
    copy.errexitOff = this.errexitOff;
    copy.forked = true;
    copy.traps.inherit(this.traps);
    return copy;
  }

  /** Where the running command is. */
  get site(): TextSite {
    return new TextSite(this.source, this.position, this.above);
  }

  /** Whose text runs now. @returns what ran before, for `leave` */
  enter(text: RunningText): RunningText & { readonly position: number } {
    const { source, above, file, position } = this;
    this.run(text);
    return { source, above, file, position };
  }

  leave(before: RunningText & { readonly position: number }): void {
    this.run(before);
    this.position = before.position;
  }

  private run({ source, above, file }: RunningText): void {
    this.source = source;
    this.above = above;
    this.file = file;
  }

  /** The name in front of messages: `sh: `, `sh: 1: `, `bash: line 1: `, as each shell has it. */
  prefix(line = this.site.line): string {
    const name = this.scriptName ?? this.name;
    if (this.dialect.kind === 'bash') return `${this.file ?? name}: line ${line}: `;
    // What runs others is named like any builtin that has something to say.
    const runner = this.origin && (this.origin.kind === 'file' ? this.origin.path : 'eval');
    if (this.dialect.kind === 'dash') return `${name}: ${line}: ${runner === undefined ? '' : `${runner}: `}`;
    if (runner !== undefined) return `${name}: ${runner}: line ${line}: `;
    return this.scriptName === undefined ? `${name}: ` : `${name}: line ${line}: `;
  }

  /** Prints a message to stderr in the shell's way. */
  complain(message: string): void {
    this.proc.stderr.write(`${this.prefix()}${message}\n`);
  }

  /** Prints what a builtin has to complain about. */
  complainOf(command: string, message: string): void {
    this.proc.stderr.write(this.messageOf(command, message));
  }

  /** A message, maybe a builtin's; ash names the line behind the builtin. */
  messageOf(command: string | undefined, message: string): string {
    if (command === undefined) return `${this.prefix()}${message}\n`;
    const name = this.scriptName ?? this.name;
    switch (this.dialect.kind) {
      case 'ash':
        return `${name}: ${command}: line ${this.site.line}: ${message}\n`;
      case 'dash':
        return `${name}: ${this.site.line}: ${command}: ${message}\n`;
      case 'bash':
        return `${this.prefix()}${command}: ${message}\n`;
    }
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
