/** What is inside a container and outside the cluster. Knows nothing of the Kubernetes API. */
export * from './files';
export { appletPrograms } from './applets';
export * from './process';
export { runScript, type ShellKind, shellProgram } from './shell';
export * from './stream';
export * from './behaviour';
export * from './images';
export * from './network';
export * from './programs';
