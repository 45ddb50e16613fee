/**
 * Lists that a strategic merge patch merges element by element, with the field that identifies an element; the path
 * is that of the list without positions, from the end. All other lists are replaced.
 * Source: `patchMergeKey` tags in k8s.io/api.
 */
const BY_NAME: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  secrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  schedulingGates: 'name',
  resourceClaims: 'name',
  conditions: 'type',
  addresses: 'type',
  podIPs: 'ip',
  hostIPs: 'ip',
  ownerReferences: 'uid',
};

const CONTAINER_LISTS = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** Lists of plain values that merge as sets. */
const SETS = new Set(['finalizers']);

/**
 * The merge key of a list with this name inside `parent`.
 * Ports are known by containerPort in containers, by port in Services.
 */
export function mergeKeyOf(listName: string, parent: string, kind: string): string | undefined {
  if (listName === 'ports' && CONTAINER_LISTS.has(parent)) return 'containerPort';
  if (listName === 'ports') return kind === 'Service' ? 'port' : undefined;
  if (listName === 'addresses' && kind !== 'Node') return undefined;
  if (listName === 'secrets' && kind !== 'ServiceAccount') return undefined;
  return Object.hasOwn(BY_NAME, listName) ? BY_NAME[listName] : undefined;
}

/** True for a list of plain values that a patch adds to. */
export function mergesAsSet(listName: string, parent: string): boolean {
  return SETS.has(listName) && parent === 'metadata';
}
