import { formatDuration } from '../duration';
import { matches } from '../kernel/index';
import type { EventRow } from '../observe/eventRows';
import { nearest } from '../observe/nearest';
import type { Observed } from './failure';
import { expectThat, type When } from './observation';
import type { Duration, Play } from './play';

/** Which events are meant; what isn't said doesn't matter. */
export interface EventQuery {
  /** As `kubectl get events` shows it: `Unhealthy`, `BackOff` … */
  readonly reason: string;
  /** `Pod/web`, or a pattern such as `Pod/web-*`. */
  readonly object?: string;
  readonly type?: 'Normal' | 'Warning';
  /** A part of the message, or an expression for it. */
  readonly message?: string | RegExp;
}

/** What must be true of events. Each method throws an AssertionError if it isn't. */
export class EventExpectation {
  constructor(
    private readonly play: Play,
    private readonly query: EventQuery,
  ) {}

  /** There is, or with `within` there will be, such an event. */
  toHappen(when: { readonly within?: Duration } = {}): this {
    expectThat(this.play, when, { look: () => this.look(true), caller: this.toHappen, about: 'Event' });
    return this;
  }

  /** There was no such event since the beginning; with `for` there is none in the time to come either. */
  toNeverHappen(when: { readonly for?: Duration } = {}): this {
    expectThat(this.play, when as When, { look: () => this.look(false), caller: this.toNeverHappen, about: 'Event' });
    return this;
  }

  private look(wanted: boolean): Observed {
    const { events } = this.play;
    const found = events.filter((event) => isMeant(event, this.query));
    const { reason, object, type, message } = this.query;
    const words = [type, `event ${reason}`, object && `of ${object}`, message && `with "${message}"`];
    return {
      holds: found.length > 0 === wanted,
      expected: `${wanted ? 'an' : 'no'} ${words.filter(Boolean).join(' ')}`,
      seen: () => (found.length > 0 ? found.slice(0, 2).map(told).join('; ') : this.others(events)),
    };
  }

  private others(events: readonly EventRow[]): string {
    const same = events.filter(({ reason }) => reason === this.query.reason);
    if (same.length > 0) return `other events ${this.query.reason}: ${same.slice(-2).map(told).join('; ')}`;
    return `none; of the reasons ${nearest(this.query.reason, [...new Set(events.map(({ reason }) => reason))])}`;
  }
}

function isMeant(event: EventRow, { reason, object, type, message }: EventQuery): boolean {
  if (event.reason !== reason || (type !== undefined && event.type !== type)) return false;
  if (!matches(object, event.object)) return false;
  if (message === undefined) return true;
  return typeof message === 'string' ? event.message.includes(message) : message.test(event.message);
}

function told({ t, object, reason, message, count }: EventRow): string {
  return `${reason} of ${object} at ${formatDuration(t)}: ${message.trim()}${count > 1 ? ` (x${count})` : ''}`;
}
