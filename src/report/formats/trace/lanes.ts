import type { EventVersion, Lane, Mark, Span } from '../../story/types';
import type { TraceProcess } from './events';

/** A lane of the story as a thread: states and runs of equal answers are slices, marks are moments. */
export function writeLane(process: TraceProcess, lane: Lane): void {
  const tid = process.thread(threadName(lane));
  for (const span of lane.spans)
    process.slice(tid, span.from, span.to, {
      name: sliceName(span),
      cat: `${lane.kind},${span.state}`,
      ...argsOf(span),
    });
  for (const mark of lane.marks) process.instant(tid, mark.t, { name: mark.text, cat: mark.type, ...argsOf(mark) });
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

function argsOf(part: Span | Mark): { args?: Record<string, unknown> } {
  const { rule } = part;
  const text = 'label' in part ? part.text : undefined;
  return text === undefined && rule === undefined
    ? {}
    : { args: { ...(text !== undefined && { text }), ...(rule !== undefined && { rule }) } };
}

/** Events of Kubernetes about one object, each time that one was sent. */
export function writeEvents(process: TraceProcess, events: readonly EventVersion[]): void {
  for (const { t, type, reason, object, message, count, from, gone } of events)
    if (!gone)
      process.instant(process.thread('events'), t, { name: reason, cat: type, args: { object, message, count, from } });
}
