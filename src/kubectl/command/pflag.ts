import { failure } from '../errors';
import type { Flag } from './spec';

/**
 * Translates what Go's pflag allows and commander does not: `--wait=false`, `-n=dev`, options whose value may be left
 * out (`--dry-run`), and values that begin with a dash (`--tail -1`, `-p -`).
 * @returns the words for commander, and the values that are settled already
 * @throws KubectlError when `--flag=value` of a boolean is no boolean
 */
export function bridge(
  words: readonly string[],
  flags: readonly Flag[],
): { args: string[]; fixed: Map<string, boolean> } {
  const byLong = new Map(flags.map((flag) => [flag.long, flag]));
  const byShort = new Map(flags.filter((flag) => flag.short).map((flag) => [flag.short as string, flag]));
  const args: string[] = [];
  const fixed = new Map<string, boolean>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const long = /^--([^=]+)(?:=(.*))?$/s.exec(word);
    const short = /^-([^-=])(?:=(.*))?$/s.exec(word);
    const flag = long ? byLong.get(long[1] as string) : short ? byShort.get(short[1] as string) : undefined;
    const value = (long ?? short)?.[2];
    if (!flag) args.push(word);
    else if (flag.type === 'bool') {
      if (value === undefined) fixed.set(flag.long, true);
      else fixed.set(flag.long, boolean(flag, value));
    } else if (value !== undefined) args.push(`--${flag.long}=${value}`);
    else if (flag.alone !== undefined) args.push(`--${flag.long}=${flag.alone}`);
    else if (i + 1 < words.length) args.push(`--${flag.long}=${words[++i]}`);
    else args.push(word);
  }
  return { args, fixed };
}

function boolean(flag: Flag, value: string): boolean {
  if (/^(1|t|T|true|TRUE|True)$/.test(value)) return true;
  if (/^(0|f|F|false|FALSE|False)$/.test(value)) return false;
  throw failure(
    `invalid argument "${value}" for "${flag.short ? `-${flag.short}, ` : ''}--${flag.long}" flag: strconv.ParseBool: parsing "${value}": invalid syntax`,
  );
}
