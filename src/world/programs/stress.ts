import { sleep, type Task } from '../../kernel';
import type { Proc } from '../process';
import { untilSignalled } from './app';
import { flag } from './goServer';

const MIB = 1 << 20;

/** Pieces in which memory is taken at most: what is large is taken in large ones. */
const PIECES = 256;

/** Takes memory page by page: each mebibyte has its time, and the limit of the container may end it on the way. */
function* fillMemory(proc: Proc, bytes: number): Task {
  const piece = Math.max(MIB, bytes / PIECES);
  for (let held = 0; held < bytes; held += piece) {
    yield* sleep((piece / MIB) * proc.kernel.latency('memoryPerMiB'));
    proc.useMemory(Math.min(bytes, held + piece));
  }
}

const UNITS: Readonly<Record<string, number>> = { b: 1, k: 1 << 10, m: MIB, g: 1 << 30 };
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_556_926 };

/** Names that an option of stress has. */
const HOGS = {
  cpu: ['-c', '--cpu'],
  io: ['-i', '--io'],
  vm: ['-m', '--vm'],
  hdd: ['-d', '--hdd'],
  timeout: ['-t', '--timeout'],
  bytes: ['--vm-bytes'],
  quiet: ['-q', '--quiet'],
} as const;

/**
 * stress 1.0.4: a process for each hog, and one that waits for them and has no handler for signals. When a hog dies, all
 * end, with 1. A worker of `--vm` lets go of its memory and takes it again all the time: here it keeps it.
 */
export function* stress(proc: Proc): Task<number> {
  const options = stressOptions(proc.argv.slice(1));
  const say = (kind: 'info' | 'FAIL' | 'WARN', text: string): void => {
    if (kind !== 'info') proc.stderr.write(`stress: ${kind}: [${proc.pid}] ${text}\n`);
    else if (!options.quiet) proc.stdout.write(`stress: info: [${proc.pid}] ${text}\n`);
  };
  const { cpu, io, vm, hdd } = options;
  if (cpu + io + vm + hdd === 0) {
    proc.stdout.write("`stress' imposes certain types of compute stress on your system\n");
    return 1;
  }
  say('info', `dispatching hogs: ${cpu} cpu, ${io} io, ${vm} vm, ${hdd} hdd`);
  const startMs = proc.kernel.now;
  const seconds = (): number => Math.floor((proc.kernel.now - startMs) / 1000);
  const children = [
    ...hogs(proc, cpu + io + hdd, () => idle(options.timeoutMs)),
    ...hogs(proc, vm, (child) => memoryHog(child, options)),
  ];
  for (const child of children) {
    const { signal, code } = yield* child.ended.join();
    if (code === 0) continue;
    say('FAIL', `(416) <-- worker ${child.pid} ${signal ? `got signal ${code - 128}` : `returned error ${code}`}`);
    say('WARN', '(418) now reaping child worker processes');
    for (const other of children) other.signal('TERM');
    say('FAIL', `(452) failed run completed in ${seconds()}s`);
    return 1;
  }
  say('info', `successful run completed in ${seconds()}s`);
  return 0;
}

interface StressOptions {
  readonly cpu: number;
  readonly io: number;
  readonly vm: number;
  readonly hdd: number;
  readonly vmBytes: number;
  readonly timeoutMs: number;
  readonly quiet: boolean;
}

function stressOptions(words: readonly string[]): StressOptions {
  const value = (name: keyof typeof HOGS): string | undefined => {
    for (const [i, word] of words.entries()) {
      for (const option of HOGS[name]) {
        if (word === option) return words[i + 1] ?? '';
        if (word.startsWith(`${option}=`)) return word.slice(option.length + 1);
      }
    }
    return undefined;
  };
  const count = (name: keyof typeof HOGS): number => Number(value(name) ?? 0);
  const timeout = value('timeout');
  return {
    cpu: count('cpu'),
    io: count('io'),
    vm: count('vm'),
    hdd: count('hdd'),
    vmBytes: measure(value('bytes') ?? '256M', UNITS),
    timeoutMs: timeout === undefined ? Number.POSITIVE_INFINITY : measure(timeout, SECONDS) * 1000,
    quiet: value('quiet') !== undefined,
  };
}

/** `250M`, `10s`: a number and one letter of a table, without one the first of the table. */
function measure(text: string, units: Readonly<Record<string, number>>): number {
  const [, number = '0', unit = ''] = /^(\d+)([a-z]?)/i.exec(text) ?? [];
  return Number(number) * (units[unit.toLowerCase()] ?? 1);
}

function hogs(proc: Proc, count: number, work: (child: Proc) => Task<number>): Proc[] {
  return Array.from({ length: count }, () => proc.fork(proc.argv, {}, work));
}

function* idle(ms: number): Task<number> {
  yield* sleep(ms);
  return 0;
}

function* memoryHog(child: Proc, { vmBytes, timeoutMs }: StressOptions): Task<number> {
  const endMs = child.kernel.now + timeoutMs;
  yield* fillMemory(child, vmBytes);
  return yield* idle(Math.max(0, endMs - child.kernel.now));
}

/** vish/stress: `-cpus N`, `-mem-total 100Mi` in pieces of `-mem-alloc-size` with `-mem-alloc-sleep` between them; never ends. */
export function* vishStress(proc: Proc): Task<number> {
  const total = quantity(flag(proc.argv, 'mem-total') ?? '0');
  const piece = quantity(flag(proc.argv, 'mem-alloc-size') ?? '4Ki');
  const pieceMs = milliseconds(flag(proc.argv, 'mem-alloc-sleep') ?? '1ms');
  const say = (text: string): void => proc.stderr.write(`${klogHead(proc)} ${text}\n`);
  say(`main.go:26] Allocating "${total}" memory, in "${piece}" chunks, with a ${pieceMs}ms sleep between allocations`);
  for (let i = 0; i < Number(flag(proc.argv, 'cpus') ?? 0); i++) say('main.go:39] Spawning a thread to consume CPU');
  // A thousand steps, however many pieces there are: nobody sees single pages.
  const step = Math.max(piece, total / 1000);
  for (let held = 0; held < total; held += step) {
    proc.useMemory(Math.min(total, held + step));
    yield* sleep((step / piece) * pieceMs);
  }
  say(`main.go:29] Allocated "${total}" memory`);
  // Go's runtime ends what has no handler, as PID 1 too.
  proc.onSignal('TERM', () => proc.endFromOutside(2));
  return yield* untilSignalled(proc);
}

/** `I0105 09:00:50.123456       1` */
function klogHead(proc: Proc): string {
  const [date = '', time = ''] = new Date(proc.wallMs()).toISOString().split(/[TZ]/);
  return `I${date.slice(5).replace('-', '')} ${time}000 ${String(proc.pid).padStart(7)}`;
}

function quantity(text: string): number {
  const [, number = '0', unit = ''] = /^(\d+)([KMG]?)i?/i.exec(text) ?? [];
  return Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
}

function milliseconds(text: string): number {
  const [, number = '0', unit = ''] = /^([\d.]+)(ms|s|m)/.exec(text) ?? [];
  return Number(number) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 1);
}
