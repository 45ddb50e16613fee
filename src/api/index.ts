/**
 * Objects, defaults, validation, store, watch and events: the API server and etcd. Knows nothing of nodes,
 * containers or controllers: they are clients.
 */
export { defaultClassOf, MIRROR_ANNOTATION, TOKEN_PATH } from './admission/index';
export { ApiClient, retryOnConflict } from './client';
export * from './conditions';
export * from './defaults/index';
export * from './errors';
export * from './events/index';
export { FieldMatcher, parseFieldSelector } from './fieldSelectors';
export { goEntries, goExponent, goText } from './goText';
export { conflicts, type HostPort, hostPortsOf } from './hostPorts';
export { Informer, type InformerEvent } from './informer';
export { cloneJson, sameJson } from './json';
export { type Link, whileDown } from './link';
export type { ManagedFieldsEntry } from './managedFields/index';
export * from './manifest/index';
export type { ContainerMetrics, MetricsApi, PodMetrics } from './metricsApi';
export * from './names';
export type * from './nodeProxy';
export { matchesNode, matchesTerm, namedNodes, type Selectable } from './nodeSelector';
export { applyPatch, listPatch, type PatchType } from './patch/index';
export { isTerminal, isTerminalPhase } from './podPhase';
export * from './podResources';
export { allContainers, isSidecar, podSpecOf, podSpecPath, sidecarsOf } from './podSpecs';
export * from './quantity';
export { quotaStatus } from './quota/index';
export * from './release/index';
export * from './resources';
export { type Field, type FieldType, STRUCTS, type StructTable, structIn } from './schema/index';
export * from './selectors';
export { hasStorageLimits, sizeLimitOf } from './storageLimits';
export * from './store/index';
export { SYSTEM_PRIORITIES } from './systemPriorities';
export * from './time';
export { tolerated, toleratesTaint } from './tolerations';
export type * from './types/index';
export * from './validation/index';
export * from './volumeClaims';
export * from './volumeSources';
export type { WatchAside, WatchEvent, WatchType } from './watch';
