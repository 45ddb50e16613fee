import type { Applet, Call } from './call';

const KIB = 1024;
/** Bytes of one unit, by option. */
const UNITS: Readonly<Record<string, number>> = { b: 1, k: KIB, m: KIB ** 2, g: KIB ** 3 };

/**
 * free(1): the memory of the machine, whatever the limit of the container is. What is used is what the processes of this pid
 * namespace hold.
 */
export const free: Applet = function* (call) {
  const busybox = call.flavour === 'busybox';
  const { has } = call.options(busybox ? 'bkmgh' : 'bkmghtw bytes|b kibi|k mebi|m gibi|g human|h total|t wide|w');
  for (const letter of 'tw') if (has(letter)) call.notImplemented(`-${letter}`);
  const total = call.proc.machine.memoryBytes;
  const used = call.proc.namespace.list().reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  const unit = UNITS['bkmg'.split('').find(has) ?? 'k']!;
  const show = (bytes: number) => (has('h') ? human(call, bytes) : String(inUnits(bytes, unit, busybox)));
  const left = total - used;
  const [first, width] = busybox ? [7, 12] : [8, 12];
  const row = (name: string, cells: readonly string[]) =>
    call.out(`${name.padEnd(first)}${cells.map((cell) => cell.padStart(width)).join('')}\n`);
  row('', ['total', 'used', 'free', 'shared', 'buff/cache', 'available']);
  row('Mem:', [total, used, left, 0, 0, left].map(show));
  row('Swap:', [0, 0, 0].map(show));
  return 0;
};

/** BusyBox rounds, procps cuts off. */
function inUnits(bytes: number, unit: number, rounds: boolean): number {
  return rounds ? Math.round(bytes / unit) : Math.floor(bytes / unit);
}

function human(call: Call, bytes: number): string {
  if (call.flavour === 'busybox') return humanSize(bytes);
  if (bytes < 1000) return `${bytes}B`;
  for (const [i, letter] of [...'KMGTP'].entries()) {
    const value = bytes / KIB ** (i + 1);
    const texts = [`${value.toFixed(1)}${letter}i`, `${Math.floor(value)}${letter}i`];
    const fitting = texts.find((text) => text.length <= 5);
    if (fitting) return fitting;
  }
  return String(bytes);
}

/** One decimal and a letter, as BusyBox writes sizes: `23.5G`. */
export function humanSize(bytes: number): string {
  if (bytes < KIB) return String(bytes);
  const power = Math.min(4, Math.floor(Math.log(bytes) / Math.log(KIB)));
  const value = (bytes / KIB ** power).toFixed(1);
  return value === '1024.0' ? `1.0${'KMGT'[power]}` : `${value}${'KMGT'[power - 1]}`;
}
