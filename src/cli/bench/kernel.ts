import { EventQueue, Kernel } from '../../kernel/index';
import { medianMs } from './median';
import type { Row } from './row';

const EVENTS = 300_000;
const CHAINS = 1000;

/**
 * The same load twice: a thousand chains of callbacks, each rescheduling itself at a pseudo-random time, once on the
 * bare priority queue and once on the kernel with its clock, causes and guards.
 */
export function benchKernel(): Row[] {
  const bare = medianMs(5, bareQueue);
  const kernel = medianMs(5, wholeKernel);
  const ratio = bare / kernel;
  const rate = Math.round(EVENTS / kernel / 10) / 100;
  return [
    {
      what: 'kernel against a bare priority queue, same payload',
      measured: `${ratio.toFixed(2)} of its rate (${rate} M events/s)`,
      asked: '0.5 or more',
      holds: ratio >= 0.5,
    },
  ];
}

interface Item {
  timeMs: number;
  tie: number;
  sequence: number;
  action: () => void;
}

function bareQueue(): void {
  const queue = new EventQueue<Item>();
  const next = delays();
  let now = 0;
  let sequence = 0;
  let fired = 0;
  const chain = () => {
    fired++;
    if (fired + CHAINS <= EVENTS) queue.push({ timeMs: now + next(), tie: 0, sequence: sequence++, action: chain });
  };
  for (let i = 0; i < CHAINS; i++) queue.push({ timeMs: next(), tie: 0, sequence: sequence++, action: chain });
  for (let item = queue.take(); item; item = queue.take()) {
    now = item.timeMs;
    item.action();
  }
}

function wholeKernel(): void {
  const kernel = new Kernel();
  const next = delays();
  let fired = 0;
  const chain = () => {
    fired++;
    if (fired + CHAINS <= EVENTS) kernel.after(next(), chain);
  };
  for (let i = 0; i < CHAINS; i++) kernel.after(next(), chain);
  kernel.runUntil(Number.MAX_SAFE_INTEGER);
}

/** A linear congruential sequence from 1 to 1000: cheap and the same for both. */
function delays(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return 1 + (state % 1000);
  };
}
