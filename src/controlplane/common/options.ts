import type { ApiServer } from '../../api';
import type { Kernel } from '../../kernel';
import type { Network } from '../../world/network';

/** What the control plane needs to know of kubelets, without knowing the kubelet. */
export interface Heartbeats {
  /** Kernel time of the node's last lease renewal, in milliseconds; undefined when it never reported. */
  heartbeatOf(nodeName: string): number | undefined;
  /**
   * Calls `listener` when a kubelet begins or ends to be silent. With it a quiet cluster costs no events; without it
   * each node is looked at once in a grace period.
   */
  onChange?(listener: (nodeName: string) => void): void;
}

/** What `startControlPlane` is made of. */
export interface ControlPlaneOptions {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly network: Network;
  /** Without it nodes are never found silent. */
  readonly heartbeats?: Heartbeats;
  /** Names to leave out, such as `scheduler`: for tests, and for clusters that someone breaks on purpose. */
  readonly without?: readonly ComponentName[];
}

/** What can be left out. */
export type ComponentName =
  | 'scheduler'
  | 'endpoints'
  | 'proxy'
  | 'dns'
  | 'network-policies'
  | 'garbage-collector'
  | 'namespace'
  | 'pod-gc'
  | 'ttl'
  | 'node-lifecycle'
  | 'replicaset'
  | 'replicationcontroller'
  | 'deployment'
  | 'job'
  | 'statefulset'
  | 'daemonset'
  | 'cronjob'
  | 'disruption'
  | 'horizontalpodautoscaling'
  | 'quota'
  | 'volumes';
