/**
 * Scheduler, controllers, cluster DNS and kube-proxy: everything of a cluster that is neither API server nor node. They
 * know the API and the network, not the kubelet.
 */
export { DNS_IP } from './clusterServices';
export type { ComponentName, ControlPlaneOptions, Heartbeats } from './common/options';
export { Controller, type ControllerOptions } from './controller';
export { startControlPlane } from './controlPlane';
export { MetricsServer, type NodeUsage } from './metrics';
export { type RetryDelays, WorkQueue } from './workqueue';
