import { type Applet, type Call, UsageError } from './call';
import { readWhole } from './read';
import { linesOf } from './text';

/** shuf(1): lines, words or numbers in an order that the seed decides. */
export const shuf: Applet = function* (call) {
  const { rest, has, value } = call.options(
    'n:o:zei:r head-count=n output=o zero-terminated|z echo|e input-range=i repeat|r',
  );
  for (const letter of 'zr') if (has(letter)) call.notImplemented(`-${letter}`);
  const range = value('i');
  const items =
    range !== undefined
      ? numbersOf(call, range)
      : has('e')
        ? [...rest]
        : linesOf(yield* readWhole(call, rest[0] ?? '-'));
  const wanted = value('n');
  if (wanted !== undefined && !/^\d+$/.test(wanted))
    throw new UsageError(`invalid ${call.flavour === 'busybox' ? 'number' : 'line count:'} '${wanted}'`);
  const random = call.proc.kernel.random.stream(`shuf/${call.proc.namespace.name}`);
  const count = Math.min(items.length, Number(wanted ?? items.length));
  for (let i = 0; i < count; i++) {
    const other = random.integer(i, items.length - 1);
    [items[i], items[other]] = [items[other]!, items[i]!];
  }
  const text = items
    .slice(0, count)
    .map((item) => `${item}\n`)
    .join('');
  const output = value('o');
  if (output === undefined) call.out(text);
  else call.proc.fs.writeFile(call.proc.path(output), text);
  return 0;
};

function numbersOf(call: Call, range: string): string[] {
  const match = /^(\d+)-(\d+)$/.exec(range);
  const [first, last] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || first > last + 1)
    throw new UsageError(call.flavour === 'busybox' ? `bad range '${range}'` : `invalid input range: '${range}'`);
  if (last - first > 1e6) call.notImplemented(`-i ${range} (more than a million numbers)`);
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
}
