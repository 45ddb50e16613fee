import { type Kernel, rule } from '../../kernel/index';
import type { KubeObject } from '../types/index';
import type { Store } from './store';

const EXPIRES = rule(
  'event/expires',
  'An event is forgotten an hour after it was last written.',
  'kube-apiserver --event-ttl',
);

interface Due {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly resourceVersion: string | undefined;
  readonly dueMs: number;
}

/**
 * Events do not stay for ever: etcd drops them an hour after their last write. All have the same time to live, so
 * they fall due in the order in which they were written and one timer is enough.
 */
export class EventExpiry {
  private queue: Due[] = [];
  private head = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly ttlMs: number,
    private readonly store: Store,
  ) {}

  written({ metadata: { namespace, name, resourceVersion } }: KubeObject): void {
    this.queue.push({ namespace, name, resourceVersion, dueMs: this.kernel.now + this.ttlMs });
    if (this.queue.length - this.head === 1) this.arm();
  }

  private arm(): void {
    const next = this.queue[this.head];
    if (next) this.kernel.at(next.dueMs, () => this.expire(), 'event expiry');
  }

  private expire(): void {
    const { objects } = this.store.shelf('Event');
    for (let due = this.queue[this.head]; due && due.dueMs <= this.kernel.now; due = this.queue[++this.head]) {
      const event = objects.get(due.namespace, due.name);
      if (event?.metadata.resourceVersion !== due.resourceVersion || !event) continue;
      this.kernel.acts(EXPIRES);
      this.store.remove(event, 'etcd');
    }
    if (this.head > 10_000) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    this.arm();
  }
}
