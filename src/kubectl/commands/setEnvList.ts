import { Buffer } from 'node:buffer';
import { type Container, type EnvVar, isStatus, type KubeObject } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { resourceValue } from '../describe/environment';
import { changeEach } from '../visiting';
import { targets } from '../wanted';
import { chosenPlaces } from './setUpdate';

type Source = NonNullable<EnvVar['valueFrom']>;

/** `set env --list`: what the containers are given, and where it is from when it is no plain value. */
export function* listEnv(call: Call, words: readonly string[]): Task<number> {
  return yield* changeEach(call, yield* targets(call, words), function* ({ object }) {
    for (const { container } of chosenPlaces(call, object)) {
      call.session.line(`# ${object.kind} ${object.metadata.name}, container ${container.name}`);
      yield* listOf(call, object, container);
    }
  });
}

function* listOf(call: Call, object: KubeObject, container: Container): Task {
  const { session } = call;
  const unresolved = new Map<string, string[]>();
  for (const { name, value = '', valueFrom } of container.env ?? []) {
    if (!valueFrom) {
      session.line(`${name}=${value}`);
      continue;
    }
    const found = call.flag('resolve') ? yield* resolved(call, object, container, valueFrom) : undefined;
    if (found && 'value' in found) {
      session.line(`${name}=${found.value}`);
      continue;
    }
    session.line(`# ${name} from ${sourceText(valueFrom)}`);
    if (found) unresolved.set(found.why, [...(unresolved.get(found.why) ?? []), name]);
  }
  const lines = [...unresolved].map(
    ([why, names]) => `error retrieving reference for ${names.sort().join(', ')}: ${why}`,
  );
  for (const line of lines.sort()) session.error(line);
}

/** pkg/cmd/set/env/env_resolve.go, GetEnvVarRefString. */
function sourceText({ configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: Source): string {
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`;
  if (secretKeyRef) return `secret ${secretKeyRef.name}, key ${secretKeyRef.key}`;
  if (fieldRef) return `field path ${fieldRef.fieldPath}`;
  if (!resourceFieldRef) return 'invalid valueFrom';
  const of = resourceFieldRef.containerName ? `${resourceFieldRef.containerName}/` : '';
  return `resource field ${of}${resourceFieldRef.resource}`;
}

type Resolved = { readonly value: string } | { readonly why: string };

/** pkg/cmd/set/env/env_resolve.go, GetEnvVarRefValue. */
function* resolved(call: Call, object: KubeObject, container: Container, source: Source): Task<Resolved> {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = source;
  try {
    if (secretKeyRef) {
      const value = yield* keyOf(call, 'Secret', secretKeyRef, 'secret');
      return { value: Buffer.from(value, 'base64').toString() };
    }
    if (configMapKeyRef) return { value: yield* keyOf(call, 'ConfigMap', configMapKeyRef, 'config map') };
  } catch (error) {
    if (isStatus(error)) return { why: error.message };
    if (error instanceof MissingKey) return { why: error.message };
    throw error;
  }
  if (fieldRef) return fieldOf(object, fieldRef.fieldPath);
  return resourceFieldRef ? { value: resourceValue(container, resourceFieldRef) } : { why: 'invalid valueFrom' };
}

class MissingKey extends Error {}

function* keyOf(
  { session }: Call,
  kind: string,
  { name, key }: { name?: string; key: string },
  word: string,
): Task<string> {
  const { data } = yield* session.client.get<KubeObject & { data?: Record<string, string> }>(
    kind,
    session.namespace,
    name ?? '',
  );
  const value = data?.[key];
  if (value === undefined) throw new MissingKey(`key ${key} not found in ${word} ${name}`);
  return value;
}

/** Fields of the metadata alone: the pods of a template are not there yet. */
function fieldOf({ metadata }: KubeObject, path: string): Resolved {
  const subscript = /^metadata\.(annotations|labels)\['(.*)'\]$/.exec(path);
  if (subscript) return { value: metadata[subscript[1] as 'annotations' | 'labels']?.[subscript[2] as string] ?? '' };
  if (path === 'metadata.annotations' || path === 'metadata.labels') {
    const entries = Object.entries(metadata[path.slice(9) as 'annotations' | 'labels'] ?? {}).sort();
    return { value: entries.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join('\n') };
  }
  if (path === 'metadata.name') return { value: metadata.name };
  if (path === 'metadata.namespace') return { value: metadata.namespace ?? '' };
  if (path === 'metadata.uid') return { value: metadata.uid ?? '' };
  return { why: `unsupported fieldPath: ${path}` };
}
