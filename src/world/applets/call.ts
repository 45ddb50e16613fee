import type { Task } from '../../kernel';
import { FsError } from '../files';
import { NotImplementedError, type Proc } from '../process';
import { type Options, readOptions } from './options';
import { USAGE_CODES, USAGES } from './usage';
import { BadUsage } from './usageError';

export type { Options } from './options';
export { BadUsage, UsageError } from './usageError';

/** Whose program it is: BusyBox, or GNU and the others of a full distribution. */
export type Flavour = 'busybox' | 'gnu';

/** One small program of an image. */
export type Applet = (call: Call) => Task<number>;

/** The release that the image holds, if its files say so; see images/build.ts. */
const RELEASE_FILE = '/etc/busybox-release';

/** What an applet gets: its process, its name and its arguments. */
export class Call {
  constructor(
    readonly proc: Proc,
    readonly name: string,
    readonly args: readonly string[],
    readonly flavour: Flavour,
  ) {}

  out(text: string): void {
    this.proc.stdout.write(text);
  }

  err(text: string): void {
    this.proc.stderr.write(text);
  }

  /** Prints `name: message` to stderr; returns the exit code. */
  complain(message: string, code = 1): number {
    this.err(`${this.name}: ${message}\n`);
    return code;
  }

  /** What went wrong with a path, in the words of the flavour. */
  complainAbout(error: FsError, path: string, busybox: string, gnu: string): void {
    this.complain(`${(this.flavour === 'busybox' ? busybox : gnu).replace('%s', () => path)}: ${error.text}`);
  }

  /**
   * @param what an option or the like; the whole program by default
   * @throws NotImplementedError always
   */
  notImplemented(what?: string): never {
    throw new NotImplementedError(
      what === undefined ? `the program ${this.name}` : `${this.name} ${what}`,
      this.proc.name,
    );
  }

  /**
   * The command line makes no sense: BusyBox says how it should look, GNU what is wrong.
   * @throws BadUsage always
   */
  usage(gnu = 'missing operand'): never {
    throw new BadUsage({ gnu });
  }

  /** The same arguments for an applet with others in front. */
  withArgs(args: readonly string[]): Call {
    return new Call(this.proc, this.name, args, this.flavour);
  }

  /**
   * Reads options as getopt(3) does.
   * @param spec letters, those with a value followed by `:` (`::` where it may be missing); long names after spaces, with `=` where they take a value,
   *   and `=x` or `|x` to mean the letter x: `'nr:u quiet|q lines=n'`
   * @param mode `first`: stops at the first word that is no option
   * @throws BadUsage for options that the real program does not have either
   * @throws NotImplementedError for those that it has
   */
  options(spec: string, mode: 'anywhere' | 'first' = 'anywhere'): Options {
    return readOptions(this, spec, mode);
  }

  /** Whether the real program takes this option, as far as is known. */
  knowsOption(letter: string): boolean {
    if (this.flavour === 'gnu') return true;
    const usage = USAGES[this.name];
    return !usage || usage[1].includes(letter);
  }

  /** Says that the command line makes no sense; returns the exit code. */
  reportUsage(error: BadUsage): number {
    const message = error.words[this.flavour];
    if (message !== undefined) this.complain(message);
    const synopsis = USAGES[this.name]?.[0];
    if (this.flavour === 'gnu') this.err(`Try '${this.name} --help' for more information.\n`);
    else if (synopsis) this.err(`BusyBox v${this.release()} multi-call binary.\n\nUsage: ${synopsis}\n`);
    return USAGE_CODES[this.flavour][this.name] ?? 1;
  }

  /** Whether the image holds an older BusyBox than this. */
  isOlderThan(major: number, minor: number): boolean {
    const [a = 0, b = 0] = this.release().split('.').map(Number);
    return a < major || (a === major && b < minor);
  }

  private release(): string {
    const { fs } = this.proc;
    return fs.exists(RELEASE_FILE) ? fs.readFile(RELEASE_FILE).trim() : '1.35.0';
  }

  /**
   * Runs `body` for each path and turns errors into messages; returns 1 if there was one. What probes run passes a function
   * of its file that returns a task: a generator function that is made anew for each process costs V8 a hidden class each time.
   */
  *eachPath(
    paths: readonly string[],
    words: { busybox: string; gnu: string },
    body: (path: string) => Task,
  ): Task<number> {
    let status = 0;
    for (const path of paths) {
      try {
        yield* body(path);
      } catch (error) {
        // What it is about then is no path of these, but where the output goes.
        if (!(error instanceof FsError) || error.code === 'ENOSPC') throw error;
        this.complainAbout(error, path, words.busybox, words.gnu);
        status = 1;
      }
    }
    return status;
  }
}
