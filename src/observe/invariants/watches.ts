import type { KubeObject, Pod } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { type Invariant, seconds } from './invariant';
import type { Past } from './past';

/** Somebody who watches, and how far it has heard. */
interface Watcher {
  /** What it wants to see: a kind, or the pods of a node; undefined for less, of which only the order is known. */
  readonly stream: string | undefined;
  readonly by: string;
  /** Revision of the last event, or that from which it watches. */
  last: number;
  /** How many of what was there at first are still to come. */
  initial: number;
}

/** The writes of one kind, or to the pods of one node. */
interface Stream {
  /** For each revision the one before it. */
  readonly before: Map<number, number>;
  latest: number;
  latestMs: number;
}

/** Events travel for some milliseconds, on a slow cluster for longer. */
const BOUND_MS = 10_000;
/** A machine whose network or power is back takes a moment until it listens again. */
const BACK_MS = 150_000;

export const watchesAreComplete: Invariant = {
  name: 'api/watches-are-complete',
  says: 'Each watcher hears of every write to what it watches, once, in the order of the resourceVersions, within 10 s.',
  source: 'kubernetes.io, API Concepts, Efficient detection of changes',
  observe(past) {
    const book = new WatchBook(past);
    return {
      'api-write': (fact) => book.written(fact),
      'watch-began': (fact) => book.began(fact),
      'watch-heard': (fact) => book.heard(fact),
      'watch-ended': (fact) => book.ended(fact),
      'kubelet-stopped': ({ object, t }) => book.down(object, t),
    };
  },
};

class WatchBook {
  private readonly watchers = new Map<string, Watcher>();
  private readonly streams = new Map<string, Stream>();
  private readonly downMs = new Map<string, number>();
  /** When somebody may be late. */
  private nextCheckMs = Number.POSITIVE_INFINITY;

  constructor(private readonly past: Past) {}

  written({ detail, t }: Fact): string | undefined {
    const late = t > this.nextCheckMs ? this.whoIsLate(t) : undefined;
    const object = detail['object'] as KubeObject;
    const revision = Number(detail['resourceVersion']);
    this.append(object.kind, revision, t);
    if (object.kind === 'Pod') this.append(`node/${(object as Pod).spec.nodeName}`, revision, t);
    this.nextCheckMs = Math.min(this.nextCheckMs, t + BOUND_MS);
    return late;
  }

  private append(name: string, revision: number, t: number): void {
    const stream = this.streams.get(name) ?? { before: new Map(), latest: 0, latestMs: 0 };
    this.streams.set(name, stream);
    stream.before.set(revision, stream.latest);
    stream.latest = revision;
    stream.latestMs = t;
  }

  began({ detail }: Fact): undefined {
    this.meet(detail, Number(detail['after']), Number(detail['initial']));
  }

  private meet(detail: Fact['detail'], last: number, initial: number): void {
    const { watcher = '', kind, by = '', scope } = detail as Readonly<Record<string, string>>;
    const isNode = scope?.startsWith('node/') && by.startsWith('kubelet/');
    const stream = scope === 'all' ? kind : isNode ? scope : undefined;
    this.watchers.set(watcher, { stream, by, last, initial });
  }

  ended({ object }: Fact): undefined {
    this.watchers.delete(object);
  }

  down(node: string, t: number): undefined {
    this.downMs.set(node.slice('Node/'.length), t);
  }

  heard({ object: name, detail }: Fact): string | undefined {
    const watcher = this.watchers.get(name);
    const object = detail['object'] as KubeObject;
    const revision = Number(object.metadata.resourceVersion);
    // Those that were there before anybody looked are met when they hear something.
    if (!watcher) {
      this.meet(detail, revision, 0);
      return undefined;
    }
    if (watcher.initial > 0) {
      watcher.initial--;
      return undefined;
    }
    const { last } = watcher;
    watcher.last = revision;
    const before = watcher.stream === undefined ? 0 : this.beforeOf(watcher.stream, revision);
    if (revision > last && before <= last) return undefined;
    const what = `${name} heard of version ${revision} of ${object.kind} ${object.metadata.name}`;
    return revision <= last ? `${what} after version ${last}` : `${what}, but not of version ${before}`;
  }

  private beforeOf(stream: string, revision: number): number {
    return this.streams.get(stream)?.before.get(revision) ?? 0;
  }

  private whoIsLate(t: number): string | undefined {
    this.nextCheckMs = Number.POSITIVE_INFINITY;
    for (const [name, { stream = '', by, last }] of this.watchers) {
      const { latest, latestMs } = this.streams.get(stream) ?? { latest: 0, latestMs: t };
      if (latest <= last || t - latestMs < BOUND_MS || this.isAway(by, t)) continue;
      return `${name} has not heard of version ${latest}, ${seconds(t - latestMs)} after it was written`;
    }
    return undefined;
  }

  /** Who watches from a machine that was lately without power or network. */
  private isAway(by: string, t: number): boolean {
    const node = by.split('/')[1];
    if (node === undefined) return false;
    const { kubeletSinceMs, reachableSinceMs } = this.past;
    const since = Math.max(kubeletSinceMs.get(node) ?? 0, reachableSinceMs.get(node) ?? 0, this.downMs.get(node) ?? 0);
    return t - since < BACK_MS || (this.downMs.get(node) ?? -1) > (kubeletSinceMs.get(node) ?? 0);
  }
}
