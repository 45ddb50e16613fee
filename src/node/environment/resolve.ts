import type { Container, EnvVar, FileKeyReference, Pod, Service } from '../../api/types/index';
import { valueInEnvFile } from './envFile';
import { ConfigError } from './errors';
import { expandVariables } from './expand';
import { fieldValue, type PodFacts, resourceValue } from './fields';
import { configMapText, type NodeObjects, secretText } from './objects';
import { serviceEnvironment } from './services';

export interface EnvironmentInput {
  readonly pod: Pod;
  readonly container: Container;
  readonly objects: NodeObjects;
  readonly facts: PodFacts;
  /**
   * Reads a file of a volume that is mounted; undefined when there is no such file.
   * @throws ConfigError when there is no such volume. Default: there is none
   */
  readonly fileInVolume?: (volume: string, path: string) => string | undefined;
  /** Which keys of an `envFrom` source may become variables. Default: C identifiers with dots and dashes. */
  readonly validName?: (name: string) => boolean;
  /** Told when keys of an `envFrom` source were left out: the event `InvalidEnvironmentVariableNames`. */
  readonly skipped?: (message: string) => void;
}

/** Names that every release takes (validation.IsEnvVarName). */
export const STRICT_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/**
 * The environment that the kubelet gives to a container, image variables not included: `envFrom` first, `env` over
 * it, Services' variables where nothing else has the name.
 * @throws ConfigError when something it refers to is missing and not optional
 * @see kubelet_pods.go, makeEnvironmentVariables
 */
export function resolveEnvironment(input: EnvironmentInput): Record<string, string> {
  const services = serviceEnvironment(visibleServices(input));
  const out = environmentFromSources(input);
  for (const variable of input.container.env ?? []) {
    const value = variableValue(variable, input, (name) => out.get(name) ?? services.get(name));
    if (value !== undefined) out.set(variable.name, value);
  }
  for (const [name, value] of services) if (!out.has(name)) out.set(name, value);
  const variables: Record<string, string> = {};
  for (const [name, value] of out) variables[name] = value;
  return variables;
}

function visibleServices({ pod, objects }: EnvironmentInput): Service[] {
  const namespace = pod.metadata.namespace ?? 'default';
  const own = pod.spec.enableServiceLinks === false ? [] : objects.services(namespace);
  const master = objects.services('default').filter((service) => service.metadata.name === 'kubernetes');
  return [...own, ...master];
}

function environmentFromSources(input: EnvironmentInput): Map<string, string> {
  const { pod, container, objects, skipped } = input;
  const namespace = pod.metadata.namespace ?? 'default';
  const valid = input.validName ?? ((name) => STRICT_NAME.test(name));
  const out = new Map<string, string>();
  for (const source of container.envFrom ?? []) {
    const kind = source.configMapRef ? 'ConfigMap' : 'Secret';
    const ref = source.configMapRef ?? source.secretRef;
    if (!ref) continue;
    const entries = readSource(objects, kind, namespace, ref.name);
    if (!entries) {
      if (ref.optional) continue;
      throw new ConfigError(`${kind.toLowerCase()} "${ref.name}" not found`);
    }
    const invalid: string[] = [];
    for (const [key, value] of entries) {
      const name = `${source.prefix ?? ''}${key}`;
      if (valid(name)) out.set(name, value);
      else invalid.push(name);
    }
    if (invalid.length > 0) {
      const kindWord = kind === 'ConfigMap' ? 'configMap' : 'secret';
      skipped?.(
        `Keys [${invalid.sort().join(', ')}] from the EnvFrom ${kindWord} ${namespace}/${ref.name} were skipped since they are considered invalid environment variable names.`,
      );
    }
  }
  return out;
}

function variableValue(
  variable: EnvVar,
  input: EnvironmentInput,
  lookup: (name: string) => string | undefined,
): string | undefined {
  const from = variable.valueFrom;
  if (!from) return expandVariables(variable.value ?? '', lookup);
  if (from.fieldRef) return fieldValue(input.pod, from.fieldRef.fieldPath, input.facts);
  if (from.resourceFieldRef) return resourceValue(input.pod, input.container, from.resourceFieldRef, input.facts);
  if (from.fileKeyRef) return fileValue(from.fileKeyRef, input);
  const kind = from.configMapKeyRef ? 'ConfigMap' : 'Secret';
  const ref = from.configMapKeyRef ?? from.secretKeyRef;
  if (!ref) return '';
  const namespace = input.pod.metadata.namespace ?? 'default';
  const entries = readSource(input.objects, kind, namespace, ref.name);
  const value = entries?.get(ref.key);
  if (value !== undefined) return value;
  if (ref.optional) return undefined;
  throw new ConfigError(
    entries
      ? `couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name}`
      : `${kind.toLowerCase()} "${ref.name}" not found`,
  );
}

/** A file that is missing is an error whatever is optional: only the key may be missing (kubelet_pods.go). */
function fileValue({ volumeName, path, key, optional }: FileKeyReference, input: EnvironmentInput): string | undefined {
  const text = input.fileInVolume?.(volumeName, path);
  if (text === undefined) throw new ConfigError("couldn't parse env file");
  try {
    // An empty value is taken for none.
    const value = valueInEnvFile(text, key) || undefined;
    if (value !== undefined || optional) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ConfigError("couldn't parse env file");
  }
  throw new ConfigError(`environment variable key "${key}" not found in file "${path}"`);
}

function readSource(
  objects: NodeObjects,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  name: string,
): Map<string, string> | undefined {
  if (kind === 'ConfigMap') {
    const object = objects.configMap(namespace, name);
    return object && configMapText(object);
  }
  const object = objects.secret(namespace, name);
  return object && secretText(object);
}
