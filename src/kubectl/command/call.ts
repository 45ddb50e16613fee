import { parseGoDuration } from '../../api';
import { failure, usageError } from '../errors';
import type { Session } from '../session';
import type { ParsedCommand } from './parse';

/** One invocation of a command: its words, its options, and the session in which it runs. */
export class Call {
  readonly args: readonly string[];
  readonly dash: readonly string[] | undefined;
  readonly path: string;

  constructor(
    private readonly parsed: ParsedCommand,
    readonly session: Session,
    /** The command line, where `--record` asks to keep it. */
    readonly cause?: string,
  ) {
    this.args = parsed.args;
    this.dash = parsed.dash;
    this.path = parsed.path;
  }

  /** True when the option was on the command line. */
  given(long: string): boolean {
    return this.parsed.given.has(long);
  }

  flag(long: string): boolean {
    return this.parsed.values.get(long) === true;
  }

  text(long: string): string | undefined {
    return this.parsed.values.get(long) as string | undefined;
  }

  /** The values of an option that can be given several times. */
  list(long: string): readonly string[] {
    return (this.parsed.values.get(long) as readonly string[] | undefined) ?? [];
  }

  /** @throws KubectlError when it is not a whole number */
  int(long: string): number | undefined {
    const value = this.text(long);
    if (value === undefined) return undefined;
    if (!/^[-+]?\d+$/.test(value))
      throw this.invalid(long, value, `strconv.ParseInt: parsing "${value}": invalid syntax`);
    return Number(value);
  }

  /** Milliseconds. @throws KubectlError when it is not a Go duration */
  durationMs(long: string): number | undefined {
    const value = this.text(long);
    if (value === undefined) return undefined;
    const ms = parseGoDuration(value);
    if (ms === undefined) throw this.invalid(long, value, `time: invalid duration "${value}"`);
    return ms;
  }

  /** `client`, `server` or `none`. */
  get dryRun(): 'none' | 'client' | 'server' {
    const value = this.text('dry-run') ?? 'none';
    // Bare --dry-run is deprecated and means client.
    if (value === 'unchanged' || value === 'client' || value === 'true') return 'client';
    if (value === 'server') return 'server';
    if (value === 'none' || value === 'false') return 'none';
    throw failure(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }

  /** @throws KubectlError with the command's name */
  usage(message: string): never {
    throw usageError(this.path, message);
  }

  private invalid(long: string, value: string, why: string): Error {
    return failure(
      `invalid argument "${value}" for "--${long}" flag: ${why}\nSee 'kubectl ${this.path} --help' for usage.`,
    );
  }
}
