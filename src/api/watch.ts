import { type Kernel, sleep, type Task, type Timer } from '../kernel/index';
import { expired, tooLargeResourceVersion } from './errors';
import { type Link, whileDown } from './link';
import { inScope, NODE_FIELD, nodeOf, type Scope } from './store/collection';
import type { KubeObject } from './types/index';

export type WatchType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';

export interface WatchEvent<T extends KubeObject = KubeObject> {
  readonly type: WatchType;
  readonly object: T;
}

/** A change of the store: what was there, what is there now. `old` is absent at a creation. */
export interface Change {
  readonly revision: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
  readonly old?: KubeObject;
}

/** Changes of a kind that a watch can resume from; older ones answer 410 and the client lists again. */
export const HISTORY_LENGTH = 1000;
const BOOKMARK_EVERY_MS = 60_000;

interface Delivery {
  readonly event: WatchEvent;
  readonly cause: number;
}

/**
 * What a watcher with a scope sees of a change: an object that starts to match is ADDED, one that stops to match is
 * DELETED, in its last matching state. Source: apiserver watch cache, `convertToWatchEvent`.
 */
function seenThrough(scope: Scope, change: Change): WatchEvent | undefined {
  const matches = change.type !== 'DELETED' && inScope(scope, change.object);
  const matched = change.old !== undefined && inScope(scope, change.old);
  if (matches) return { type: matched ? 'MODIFIED' : 'ADDED', object: change.object };
  if (!matched || !change.old) return undefined;
  if (change.type === 'DELETED') return { type: 'DELETED', object: change.object };
  const metadata = { ...change.old.metadata, resourceVersion: String(change.revision) };
  return { type: 'DELETED', object: { ...change.old, metadata } };
}

/** What is told to who asks for it (`journal.onAside`): how each watch begins and ends, and what each watcher hears. */
export type WatchAside = 'watch-began' | 'watch-heard' | 'watch-ended';

/** How asides name a watcher. */
interface Introduction {
  readonly watcher: string;
  readonly kind: string;
  readonly by: string;
  readonly scope: string;
}

/** One client that watches: each event takes a while to arrive, and none overtakes another. */
class Watcher {
  private readonly waiting: Delivery[] = [];
  private lastDueMs = 0;
  private stopped = false;
  private bookmark: Timer | undefined;
  private reconnecting = false;
  /** Made when it is first told of. */
  private introduction: Introduction | undefined;

  constructor(
    private readonly kernel: Kernel,
    readonly scope: Scope,
    private readonly label: string,
    private readonly listener: (event: WatchEvent) => void,
    private readonly link: Link | undefined,
    /** The name of the delay with which news arrives. */
    private readonly delay: string,
    /** Who watches which kind, and a number of its own, for asides. */
    private readonly about: { readonly kind: string; readonly by: string; readonly number: number },
  ) {}

  tell(type: WatchAside, detail: Record<string, unknown> = {}): void {
    const { journal } = this.kernel;
    if (!journal.hearsAside(type)) return;
    this.introduction ??= this.introduce();
    const told = Object.assign({}, this.introduction, detail);
    journal.aside({ component: 'apiserver', type, object: told.watcher, detail: told });
  }

  private introduce(): Introduction {
    const { kind, by, number } = this.about;
    return { watcher: `${kind} for ${by}, watch ${number}`, kind, by, scope: scopeWords(this.scope) };
  }

  offer(change: Change): void {
    const event = seenThrough(this.scope, change);
    if (event) this.send([event]);
  }

  /** Events that travel together arrive together. */
  send(events: readonly WatchEvent[]): void {
    const { kernel } = this;
    if (events.length === 0) return;
    for (const event of events) this.waiting.push({ event, cause: kernel.journal.cause });
    this.lastDueMs = Math.max(this.lastDueMs, kernel.now + kernel.latency(this.delay));
    kernel.at(this.lastDueMs, () => this.deliver(events.length), this.label);
  }

  sendBookmarks(current: () => WatchEvent): void {
    this.bookmark = this.kernel.after(
      BOOKMARK_EVERY_MS,
      () => {
        this.send([current()]);
        this.sendBookmarks(current);
      },
      this.label,
    );
  }

  stop(): void {
    this.stopped = true;
    this.waiting.length = 0;
    this.bookmark?.cancel();
  }

  /** Takes the oldest ones, whichever timer fired: simultaneous timers may come in any order. */
  private deliver(count: number): void {
    if (this.link && !this.link.up && !this.reconnecting) {
      this.reconnecting = true;
      this.kernel.spawn(this.label, this.reconnect());
    }
    if (!this.reconnecting) this.hear(count);
  }

