import type { Container, EnvVar, Pod } from '../../api';

/** What describe shows as the value of a variable: references are resolved by kubectl as far as it can. */
export function envValue(variable: EnvVar, container: Container, pod: Pod | undefined): string {
  const source = variable.valueFrom;
  if (!source) return variable.value ?? '';
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = source;
  if (fieldRef) {
    const value = pod ? fieldValue(pod, fieldRef.fieldPath) : '';
    return `${value} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})`;
  }
  if (resourceFieldRef) return `${resourceValue(container, resourceFieldRef)} (${resourceFieldRef.resource})`;
  if (secretKeyRef) {
    return `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name}'>\tOptional: ${secretKeyRef.optional ?? false}`;
  }
  if (configMapKeyRef) {
    return `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name}'>\tOptional: ${configMapKeyRef.optional ?? false}`;
  }
  return '';
}

function fieldValue(pod: Pod, path: string): string {
  const key = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (key) return pod.metadata[key[1] as 'labels' | 'annotations']?.[key[2] as string] ?? '';
  const values: Readonly<Record<string, string | undefined>> = {
    'metadata.name': pod.metadata.name,
    'metadata.namespace': pod.metadata.namespace,
    'metadata.uid': pod.metadata.uid,
    'spec.nodeName': pod.spec.nodeName,
    'spec.serviceAccountName': pod.spec.serviceAccountName,
    'status.hostIP': pod.status?.hostIP,
    'status.podIP': pod.status?.podIP,
    'status.podIPs': pod.status?.podIPs?.map((entry) => entry.ip).join(','),
  };
  return values[path] ?? '';
}

/** Without a limit a container may use what the node has. */
function resourceValue(container: Container, { resource }: { resource: string }): string {
  const [side, name = ''] = resource.split('.') as [string, string | undefined];
  const value = container.resources?.[side === 'limits' ? 'limits' : 'requests']?.[name];
  if (value !== undefined) return value;
  return side === 'limits' && (name === 'cpu' || name === 'memory') ? 'node allocatable' : '0';
}
