import { distance } from 'fastest-levenshtein';
import { UsageError } from '../usageError';
import { CUCUMBER_FLAGS, type Flag, OWN_FLAGS } from './flags';

const BY_NAME: ReadonlyMap<string, Flag> = new Map(
  CUCUMBER_FLAGS.flatMap((flag) => flag.names.map((name) => [name, flag] as const)),
);
const NAMES: readonly string[] = [...BY_NAME.keys(), ...OWN_FLAGS.flatMap(({ names }) => names), '--reports'];
/** So many letters may be wrong in what somebody meant. */
const MOST_WRONG = 3;

/**
 * Looks at the flags that are passed on before Cucumber does, which would end the process by itself, or take the next word for
 * the value that a flag lacks.
 *
 * @throws UsageError
 */
export function checkFlags(argv: readonly string[]): void {
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith('--')) {
      if (BY_NAME.get(word)?.value !== undefined) checkValue(word, argv[++i]);
      continue;
    }
    const [, name = word, inline] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    const flag = BY_NAME.get(name);
    if (!flag) throw new UsageError(`error: unknown option '${name}'${meant(name)}`);
    if (flag.value !== undefined) checkValue(name, inline ?? argv[++i]);
  }
}

function checkValue(name: string, value: string | undefined): void {
  if (value === undefined) throw new UsageError(`${name} needs a value: ${BY_NAME.get(name)?.says}`);
  if (name === '--shard' && !isShard(value))
    throw new UsageError(`--shard: "${value}" is no part of a whole; write 2/8 for the second of eight`);
}

function isShard(value: string): boolean {
  const [, index, total] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  return Number(index) >= 1 && Number(index) <= Number(total);
}

function meant(name: string): string {
  const [near] = [...NAMES].sort((a, b) => distance(name, a) - distance(name, b));
  return near !== undefined && distance(name, near) <= MOST_WRONG ? `\n(Did you mean ${near}?)` : '';
}
