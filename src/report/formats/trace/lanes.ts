import type { Chains, EventVersion, Lane, Mark, Span } from '../../story/types';
import type { TraceProcess } from './events';
import type { Explained } from './flows';

/** Links of a chain of causes that stand at a state or moment; the arrows show the others. */
const MAX_LINKS = 2;

/**
 * A lane of the story as a thread: states and runs of equal answers are slices, marks are moments.
 *
 * @returns those whose cause is known
 */
export function writeLane(process: TraceProcess, lane: Lane, chains: Chains): Explained[] {
  const tid = process.thread(threadName(lane));
  const { pid } = process;
  const explained: Explained[] = [];
  for (const span of lane.spans) {
    const what = { name: sliceName(span), cat: `${lane.kind},${span.state}`, ...argsOf(span, chains) };
    process.slice(tid, span.from, span.to, what);
    if (span.why !== undefined) explained.push({ pid, tid, t: span.from, why: span.why });
  }
  for (const mark of lane.marks) {
    process.instant(tid, mark.t, { name: mark.text, cat: mark.type, ...argsOf(mark, chains) });
    if (mark.why !== undefined) explained.push({ pid, tid, t: mark.t, why: mark.why });
  }
  return explained;
}

function threadName({ kind, name, of }: Lane): string {
  if (kind === 'pod') return 'status';
  if (kind === 'probe') return `${name} probe of ${of}`;
  if (kind === 'hook') return `${name} hook of ${of}`;
  return kind === 'container' && of !== undefined ? `${of} container ${name}` : `${kind} ${name}`;
}

function sliceName({ label, count = 1 }: Span): string {
  return count > 1 ? `${label} ×${count}` : label;
}

function argsOf(part: Span | Mark, chains: Chains): { args?: Record<string, unknown> } {
  const { rule } = part;
  const text = 'label' in part ? part.text : undefined;
  const why = part.why === undefined ? [] : linksFrom(part.why, chains);
  const args = {
    ...(text !== undefined && { text }),
    ...(rule !== undefined && { rule }),
    ...(why.length > 0 && { why }),
  };
  return Object.keys(args).length === 0 ? {} : { args };
}

/** Sentences, from a state back towards what began it. */
function linksFrom(first: number, { reasons }: Chains): string[] {
  const links: string[] = [];
  for (let link = reasons[first]; link && links.length < MAX_LINKS; link = reasons[link.next ?? -1])
    links.push(link.says);
  return links;
}

/** Events of Kubernetes about one object, each time that one was sent. */
export function writeEvents(process: TraceProcess, events: readonly EventVersion[]): void {
  for (const { t, type, reason, object, message, count, from, gone } of events)
    if (!gone)
      process.instant(process.thread('events'), t, { name: reason, cat: type, args: { object, message, count, from } });
}
