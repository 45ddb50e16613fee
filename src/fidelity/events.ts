import type { PlayResult } from '../cli/play/play';
import type { Recording } from './recording';

/** An event without what differs from run to run: names of namespaces, addresses, ids, durations. */
interface PlainEvent {
  object: string;
  text: string;
}

const ORDERED_BY = new Set(['kubelet', 'default-scheduler']);

/**
 * Compares first appearances of events for each object: same reasons and wordings in the same order. Counts and times
 * are the rows' business. Returns differences in sentences.
 */
export function compareEvents(recording: Recording, result: PlayResult): string[] {
  const recorded = group(
    recording.events.filter((e) => ORDERED_BY.has(e.component) && e.t <= recording.forSeconds).map((e) => plain(e)),
  );
  const played = group(result.events.filter((e) => ORDERED_BY.has(e.component)).map((e) => plain(e)));
  const out: string[] = [];
  for (const [object, theirs] of recorded) {
    const ours = played.get(object) ?? [];
    const length = Math.max(theirs.length, ours.length);
    for (let i = 0; i < length; i++) {
      if (theirs[i] === ours[i]) continue;
      out.push(`${object}: event ${i + 1} recorded ${theirs[i] ?? 'nothing'}; played ${ours[i] ?? 'nothing'}`);
      break;
    }
  }
  return out;
}

function group(events: PlainEvent[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { object, text } of events) {
    const seen = groups.get(object) ?? [];
    if (!seen.includes(text)) seen.push(text);
    groups.set(object, seen);
  }
  for (const seen of groups.values()) sortParallelKills(seen);
  return groups;
}

/** Containers of a pod are stopped side by side: neighbouring Killing events have no order. */
function sortParallelKills(texts: string[]): void {
  for (let i = 0; i < texts.length; i++) {
    let end = i;
    while (texts[end]?.startsWith('Killing ')) end++;
    if (end > i + 1) texts.splice(i, end - i, ...texts.slice(i, end).sort());
    i = Math.max(i, end - 1);
  }
}

function plain(event: { object: string; reason: string; message: string; fieldPath?: string | null }): PlainEvent {
  const message = event.message
    .replace(/assigned \S+?\//, 'assigned NS/')
    .replace(/_[a-z0-9-]+\([0-9a-f-]{36}\)/g, '_NS(UID)')
    .replace(/debugger-[a-z0-9]{5}\b/g, 'debugger-ANY')
    .replace(/[0-9a-f]{64}/g, 'ID')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replace(/\b\d+\.\d+\.\d+\.\d+\b/g, 'IP')
    .replace(/\b(?:\d+m)?\d+(?:\.\d+)?(?:ns|µs|ms|s)\b/g, 'TIME')
    .replace(/Image size: \d+ bytes/, 'Image size: N bytes');
  const fieldPath = (event.fieldPath ?? '').replace(/debugger-[a-z0-9]{5}\b/, 'debugger-ANY');
  return { object: event.object, text: `${event.reason} ${fieldPath} ${message}`.trim() };
}
