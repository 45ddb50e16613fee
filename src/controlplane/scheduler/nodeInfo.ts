import { type Amounts, addAmounts, amountsOf, podRequests } from '../../api';
import type { KubeNode, Pod } from '../../api/types';
import { scoredRequests } from './resources';

function hasAffinity({ spec: { affinity } }: Pod): boolean {
  return affinity?.podAffinity !== undefined || affinity?.podAntiAffinity !== undefined;
}

/** A node with the pods that are on it or promised to it, as one scheduling cycle sees it. */
export class NodeInfo {
  readonly allocatable: Amounts;
  readonly requested: Amounts = new Map();
  readonly scored: Amounts = new Map();
  readonly pods: Pod[] = [];

  /** Those of its pods that want or avoid the company of others: hardly any, so that nobody has to ask all. */
  readonly withAffinity: Pod[] = [];
  private readonly byNamespace = new Map<string, Pod[]>();

  /** A node with these pods. */
  static of(node: KubeNode, pods: readonly Pod[]): NodeInfo {
    const info = new NodeInfo(node);
    for (const pod of pods) info.add(pod);
    return info;
  }

  constructor(readonly node: KubeNode) {
    this.allocatable = amountsOf(node.status?.allocatable ?? node.status?.capacity);
  }

  get name(): string {
    return this.node.metadata.name;
  }

  get labels(): Readonly<Record<string, string>> {
    return this.node.metadata.labels ?? {};
  }

  podsIn(namespace: string): readonly Pod[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  add(pod: Pod): void {
    this.pods.push(pod);
    const { namespace = '' } = pod.metadata;
    const neighbours = this.byNamespace.get(namespace);
    if (neighbours) neighbours.push(pod);
    else this.byNamespace.set(namespace, [pod]);
    if (hasAffinity(pod)) this.withAffinity.push(pod);
    addAmounts(this.requested, podRequests.counted(pod));
    addAmounts(this.scored, scoredRequests.counted(pod));
  }

  remove(pod: Pod): void {
    const gone = this.pods.find((other) => other.metadata.uid === pod.metadata.uid);
    if (!gone) return;
    for (const list of this.listsWith(gone)) list.splice(list.indexOf(gone), 1);
    addAmounts(this.requested, podRequests.counted(gone), -1);
    addAmounts(this.scored, scoredRequests.counted(gone), -1);
  }

  /** A newer version of a pod that counts for as much as before. */
  renew(old: Pod, pod: Pod): void {
    for (const list of this.listsWith(old)) list[list.indexOf(old)] = pod;
  }

  private listsWith(pod: Pod): Pod[][] {
    const neighbours = this.byNamespace.get(pod.metadata.namespace ?? '') ?? [];
    return [this.pods, neighbours, this.withAffinity].filter((list) => list.includes(pod));
  }
}
