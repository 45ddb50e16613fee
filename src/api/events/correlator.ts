import { type Kernel, rule } from '../../kernel/index';
import type { Release } from '../release/index';
import type { KubeEvent } from '../types/index';
import { LeastRecent } from './leastRecent';

const COUNTS = rule(
  'event/same-again-is-counted',
  'The same event again raises the count of the first.',
  'client-go/tools/record/events_cache.go',
);
const COMBINES = rule(
  'event/ten-similar-are-one',
  'Ten events within 10 minutes that differ only in their message become one.',
  'client-go/tools/record/events_cache.go',
);
const SPAM = rule(
  'event/spam-filter',
  'After 25 events about an object one more each 5 minutes is let through.',
  'client-go/tools/record/events_cache.go',
);

/** Numbers of client-go `tools/record/events_cache.go`. */
const CACHE_ENTRIES = 4096;
const SIMILAR_MAX = 10;
const SIMILAR_WINDOW_MS = 600_000;
const SPAM_BURST = 25;
const SPAM_REFILL_MS = 300_000;
const SIMILAR_PREFIX = '(combined from similar events): ';

interface Similar {
  readonly messages: Set<string>;
  lastMs: number;
}

interface Counted {
  readonly name: string;
  readonly firstTimestamp: string | null | undefined;
  count: number;
}

interface Bucket {
  tokens: number;
  updatedMs: number;
}

/**
 * Decides what becomes of each event: many alike but for the message become one, the same again raises a count, and
 * who reports too much about one object is not heard for a while.
 */
export class EventCorrelator {
  private readonly similar = new LeastRecent<Similar>(CACHE_ENTRIES);
  private readonly counted = new LeastRecent<Counted>(CACHE_ENTRIES);
  private readonly buckets = new LeastRecent<Bucket>(CACHE_ENTRIES);

  constructor(
    private readonly release: Release,
    private readonly kernel: Kernel,
  ) {}

  /** The event to write, or undefined when the spam filter swallows it. */
  correlate(event: KubeEvent, nowMs: number): { event: KubeEvent; isNew: boolean } | undefined {
    const combined = this.aggregate(event, nowMs);
    const counted = this.count(combined.event, combined.key);
    return this.passes(event, nowMs) ? counted : undefined;
  }

  private aggregate(event: KubeEvent, nowMs: number): { event: KubeEvent; key: string } {
    const key = similarKey(event);
    let record = this.similar.get(key);
    if (!record || nowMs - record.lastMs > SIMILAR_WINDOW_MS) {
      record = { messages: new Set(), lastMs: nowMs };
      this.similar.set(key, record);
    }
    record.messages.add(event.message ?? '');
    record.lastMs = nowMs;
    if (record.messages.size < SIMILAR_MAX) {
      return { event, key: `${key}\n${event.involvedObject.fieldPath ?? ''}\n${event.message}` };
    }
    for (const oldest of record.messages) {
      record.messages.delete(oldest);
      break;
    }
    this.kernel.acts(COMBINES);
    return { event: { ...event, message: SIMILAR_PREFIX + event.message }, key };
  }

  private count(event: KubeEvent, key: string): { event: KubeEvent; isNew: boolean } {
    const before = this.counted.get(key);
    if (!before) {
      this.counted.set(key, { name: event.metadata.name, firstTimestamp: event.firstTimestamp, count: 1 });
      return { event, isNew: true };
    }
    this.kernel.acts(COUNTS);
    before.count++;
    const { name, firstTimestamp = null, count } = before;
    return { event: { ...event, metadata: { ...event.metadata, name }, firstTimestamp, count }, isNew: false };
  }

  private passes(event: KubeEvent, nowMs: number): boolean {
    const type = this.release.has('eventSpamByType') ? event.type : '';
    const key = `${objectKey(event)}\n${type}`;
    let bucket = this.buckets.get(key);
    if (!bucket) {
      bucket = { tokens: SPAM_BURST, updatedMs: nowMs };
      this.buckets.set(key, bucket);
    }
    bucket.tokens = Math.min(SPAM_BURST, bucket.tokens + (nowMs - bucket.updatedMs) / SPAM_REFILL_MS);
    bucket.updatedMs = nowMs;
    if (bucket.tokens < 1) {
      this.kernel.acts(SPAM);
      return false;
    }
    bucket.tokens--;
    return true;
  }
}

function objectKey({ source, involvedObject }: KubeEvent): string {
  const { kind, namespace, name, uid, apiVersion } = involvedObject;
  return `${source?.component}\n${source?.host}\n${kind}\n${namespace}\n${name}\n${uid}\n${apiVersion}`;
}

function similarKey(event: KubeEvent): string {
  const { type, reason, reportingComponent, reportingInstance } = event;
  return `${objectKey(event)}\n${type}\n${reason}\n${reportingComponent}\n${reportingInstance}`;
}
