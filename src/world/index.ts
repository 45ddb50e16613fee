/** What is inside a container and outside the cluster. Knows nothing of the Kubernetes API. */
export * from './files';
export * from './process';
export * from './stream';
export * from './behaviour';
export * from './images';
export * from './network';
export * from './programs';
