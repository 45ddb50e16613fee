/** The container runtime of a node, behind the interface that the kubelet knows. */
export { expectedPorts, isTask } from './app';
export { Containerd, type ContainerdDeps } from './containerd';
export { containerSpecHash, imageIdOf } from './identity';
export type { Instance } from './instance';
export { podNames } from './podNames';
export * from './types';
