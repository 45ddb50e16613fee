import type { KubeNode, Pod } from '../../api/types';
import { byName } from '../common/objects';
import { isTerminal } from '../common/pods';
import { NodeInfo } from './node-info';

/**
 * What the scheduler believes about nodes and the pods on them: its watch, plus pods it has just given a node and whose
 * binding it has not seen yet ("assumed").
 */
export class ClusterCache {
  private readonly nodes = new Map<string, KubeNode>();
  private readonly pods = new Map<string, { pod: Pod; node: string }>();
  private readonly assumed = new Map<string, { pod: Pod; node: string }>();

  setNode(node: KubeNode): void {
    this.nodes.set(node.metadata.name, node);
  }

  removeNode(name: string): void {
    this.nodes.delete(name);
  }

  /** A pod with a node was seen. Ended pods take no room. */
  setPod(pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    this.assumed.delete(uid);
    if (isTerminal(pod) || !pod.spec.nodeName) this.pods.delete(uid);
    else this.pods.set(uid, { pod, node: pod.spec.nodeName });
  }

  removePod(uid: string): void {
    this.pods.delete(uid);
    this.assumed.delete(uid);
  }

  assume(pod: Pod, node: string): void {
    this.assumed.set(pod.metadata.uid ?? '', { pod, node });
  }

  forget(pod: Pod): void {
    this.assumed.delete(pod.metadata.uid ?? '');
  }

  isAssumed(uid: string): boolean {
    return this.assumed.has(uid);
  }

  /** All nodes by name, with their pods. */
  snapshot(): NodeInfo[] {
    const infos = [...this.nodes.values()].sort(byName).map((node) => new NodeInfo(node));
    const byNode = new Map(infos.map((info) => [info.name, info]));
    for (const { pod, node } of [...this.pods.values(), ...this.assumed.values()]) byNode.get(node)?.add(pod);
    return infos;
  }
}
