import { rule } from '../../kernel/index';
import type { ApiServer } from '../store/index';
import type { KubeEvent, KubeObject, ObjectReference } from '../types/index';
import { EventNames } from './names';
import { eventNamespace, referenceTo } from './reference';
import { EventWriter } from './writer';

const SERIES = rule(
  'event/series',
  'A repeated event of the scheduler becomes a series: the second is written at once, later ones each 30 minutes.',
  'client-go/tools/events/event_broadcaster.go',
);

/** Numbers of client-go `tools/events/event_broadcaster.go`. */
const REFRESH_MS = 30 * 60_000;
const IDLE_MS = 6 * 60_000;

interface Entry {
  event: KubeEvent;
  lastMs: number;
  writtenMs: number;
}

/** What somebody reports through the new API. */
export interface EventNote {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  /** `Binding`, `Scheduling`, `Preempting`. */
  readonly action: string;
  readonly note: string;
  readonly related?: KubeObject | ObjectReference;
}

/**
 * The recorder of events.k8s.io, which the scheduler uses: repeats become a series instead of a count. The second one
 * is written, later ones only count in memory and are written every 30 minutes; a series that is quiet for 6 minutes
 * is written once more and forgotten.
 */
export class SchedulerEventRecorder {
  private readonly entries = new Map<string, Entry>();
  private readonly names: EventNames;
  private readonly writer: EventWriter;
  private readonly controller: string;
  private readonly instance: string;

  constructor(
    private readonly api: ApiServer,
    options: { readonly controller?: string; readonly instance?: string } = {},
  ) {
    this.controller = options.controller ?? 'default-scheduler';
    this.instance = options.instance ?? this.controller;
    this.names = new EventNames(api.kernel.random.stream(`${this.controller}/events`));
    this.writer = new EventWriter(api, this.controller);
  }

  event(regarding: KubeObject | ObjectReference, note: EventNote): void {
    const event = this.make(referenceTo(regarding), note);
    const key = keyOf(event);
    const entry = this.entries.get(key);
    const { now } = this.api.kernel;
    if (!entry) {
      this.entries.set(key, { event, lastMs: now, writtenMs: now });
      this.writer.write({ event, isNew: true });
      this.forgetLater(key);
      return;
    }
    const count = (entry.event.series?.count ?? 1) + 1;
    const first = entry.event.series === undefined;
    entry.event = { ...entry.event, series: { count, lastObservedTime: this.api.microTime() } };
    entry.lastMs = now;
    this.api.kernel.acts(SERIES);
    if (!first && now - entry.writtenMs < REFRESH_MS) return;
    entry.writtenMs = now;
    this.writer.write({ event: entry.event, isNew: false });
  }

  private forgetLater(key: string): void {
    const { kernel } = this.api;
    const check = () => {
      const entry = this.entries.get(key);
      if (!entry) return;
      const idleMs = kernel.now - entry.lastMs;
      if (idleMs < IDLE_MS) {
        kernel.after(IDLE_MS - idleMs, check, `${this.controller} events`);
        return;
      }
      this.entries.delete(key);
      if (entry.event.series && entry.writtenMs < entry.lastMs) this.writer.write({ event: entry.event, isNew: false });
    };
    kernel.after(IDLE_MS, check, `${this.controller} events`);
  }

  private make(involvedObject: ObjectReference, { type, reason, action, note, related }: EventNote): KubeEvent {
    const name = this.names.next(involvedObject.name ?? '', this.api.wallMs());
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: eventNamespace(involvedObject) },
      involvedObject,
      reason,
      message: note,
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      type,
      eventTime: this.api.microTime(),
      action,
      ...(related ? { related: referenceTo(related) } : {}),
      reportingComponent: this.controller,
      reportingInstance: this.instance,
    };
  }
}

/** Without the message: a pod that stays unschedulable for changing reasons is one series. */
function keyOf({
  type,
  action,
  reason,
  reportingComponent,
  reportingInstance,
  involvedObject,
  related,
}: KubeEvent): string {
  return JSON.stringify([type, action, reason, reportingComponent, reportingInstance, involvedObject, related ?? null]);
}
