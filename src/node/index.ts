/** A node of the cluster: its kubelet, its container runtime, its disk. */
export { containerUsage } from './containerUsage';
export type { EvictionRequest } from './kubelet/index';
export { machineLabels } from './kubelet/nodeStatus';
export { KubeletNode, type KubeletNodeDeps, type NodeConfig } from './kubeletNode';
export type { ContainerRuntime, RuntimeContainer, RuntimeSandbox } from './runtime/index';
export { NetworkStorage } from './volumes/index';
