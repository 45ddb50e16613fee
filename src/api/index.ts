/**
 * Objects, defaults, validation, store, watch and events: the API server and etcd. Knows nothing of nodes,
 * containers or controllers: they are clients.
 */
export * from './errors';
export * from './manifest/index';
export * from './names';
export type * from './nodeProxy';
export * from './quantity';
export * from './release/index';
export * from './resources';
export * from './time';
export type * from './types/index';
