import { humanDuration, type KubeEvent, parseTime } from '../../api';
import { firstSeen } from '../table/events';
import type { DescribeContext } from './common';
import type { DescribeWriter } from './writer';

/** The section `Events:`, in the order of their last time (unset first, so the scheduler's lead). */
export function writeEvents(out: DescribeWriter, events: readonly KubeEvent[], context: DescribeContext): void {
  if (events.length === 0) {
    out.line(0, 'Events:\t<none>');
    return;
  }
  out.flush();
  out.line(0, 'Events:');
  out.line(1, 'Type\tReason\tAge\tFrom\tMessage');
  out.line(1, '----\t------\t----\t----\t-------');
  for (const event of byLastTime(events)) {
    const from = event.source?.component || event.reportingComponent || '';
    out.line(1, [event.type, event.reason, eventAge(event, context.nowMs), from, message(event, context)].join('\t'));
  }
}

function byLastTime(events: readonly KubeEvent[]): KubeEvent[] {
  const at = (event: KubeEvent): number => {
    const ms = parseTime(event.lastTimestamp);
    return Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms;
  };
  return [...events].sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
}

/** `5s`, or `5s (x3 over 2m)` for what was seen several times. */
export function eventAge(event: KubeEvent, nowMs: number): string {
  const first = since(firstSeen(event), nowMs);
  if (event.series) {
    return `${since(event.series.lastObservedTime, nowMs)} (x${event.series.count} over ${first})`;
  }
  if ((event.count ?? 0) > 1) return `${since(event.lastTimestamp, nowMs)} (x${event.count} over ${first})`;
  return first;
}

function since(time: string | null | undefined, nowMs: number): string {
  const atMs = parseTime(time);
  return Number.isNaN(atMs) ? '<unknown>' : humanDuration(nowMs - atMs);
}

/** Newer kubectl says which container an event is about. */
function message(event: KubeEvent, { release }: DescribeContext): string {
  const text = (event.message ?? '').trim();
  const path = event.involvedObject.fieldPath;
  return path && release.has('describeEventFieldPath') ? `${path}: ${text}` : text;
}
