import type { ApiServer } from '../../api';
import type { Namespace, NetworkPolicy, Pod } from '../../api/types';
import type { Kernel, Timer } from '../../kernel';
import type { Network } from '../../world/network';
import { Informers } from '../common/informers';
import { Isolation } from './isolation';

const NAME = 'network-plugin';

/**
 * The part of a network plugin that enforces NetworkPolicies. Sets `network.filter`. It learns of policies, pods and
 * namespaces by watching, and has them in its filters a while later: until then a new pod is known to its own node alone.
 * Nothing of this costs a cluster without policies.
 */
export class NetworkPolicies {
  private readonly informers: Informers;
  private isAwake = false;
  private due: Timer | undefined;
  private isolation: Isolation | undefined;

  constructor(
    private readonly kernel: Kernel,
    api: ApiServer,
    private readonly network: Network,
  ) {
    this.informers = new Informers(api, NAME);
  }

  start(): void {
    this.informers.of<NetworkPolicy>('NetworkPolicy').onChange(() => {
      this.wake();
      this.changed();
    });
  }

  /** With the first policy. */
  private wake(): void {
    if (this.isAwake) return;
    this.isAwake = true;
    this.informers.of<Pod>('Pod').onChange(() => this.changed());
    this.informers.of<Namespace>('Namespace').onChange(() => this.changed());
    const filter: Network['filter'] = (packet) => this.isolation?.droppedBy(packet);
    this.network.filter = filter;
  }

  private changed(): void {
    this.due ??= this.kernel.after(this.kernel.latency('policyApply'), () => this.apply(), NAME);
  }

  private apply(): void {
    this.due = undefined;
    const policies = this.informers.of<NetworkPolicy>('NetworkPolicy').list();
    const namespaces = this.informers.of<Namespace>('Namespace');
    this.isolation = new Isolation(
      this.kernel,
      policies,
      this.informers.of<Pod>('Pod').list(),
      (namespace) => namespaces.get(undefined, namespace)?.metadata.labels,
    );
    this.kernel.journal.record({ component: NAME, type: 'policies-applied', detail: { policies: policies.length } });
  }
}
