/**
 * Podwright's programmatic API: a Kubernetes cluster on virtual time.
 *
 * @example
 * const cluster = new Cluster({ seed: 7, kubernetes: '1.36', readFile });
 * cluster.execute('kubectl create -f pod.yaml');
 * cluster.advance(20_000);
 * console.log(cluster.execute('kubectl get pods').stdout);
 */
export * from './api/index';
export { type ClientPlace, Cluster, type ClusterOptions, type DatagramReply, type Page } from './cluster';
export * from './described/index';
export { DURATION, formatDuration, parseDuration } from './duration';
export * from './expect/index';
export type { AccessLogEntry, ExternalAnswer } from './externalHosts';
export * from './kernel/index';
export { setField } from './manifestFields';
export * from './observe/index';
export * from './property/index';
export * from './report/index';
export type { RunningCommand } from './runningCommand';
export { slowed } from './slowness';
export { TrafficClient, type TrafficOptions } from './traffic/index';
export * from './why/index';
export type { Behaviour } from './world/index';
