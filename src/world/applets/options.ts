import type { Call } from './call';
import { WITHOUT_LONG_OPTIONS } from './usage';
import { BadUsage } from './usageError';

/** Options that were given, and what was left. */
export interface Options {
  has(name: string): boolean;
  /** The value of an option, the last one if it was given more often. */
  value(name: string): string | undefined;
  values(name: string): string[];
  readonly rest: string[];
}

type Add = (name: string, value?: string) => void;

/** See {@link Call.options}. */
export function readOptions(call: Call, spec: string, mode: 'anywhere' | 'first'): Options {
  const [letters = '', ...longs] = spec.split(' ');
  const found = new Map<string, string[]>();
  const rest: string[] = [];
  const add: Add = (name, value = '') => found.set(name, [...(found.get(name) ?? []), value]);
  const { args } = call;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      i = longOption(call, longs, i, add);
    } else if (arg.startsWith('-') && arg !== '-') {
      i = shortOptions(call, letters, i, add);
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

function shortOptions(call: Call, letters: string, at: number, add: Add): number {
  const arg = call.args[at]!;
  for (let i = 1; i < arg.length; i++) {
    const letter = arg[i]!;
    const known = letter !== ':' ? letters.indexOf(letter) : -1;
    if (known < 0) unknownLetter(call, letter);
    const optional = letters[known + 2] === ':';
    if (letters[known + 1] !== ':' || (optional && i + 1 === arg.length)) add(letter);
    else if (i + 1 < arg.length) {
      add(letter, arg.slice(i + 1));
      return at;
    } else {
      const value = call.args[at + 1];
      if (value === undefined) wrong(`option requires an argument -- '${letter}'`);
      add(letter, value);
      return at + 1;
    }
  }
  return at;
}

function longOption(call: Call, longs: readonly string[], at: number, add: Add): number {
  const arg = call.args[at]!;
  const [name, ...given] = arg.slice(2).split('=');
  const spec = longs.find((long) => long.split(/[=|]/)[0] === name);
  if (!spec) return unknownName(call, arg);
  const letter = spec.split(/[=|]/)[1] || name!;
  if (!spec.includes('=')) add(letter);
  else if (given.length > 0) add(letter, given.join('='));
  else {
    const value = call.args[at + 1];
    if (value === undefined) wrong(`option '--${name}' requires an argument`);
    add(letter, value);
    return at + 1;
  }
  return at;
}

/** In the words of getopt(3) of glibc, which BusyBox and GNU share. */
function wrong(message: string): never {
  throw new BadUsage({ busybox: message, gnu: message });
}

function unknownLetter(call: Call, letter: string): never {
  if (call.knowsOption(letter)) call.notImplemented(`-${letter}`);
  return wrong(`invalid option -- '${letter}'`);
}

/** Which long options the others of BusyBox have depends on how it was built. */
function unknownName(call: Call, arg: string): never {
  const none = call.flavour === 'busybox' && WITHOUT_LONG_OPTIONS.has(call.name) && arg !== '--help';
  if (!none) call.notImplemented(arg);
  return wrong(`unrecognized option '${arg}'`);
}
