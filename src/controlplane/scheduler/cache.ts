import { isTerminal, podRequests } from '../../api';
import type { KubeNode, Pod } from '../../api/types';
import { byName } from '../common/objects';
import { NodeInfo } from './nodeInfo';

/** A node as the watch shows it and the pods that count for it, with the sums that were made of them last. */
class CachedNode {
  node: KubeNode | undefined;
  /** By uid. */
  readonly pods = new Map<string, Pod>();
  readonly assumed = new Map<string, Pod>();
  private sums: NodeInfo | undefined;

  changed(): void {
    this.sums = undefined;
  }

  /** Most news of a pod is about its status: what it asks for stays in the sums. */
  set(pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    const old = this.pods.get(uid);
    this.pods.set(uid, pod);
    if (old?.spec === pod.spec && countsTheSame(old, pod)) this.sums?.renew(old, pod);
    else this.changed();
  }

  /** An assumed pod comes after all others, so the sums need not be made again. */
  assume(pod: Pod): void {
    this.assumed.set(pod.metadata.uid ?? '', pod);
    this.sums?.add(pod);
  }

  info(node: KubeNode): NodeInfo {
    this.sums ??= NodeInfo.of(node, [...this.pods.values(), ...this.assumed.values()]);
    return this.sums;
  }
}

/** Sums are remembered, so the same amounts are most often the same object; a resize that is under way changes them. */
function countsTheSame(old: Pod, pod: Pod): boolean {
  return podRequests.counted(old) === podRequests.counted(pod);
}

/**
 * What the scheduler believes about nodes and the pods on them: its watch, plus pods it has just given a node and whose
 * binding it has not seen yet ("assumed"). Only nodes that have changed are added up again, as in kube-scheduler's snapshot.
 */
export class ClusterCache {
  private readonly nodes = new Map<string, CachedNode>();
  /** Where a pod counts, by uid. */
  private readonly places = new Map<string, string>();
  private readonly assumed = new Set<string>();
  private sorted: KubeNode[] | undefined;

  setNode(node: KubeNode): void {
    const cached = this.at(node.metadata.name);
    cached.node = node;
    cached.changed();
    this.sorted = undefined;
  }

  removeNode(name: string): void {
    this.at(name).node = undefined;
    this.sorted = undefined;
  }

  /** A pod with a node was seen. Ended pods take no room. */
  setPod(pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    const { nodeName } = pod.spec;
    if (isTerminal(pod) || !nodeName) {
      this.removePod(uid);
      return;
    }
    if (this.assumed.has(uid) || this.places.get(uid) !== nodeName) this.removePod(uid);
    this.place(uid, nodeName).set(pod);
  }

  removePod(uid: string): void {
    const place = this.places.get(uid);
    if (place === undefined) return;
    const cached = this.at(place);
    cached.pods.delete(uid);
    cached.assumed.delete(uid);
    cached.changed();
    this.places.delete(uid);
    this.assumed.delete(uid);
  }

  assume(pod: Pod, node: string): void {
    const uid = pod.metadata.uid ?? '';
    this.removePod(uid);
    this.place(uid, node).assume(pod);
    this.assumed.add(uid);
  }

  /** The pod was not bound after all. */
  forget(pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    if (this.assumed.has(uid)) this.removePod(uid);
  }

  isAssumed(uid: string): boolean {
    return this.assumed.has(uid);
  }

  /** All nodes by name, with their pods. They are shared between cycles: who wants to try something takes a copy. */
  snapshot(): NodeInfo[] {
    this.sorted ??= [...this.nodes.values()].flatMap(({ node }) => node ?? []).sort(byName);
    return this.sorted.map((node) => this.at(node.metadata.name).info(node));
  }

  private place(uid: string, node: string): CachedNode {
    this.places.set(uid, node);
    return this.at(node);
  }

  private at(name: string): CachedNode {
    let cached = this.nodes.get(name);
    if (!cached) {
      cached = new CachedNode();
      this.nodes.set(name, cached);
    }
    return cached;
  }
}
