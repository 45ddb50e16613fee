/** One pod on each node that fits. */
export { DaemonSetController } from './daemonSetController';
