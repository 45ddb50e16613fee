import type { Task } from '../../kernel';
import type { Call } from './call';

/** An option of a command, with the words that pflag needs. */
export interface Flag {
  readonly long: string;
  readonly short?: string;
  /** `list` may be given several times and splits at commas; `strings` may be given several times and does not. */
  readonly type: 'bool' | 'text' | 'int' | 'list' | 'strings' | 'duration';
  readonly value?: string | boolean;
  /** The value when the flag stands alone, such as `--dry-run`. */
  readonly alone?: string;
}

/** One command of kubectl: its words, its options and what it does. */
export interface CommandSpec {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly flags?: readonly Flag[];
  readonly commands?: readonly CommandSpec[];
  /** It refuses whatever is asked of it: its options are not read. */
  readonly readsNoFlags?: true;
  /** Returns the exit code. */
  readonly run?: (call: Call) => Task<number>;
}

type Options = Partial<Pick<Flag, 'short' | 'value' | 'alone'>>;

export const bool = (long: string, options: Options = {}): Flag => ({ long, type: 'bool', value: false, ...options });
export const text = (long: string, options: Options = {}): Flag => ({ long, type: 'text', ...options });
export const int = (long: string, options: Options = {}): Flag => ({ long, type: 'int', ...options });
export const list = (long: string, options: Options = {}): Flag => ({ long, type: 'list', ...options });
export const strings = (long: string, options: Options = {}): Flag => ({ long, type: 'strings', ...options });
export const duration = (long: string, options: Options = {}): Flag => ({ long, type: 'duration', ...options });

/** Options that every command has. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  text('namespace', { short: 'n' }),
  text('context'),
  text('cluster'),
  text('user'),
  text('kubeconfig'),
  text('server', { short: 's' }),
  text('request-timeout'),
  text('as'),
  text('v', { short: 'v' }),
  bool('insecure-skip-tls-verify'),
  bool('warnings-as-errors'),
];

/** Keeps the command line in an annotation of what it changes. */
export const record = bool('record');

export const outputFlags: readonly Flag[] = [
  text('output', { short: 'o' }),
  text('template'),
  bool('show-managed-fields'),
  bool('allow-missing-template-keys', { value: true }),
];

export const dryRun = text('dry-run', { value: 'none', alone: 'unchanged' });

export const fileFlags: readonly Flag[] = [
  list('filename', { short: 'f' }),
  text('kustomize', { short: 'k' }),
  bool('recursive', { short: 'R' }),
];

export const selectorFlags: readonly Flag[] = [text('selector', { short: 'l' }), text('field-selector')];
