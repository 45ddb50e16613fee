import type { PlayResult } from '../cli/play/play';
import { type PlainEvent, plainEvents } from './plainEvent';
import type { Recording } from './recording';
import { templateOf } from './story';

/** Events of two containers, or of a pod and its container, may swap when they come this close to each other. */
const CLOSE_SECONDS = 1.5;

/** Old kubelets hand each event to a goroutine of its own: two of one moment may overtake each other (client-go, 1.20). */
const SAME_MOMENT_SECONDS = { '1.20': 0.05, later: 0 };

interface Rules {
  readonly endSeconds: number;
  readonly sameMomentSeconds: number;
}

/**
 * Compares first appearances of events: for each object the same reasons and wordings, for each container in the same
 * order. Pods with generated names take the played pod that differs least. Returns differences in sentences.
 */
export function compareEvents(recording: Recording, result: PlayResult): string[] {
  const rules: Rules = {
    endSeconds: recording.forSeconds,
    sameMomentSeconds: recording.kubernetes === '1.20' ? SAME_MOMENT_SECONDS['1.20'] : SAME_MOMENT_SECONDS.later,
  };
  const namespaces = ['default', recording.name, `${recording.name}-b`];
  const recorded = grouped(
    plainEvents(
      recording.events.filter((event) => event.t <= rules.endSeconds + CLOSE_SECONDS),
      namespaces,
    ),
  );
  const played = grouped(
    plainEvents(
      result.events.map((event) => ({ ...event, t: event.t / 1000 })),
      namespaces,
    ),
  );
  const out: string[] = [];
  for (const [template, theirs] of recorded) {
    const free = [...(played.get(template) ?? [])];
    for (const events of theirs) out.push(...bestOf(template, events, free, rules));
  }
  return out;
}

/** By template of the object's name, then by object. */
function grouped(events: readonly PlainEvent[]): Map<string, PlainEvent[][]> {
  const byObject = new Map<string, PlainEvent[]>();
  for (const event of events) byObject.set(event.object, [...(byObject.get(event.object) ?? []), event]);
  const groups = new Map<string, PlainEvent[][]>();
  for (const [object, list] of byObject)
    groups.set(templateOf(object), [...(groups.get(templateOf(object)) ?? []), list]);
  return groups;
}

function bestOf(object: string, recorded: PlainEvent[], free: PlainEvent[][], rules: Rules): string[] {
  if (free.length === 0) free.push([]);
  const best = free
    .map((candidate) => ({ candidate, found: differences(recorded, candidate, rules) }))
    .sort((a, b) => a.found.length - b.found.length)[0] as { candidate: PlainEvent[]; found: string[] };
  free.splice(free.indexOf(best.candidate), 1);
  return best.found.map((difference) => `${object}: ${difference}`);
}

function differences(theirs: readonly PlainEvent[], played: readonly PlainEvent[], rules: Rules): string[] {
  const ours = new Map(played.map((event) => [event.text, event]));
  const byText = new Map<string, PlainEvent>();
  for (const event of theirs.flatMap((each) => asStored(each, ours)))
    if (!byText.has(event.text)) byText.set(event.text, event);
  const recorded = [...byText.values()];
  const beforeEnd = (event: PlainEvent) => event.t < rules.endSeconds - CLOSE_SECONDS;
  const list = (what: string, events: readonly PlainEvent[]) =>
    events.map((event) => `${what}: ${event.t.toFixed(1)}s ${event.text}`);
  return [
    ...list(
      'event recorded but not played',
      recorded.filter((event) => !ours.has(event.text) && beforeEnd(event)),
    ),
    ...list(
      'event played but not recorded',
      played.filter((event) => !byText.has(event.text) && beforeEnd(event)),
    ),
    ...outOfOrder(recorded, ours, rules),
  ];
}

/** A pull into an empty store tells the same story as an image that was there, when the play's node had it. */
function asStored(event: PlainEvent, ours: ReadonlyMap<string, PlainEvent>): PlainEvent[] {
  const image = /^Pulling .*Pulling image (".*")$/.exec(event.text)?.[1];
  if (image && !ours.has(event.text)) return [];
  const pulled = /^Pulled \S+ Successfully pulled image (".*?")/.exec(event.text)?.[1];
  if (!pulled || ours.has(event.text)) return [event];
  const stored = [...ours.keys()].find((text) =>
    text.startsWith(`Pulled ${event.fieldPath} Container image ${pulled} already present on machine`),
  );
  return stored ? [{ ...event, text: stored }] : [event];
}

function outOfOrder(recorded: readonly PlainEvent[], ours: ReadonlyMap<string, PlainEvent>, rules: Rules): string[] {
  const out: string[] = [];
  for (const [i, first] of recorded.entries()) {
    for (const second of recorded.slice(i + 1)) {
      if (second.t - first.t < (first.fieldPath === second.fieldPath ? rules.sameMomentSeconds : CLOSE_SECONDS))
        continue;
      const [a, b] = [ours.get(first.text), ours.get(second.text)];
      if (a && b && a.t > b.t) out.push(`event order: recorded ${first.text}, then ${second.text}; played the reverse`);
    }
  }
  return out;
}
