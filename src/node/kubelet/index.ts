/** The kubelet: what makes containers on one node look as pods want them, and tells the API about it. */
export type { EvictionRequest } from './eviction/index';
export { ExtendedResources } from './extendedResources';
export { Kubelet, type KubeletOptions } from './kubelet';
export { NodeStatusManager } from './nodeStatus';
export { STATIC_POD_PATH, StaticPods } from './staticPods';
