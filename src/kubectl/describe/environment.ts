import { type Container, type EnvVar, inUnitsOf, type Pod } from '../../api';

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

/** What kubectl can read without the server's help: it knows of no other field labels (apimachinery, DefaultMetaV1FieldSelectorConversion). */
function fieldValue({ metadata }: Pod, path: string): string {
  if (path === 'metadata.name') return metadata.name;
  return path === 'metadata.namespace' ? (metadata.namespace ?? '') : '';
}

/** In units of the divisor, as the container is told. Without a limit it may use what the node has. */
export function resourceValue(
  container: Container,
  { resource, divisor }: { resource: string; divisor?: string },
): string {
  const [side, name = ''] = resource.split('.') as [string, string | undefined];
  const value = container.resources?.[side === 'limits' ? 'limits' : 'requests']?.[name] ?? '0';
  const text = inUnitsOf(value, divisor ?? '1');
  return text === '0' && (resource === 'limits.cpu' || resource === 'limits.memory') ? 'node allocatable' : text;
}
