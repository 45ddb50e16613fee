import type { Release } from '../../api';
import type {
  LabelSelector,
  Namespace,
  OwnerReference,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  Service,
} from '../../api/types';
import type { Rule } from '../../kernel';
import type { ClusterEvent } from './clusterEvent';
import type { NodeInfo } from './nodeInfo';

/** What one scheduling cycle looks at: caches, a moment old. */
export interface CycleState {
  readonly release: Release;
  /** All nodes by name. */
  readonly nodes: readonly NodeInfo[];
  /** Those of the nodes with pods that want or avoid the company of others: most often none. */
  readonly sociable: readonly NodeInfo[];
  claim(namespace: string, name: string): PersistentVolumeClaim | undefined;
  volume(name: string): PersistentVolume | undefined;
  /** `volumeBindingMode` of a storage class; undefined when there is no such class. */
  bindingMode(className: string): string | undefined;
  /** Whether a claim that waits for its pod will get a volume on that node: its class has a provisioner, or one lies ready. */
  canBind(claim: PersistentVolumeClaim, node: NodeInfo): boolean;
  services(namespace: string): readonly Service[];
  namespace(name: string): Namespace | undefined;
  /** The selector of a ReplicaSet, StatefulSet or ReplicationController that owns a pod. */
  ownerSelector(namespace: string, owner: OwnerReference | undefined): LabelSelector | undefined;
}

/** Why a pod can't go to a node. */
export interface Rejection {
  readonly plugin: string;
  readonly reasons: readonly string[];
  /** Taking pods away from that node would not help (UnschedulableAndUnresolvable). */
  readonly unresolvable: boolean;
}

/** One question that each node must answer with yes (kube-scheduler's Filter extension point). */
export interface Filter {
  readonly name: string;
  /** What it asks for, to be told when it has kept a pod away. Missing where no pod that waits can be kept away. */
  readonly rule?: Rule;
  /** A reason that has nothing to do with any node (PreFilter). */
  reject?(pod: Pod, state: CycleState): string | undefined;
  check(pod: Pod, node: NodeInfo, state: CycleState): Omit<Rejection, 'plugin'> | undefined;
  /** Whether the event may make a pod fit that this filter has rejected (KEP-4247). */
  wakes(event: ClusterEvent, pod: Pod): boolean;
}

/** One opinion about which of the nodes is best (the Score extension point): 0..100 for each node. */
export interface Score {
  readonly name: string;
  weight(release: Release): number;
  score(pod: Pod, nodes: readonly NodeInfo[], state: CycleState): number[];
}

/** A rejection for one reason. */
export function refused(reason: string, unresolvable = true): Omit<Rejection, 'plugin'> {
  return { reasons: [reason], unresolvable };
}
