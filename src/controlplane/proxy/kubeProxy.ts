import type { ApiServer, Link } from '../../api';
import type { EndpointSlice, Service } from '../../api/types';
import { type Kernel, rule, type Timer } from '../../kernel';
import { Informers } from '../common/informers';
import { byName } from '../common/objects';
import { Affinity } from './affinity';
import { buildTable, EMPTY_TABLE, type ProxyTable } from './table';

const ONCE_A_SECOND = rule(
  'proxy/one-sync-a-second',
  'The rules of a node are written once a second; up to 1.33 twice at once after a rest.',
  'pkg/proxy/runner/bounded_frequency_runner.go; pkg/util/async up to 1.33',
);

/** kube-proxy's bounded-frequency runner: one sync a second (iptables minSyncPeriod). */
const MIN_SYNC_MS = 1000;
/** How many syncs it may save up, up to 1.33. */
const BURST = 2;

/**
 * kube-proxy of one node: everything that has changed is written to the node's rules in one go, a while after it happened,
 * so nodes disagree for some milliseconds, as real ones do. A node that is cut off keeps the rules that it has.
 */
export class KubeProxy {
  table: ProxyTable = EMPTY_TABLE;
  readonly affinity = new Affinity();
  private readonly informers: Informers;
  private tokens = BURST;
  private refilledAtMs = 0;
  private appliedAtMs = Number.NEGATIVE_INFINITY;
  private due: Timer | undefined;
  private syncing = false;
  private dirty = false;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    readonly node: string,
    link?: Link,
  ) {
    this.informers = new Informers(api, `kube-proxy/${node}`, link);
  }

  start(): void {
    this.informers.of<Service>('Service').onChange(() => this.changed());
    this.informers.of<EndpointSlice>('EndpointSlice').onChange(() => this.changed());
  }

  private changed(): void {
    if (this.syncing) this.dirty = true;
    if (this.syncing || this.due) return;
    const waitMs = this.api.release.has('proxySyncsInBursts') ? this.untilTokenMs() : this.untilRestedMs();
    if (waitMs > 0) this.kernel.acts(ONCE_A_SECOND);
    this.due = this.kernel.after(waitMs, () => this.sync(), `kube-proxy/${this.node}`);
  }

  /** Reads the caches, and has the rules in the kernel a little later. */
  private sync(): void {
    this.due = undefined;
    this.refill();
    this.tokens = Math.max(0, this.tokens - 1);
    this.syncing = true;
    const next = buildTable(
      this.informers.of<Service>('Service').list().sort(byName),
      this.informers.of<EndpointSlice>('EndpointSlice').list(),
      this.node,
      this.api.release.has('proxyFallsBackToTerminating'),
    );
    this.kernel.after(this.kernel.latency('proxyApply'), () => this.apply(next), `kube-proxy/${this.node}`);
  }

  private apply(table: ProxyTable): void {
    this.syncing = false;
    this.appliedAtMs = this.kernel.now;
    this.table = table;
    this.kernel.journal.record({
      component: `kube-proxy/${this.node}`,
      type: 'proxy-applied',
      object: `Node/${this.node}`,
      detail: { services: table.services.size },
    });
    if (!this.dirty) return;
    this.dirty = false;
    this.changed();
  }

  private untilTokenMs(): number {
    this.refill();
    return this.tokens >= 1 ? 0 : Math.ceil((1 - this.tokens) * MIN_SYNC_MS);
  }

  /** A second must pass between the end of one sync and the begin of the next. */
  private untilRestedMs(): number {
    return Math.max(0, this.appliedAtMs + MIN_SYNC_MS - this.kernel.now);
  }

  private refill(): void {
    const earned = (this.kernel.now - this.refilledAtMs) / MIN_SYNC_MS;
    this.tokens = Math.min(BURST, this.tokens + earned);
    this.refilledAtMs = this.kernel.now;
  }
}
