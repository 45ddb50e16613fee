import type { ApiServer } from '../../api';
import type { EndpointSlice, KubeObject, Namespace, Service } from '../../api/types';
import type { Kernel, RandomStream } from '../../kernel';
import type { DnsAnswer, DnsType, Network } from '../../world/network';
import { Informers } from '../common/informers';
import { answer } from './answers';
import { DnsView } from './records';

/**
 * The cluster's DNS server (CoreDNS with kubeadm's Corefile): learns of Services and endpoints by watching, answers from
 * what it has learnt. Sets `network.resolver`. It keeps no answers: the clusters of the recordings do not either, and since
 * kubeadm switched the cache off for cluster.local nobody does.
 */
export class ClusterDns {
  private readonly view = new DnsView();
  private readonly rotation: RandomStream;
  /** Not taken over yet, oldest first; those that are due at the same instant keep their order too. */
  private readonly changes: (() => void)[] = [];
  private lastDueMs = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly network: Network,
  ) {
    this.rotation = kernel.random.stream('dns/rotate');
  }

  start(): void {
    const informers = new Informers(this.api, 'coredns');
    const watch = <T extends KubeObject>(kind: T['kind'], set: (object: T, gone: boolean) => void): void =>
      informers.of<T>(kind).onChange(({ type, object }) => this.later(() => set(object, type === 'DELETED')));
    watch<Namespace>('Namespace', (namespace, gone) => this.view.setNamespace(namespace, gone));
    watch<Service>('Service', (service, gone) => this.view.setService(service, gone));
    watch<EndpointSlice>('EndpointSlice', (slice, gone) => this.view.setSlice(slice, gone));
    // V8 puts a function that is written into a property where it is made among the long-lived objects, and a dead cluster
    // with it outlives all quick collections.
    const resolver: Network['resolver'] = (_from, name, type) => this.resolve(name, type);
    this.network.resolver = resolver;
  }

  /** Changes are taken over in the order in which they came. */
  private later(change: () => void): void {
    this.lastDueMs = Math.max(this.lastDueMs, this.kernel.now + this.kernel.latency('dnsUpdate'));
    this.changes.push(change);
    this.kernel.at(this.lastDueMs, () => this.changes.shift()?.(), 'coredns');
  }

  private resolve(name: string, type: DnsType): DnsAnswer {
    const found = answer(this.view, (other, kind) => this.network.names.query(other, kind), name, type);
    if (found.addresses.length < 2) return found;
    // CoreDNS' loadbalance plugin: the order changes from answer to answer.
    const first = this.rotation.integer(0, found.addresses.length - 1);
    return { ...found, addresses: [...found.addresses.slice(first), ...found.addresses.slice(0, first)] };
  }
}
