import type { ConfigMap, Secret, Service } from '../../api/types/index';

/** What a node looks up in the API for its pods. */
export interface NodeObjects {
  configMap(namespace: string, name: string): ConfigMap | undefined;
  secret(namespace: string, name: string): Secret | undefined;
  /** Services of the namespace, in the order of the API's list. */
  services(namespace: string): Service[];
}

/** The text entries of a ConfigMap; binary ones are left out, as for environment variables. */
export function configMapText(object: ConfigMap): Map<string, string> {
  return new Map(Object.entries(object.data ?? {}));
}

/** The entries of a Secret, decoded. */
export function secretText(object: Secret): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(object.data ?? {})) {
    out.set(key, Buffer.from(value, 'base64').toString('utf8'));
  }
  for (const [key, value] of Object.entries(object.stringData ?? {})) out.set(key, value);
  return out;
}
