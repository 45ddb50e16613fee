/** What is inside a container and outside the cluster. Knows nothing of the Kubernetes API. */

export { type Account, accountOfUser, groupIdOf, groupsOf } from './accounts';
export { appletPrograms } from './applets';
export * from './behaviour';
export { type CpuLoad, CpuLoads, type LoadTarget } from './cpuLoads';
export * from './files';
export * from './images';
export * from './network';
export * from './process';
export * from './programs';
export { runScript, type ShellKind, shellProgram } from './shell';
export * from './stream';
export { dottedParameter, KernelParameters } from './sysctl';