  /** The next watch begins where the broken one ended (client-go reflector), so that nothing is missed. */
  private *reconnect(): Task {
    do {
      yield* whileDown(this.link);
      yield* sleep(this.kernel.latency('apiReconnect'));
    } while (!this.link?.up);
    this.reconnecting = false;
    this.hear(this.waiting.length);
  }

  private hear(count: number): void {
    for (let i = 0; i < count && !this.stopped; i++) {
      const next = this.waiting.shift();
      if (!next) return;
      this.kernel.journal.cause = next.cause;
      const { type, object } = next.event;
      if (type !== 'BOOKMARK') this.tell('watch-heard', { type, object });
      this.listener(next.event);
    }
  }
}

export interface WatchStart {
  /** Replay the changes after this revision. Absent: see `initial`. */
  readonly after?: number | undefined;
  /** What exists already, sent as ADDED; absent = only changes from now on. */
  readonly initial?: readonly KubeObject[] | undefined;
  readonly bookmarks?: boolean | undefined;
  readonly link?: Link | undefined;
  readonly delay?: string | undefined;
}

/** Everybody who watches one kind, and what changed lately. */
export class WatchHub {
  private readonly everywhere: Watcher[] = [];
  /** Watchers that want the pods of one node: an event of another node's pod never touches them. */
  private readonly byNode = new Map<string, Watcher[]>();
  private history: Change[] = [];
  private forgottenUpTo = 0;
  /** How many there have been. */
  private watches = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly kind: string,
    private readonly apiVersion: string,
    private readonly currentRevision: () => number,
  ) {}

  /** @throws StatusError 410 when `after` is older than the history, 504 when it lies in the future */
  add(scope: Scope, start: WatchStart, name: string, listener: (event: WatchEvent) => void): { stop(): void } {
    const { kind } = this;
    const about = { kind, by: name, number: ++this.watches };
    const watcher = new Watcher(
      this.kernel,
      scope,
      `watch ${kind} for ${name}`,
      listener,
      start.link,
      start.delay ?? 'watchDelay',
      about,
    );
    watcher.tell('watch-began', {
      after: start.after ?? this.currentRevision(),
      initial: start.after === undefined ? (start.initial?.length ?? 0) : 0,
    });
    if (start.after !== undefined) watcher.send(this.since(scope, start.after));
    else if (start.initial) watcher.send(start.initial.map((object) => ({ type: 'ADDED', object })));
    if (start.bookmarks) watcher.sendBookmarks(() => this.bookmark());
    const group = this.groupOf(scope);
    group.push(watcher);
    const stop = () => {
      watcher.stop();
      watcher.tell('watch-ended');
      const index = group.indexOf(watcher);
      if (index >= 0) group.splice(index, 1);
    };
    return { stop };
  }

  publish(change: Change): void {
    this.remember(change);
    for (const watcher of this.everywhere) watcher.offer(change);
    if (this.byNode.size === 0) return;
    const node = nodeOf(change.object);
    const oldNode = change.old ? nodeOf(change.old) : node;
    for (const watcher of this.byNode.get(node) ?? []) watcher.offer(change);
    if (oldNode !== node) for (const watcher of this.byNode.get(oldNode) ?? []) watcher.offer(change);
  }

  private groupOf(scope: Scope): Watcher[] {
    const node = this.kind === 'Pod' ? scope.fields?.exact(NODE_FIELD) : undefined;
    if (!node) return this.everywhere;
    const group = this.byNode.get(node) ?? [];
    this.byNode.set(node, group);
    return group;
  }

  private since(scope: Scope, revision: number): WatchEvent[] {
    const current = this.currentRevision();
    if (revision > current) throw tooLargeResourceVersion(revision, current);
    if (revision < this.forgottenUpTo) throw expired(revision, this.forgottenUpTo);
    const events: WatchEvent[] = [];
    for (const change of this.history) {
      const event = change.revision > revision ? seenThrough(scope, change) : undefined;
      if (event) events.push(event);
    }
    return events;
  }

  private remember(change: Change): void {
    this.history.push(change);
    if (this.history.length < 2 * HISTORY_LENGTH) return;
    this.forgottenUpTo = this.history[HISTORY_LENGTH - 1]?.revision ?? 0;
    this.history = this.history.slice(HISTORY_LENGTH);
  }

  private bookmark(): WatchEvent {
    const metadata = { name: '', resourceVersion: String(this.currentRevision()) };
    return { type: 'BOOKMARK', object: { apiVersion: this.apiVersion, kind: this.kind, metadata } };
  }
}

/** What a watcher wants to see: `all`, the pods of a node as `node/name`, or `some`. */
function scopeWords({ namespace, labels, fields }: Scope): string {
  if (namespace === undefined && !labels && !fields) return 'all';
  const node = namespace === undefined && !labels ? fields?.exact(NODE_FIELD) : undefined;
  return node ? `node/${node}` : 'some';
}
