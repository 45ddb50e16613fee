import type { Chains } from '../../story/types';
import type { TraceEvent } from './events';

/** A state or a moment of the trace whose cause is known. */
export interface Explained {
  readonly pid: number;
  readonly tid: number;
  readonly t: number;
  /** The first link of its chain of causes. */
  readonly why: number;
}

/**
 * Arrows from cause to effect: from the state or moment of which the nearest link of a chain tells, to the one that the chain
 * explains. Links of which no lane tells are passed over.
 */
export function flows(explained: readonly Explained[], { reasons }: Chains): TraceEvent[] {
  const first = new Map<number, Explained>();
  for (const one of explained) if (!first.has(one.why)) first.set(one.why, one);
  const events: TraceEvent[] = [];
  for (const effect of first.values()) {
    const cause = causeOf(effect, first, reasons);
    if (!cause) continue;
    const id = events.length / 2 + 1;
    events.push({ ph: 's', ...placeOf(cause), id, cat: 'cause', name: 'cause' });
    events.push({ ph: 'f', bp: 'e', ...placeOf(effect), id, cat: 'cause', name: 'cause' });
  }
  return events;
}

function causeOf(
  { why }: Explained,
  first: ReadonlyMap<number, Explained>,
  reasons: Chains['reasons'],
): Explained | undefined {
  for (let link = reasons[why]?.next; link !== undefined; link = reasons[link]?.next) {
    const cause = first.get(link);
    if (cause) return cause;
  }
  return undefined;
}

function placeOf({ pid, tid, t }: Explained): { pid: number; tid: number; ts: number } {
  return { pid, tid, ts: t * 1000 };
}
