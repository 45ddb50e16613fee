import { allContainers } from '../../api/index';
import { inUnitsOf } from '../../api/quantity';
import type { Container, Pod } from '../../api/types/index';
import { ConfigError } from './errors';

/** What the downward API can tell besides what stands in the pod itself. */
export interface PodFacts {
  readonly podIp: string;
  readonly hostIp: string;
  readonly nodeName: string;
  /** Of the node: what a container without a limit may use. */
  readonly allocatable?: Readonly<Record<string, string>>;
}

const MAP_FIELD = /^metadata\.(labels|annotations)\['(.+)'\]$/;

/**
 * The value of a `fieldRef`.
 * @throws ConfigError for a path that the downward API does not know
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-fieldRef
 */
export function fieldValue(pod: Pod, fieldPath: string, facts: PodFacts): string {
  const entry = MAP_FIELD.exec(fieldPath);
  if (entry) return pod.metadata[entry[1] as 'labels' | 'annotations']?.[entry[2] as string] ?? '';
  switch (fieldPath) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace ?? 'default';
    case 'metadata.uid':
      return pod.metadata.uid ?? '';
    case 'metadata.labels':
      return formatMap(pod.metadata.labels);
    case 'metadata.annotations':
      return formatMap(pod.metadata.annotations);
    case 'spec.nodeName':
      return pod.spec.nodeName ?? facts.nodeName;
    case 'spec.serviceAccountName':
      return pod.spec.serviceAccountName ?? 'default';
    case 'spec.restartPolicy':
      return pod.spec.restartPolicy ?? 'Always';
    case 'status.hostIP':
    case 'status.hostIPs':
      return facts.hostIp;
    case 'status.podIP':
    case 'status.podIPs':
      return facts.podIp;
  }
  throw new ConfigError(`unsupported fieldPath: ${fieldPath}`);
}

/** `key="value"` lines, sorted by key, as a labels file of a downwardAPI volume has them. */
function formatMap(map: Readonly<Record<string, string>> | undefined): string {
  return Object.keys(map ?? {})
    .sort()
    .map((key) => `${key}=${JSON.stringify(map?.[key])}`)
    .join('\n');
}

/**
 * The value of a `resourceFieldRef`: a limit that is not set reads as what the node has.
 * @throws ConfigError when the container does not exist or the resource cannot be asked for
 */
export function resourceValue(
  pod: Pod,
  container: Container,
  ref: { containerName?: string; resource: string; divisor?: string },
  facts: PodFacts,
): string {
  const from = ref.containerName ? findContainer(pod, ref.containerName) : container;
  if (!from) throw new ConfigError(`container ${ref.containerName} not found`);
  const match = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/.exec(ref.resource);
  if (!match) throw new ConfigError(`unsupported container resource: ${ref.resource}`);
  const resource = match[2] as string;
  const { limits, requests } = from.resources ?? {};
  const quantity =
    match[1] === 'limits'
      ? (limits?.[resource] ?? facts.allocatable?.[resource])
      : (requests?.[resource] ?? limits?.[resource]);
  const divisor = ref.divisor && ref.divisor !== '0' ? ref.divisor : '1';
  return inUnitsOf(quantity ?? '0', divisor);
}

function findContainer(pod: Pod, name: string): Container | undefined {
  return allContainers(pod.spec).find((c) => c.name === name);
}
