import type { Task } from '../../kernel';
import { FsError } from '../files';
import { NotImplementedError, type Proc } from '../process';

/** Whose program it is: BusyBox, or GNU and the others of a full distribution. */
export type Flavour = 'busybox' | 'gnu';

/** One small program of an image. */
export type Applet = (call: Call) => Task<number>;

/** Options that were given, and what was left. */
export interface Options {
  has(name: string): boolean;
  /** The value of an option, the last one if it was given more often. */
  value(name: string): string | undefined;
  values(name: string): string[];
  readonly rest: string[];
}

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

  /** @throws NotImplementedError always */
  notImplemented(what: string): never {
    throw new NotImplementedError(`${this.name} ${what}`, this.proc.name);
  }

  /**
   * Reads options as getopt(3) does.
   * @param spec letters, those with a value followed by `:` (`::` where it may be missing); long names after spaces, with `=` where they take a value,
   *   and `=x` or `|x` to mean the letter x: `'nr:u quiet|q lines=n'`
   * @param mode `first`: stops at the first word that is no option
   * @throws NotImplementedError for options that are not in the spec
   */
  options(spec: string, mode: 'anywhere' | 'first' = 'anywhere'): Options {
    return readOptions(this, spec, mode);
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
        if (!(error instanceof FsError)) throw error;
        this.complainAbout(error, path, words.busybox, words.gnu);
        status = 1;
      }
    }
    return status;
  }
}

function readOptions(call: Call, spec: string, mode: 'anywhere' | 'first'): Options {
  const [letters = '', ...longs] = spec.split(' ');
  const found = new Map<string, string[]>();
  const rest: string[] = [];
  const add = (name: string, value = '') => found.set(name, [...(found.get(name) ?? []), value]);
  const { args } = call;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      i = longOption(call, longs, args, i, add);
    } else if (arg.startsWith('-') && arg !== '-') {
      i = shortOptions(call, letters, args, i, add);
    } else if (mode === 'first') {
      rest.push(...args.slice(i));
      break;
    } else rest.push(arg);
  }
  return {
    has: (name) => found.has(name),
    value: (name) => found.get(name)?.at(-1),
    values: (name) => found.get(name) ?? [],
    rest,
  };
}

function shortOptions(
  call: Call,
  letters: string,
  args: readonly string[],
  at: number,
  add: (n: string, v?: string) => void,
) {
  const arg = args[at]!;
  for (let i = 1; i < arg.length; i++) {
    const letter = arg[i]!;
    const known = letter !== ':' ? letters.indexOf(letter) : -1;
    if (known < 0) call.notImplemented(`-${letter}`);
    const optional = letters[known + 2] === ':';
    if (letters[known + 1] !== ':' || (optional && i + 1 === arg.length)) add(letter);
    else if (i + 1 < arg.length) {
      add(letter, arg.slice(i + 1));
      return at;
    } else {
      const value = args[at + 1];
      if (value === undefined) throw new UsageError(`option requires an argument -- ${letter}`);
      add(letter, value);
      return at + 1;
    }
  }
  return at;
}

function longOption(
  call: Call,
  longs: readonly string[],
  args: readonly string[],
  at: number,
  add: (n: string, v?: string) => void,
) {
  const [name, ...given] = args[at]!.slice(2).split('=');
  const spec = longs.find((long) => long.split(/[=|]/)[0] === name);
  if (!spec) call.notImplemented(`--${name}`);
  const letter = spec.split(/[=|]/)[1] || name!;
  if (!spec.includes('=')) add(letter);
  else if (given.length > 0) add(letter, given.join('='));
  else {
    add(letter, args[at + 1] ?? '');
    return at + 1;
  }
  return at;
}

/** The command line makes no sense; ends the applet with exit code 1. */
export class UsageError extends Error {}
