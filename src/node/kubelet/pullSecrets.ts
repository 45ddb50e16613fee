import { Buffer } from 'node:buffer';
import type { Pod, Secret } from '../../api/types/index';
import { type Login, parseReference } from '../../world/index';
import type { KubeletContext } from './context';

/** The names in `imagePullSecrets` that no Secret stands behind: pulls are tried without them. */
export function missingPullSecrets(context: KubeletContext, pod: Pod): string[] {
  const names = (pod.spec.imagePullSecrets ?? []).flatMap(({ name }) => (name ? [name] : []));
  return names.filter((name) => !secretOf(context, pod, name));
}

/** A login and the Secret that it stands in: namespace, name and UID. */
export interface TrackedLogin extends Login {
  readonly secret: string;
}

/**
 * With which logins an image of a pod is asked for, in the order in which they are tried.
 * @see https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod
 */
export function pullLogins(context: KubeletContext, pod: Pod, reference: string): TrackedLogin[] {
  const { registry } = parseReference(reference);
  return (pod.spec.imagePullSecrets ?? []).flatMap(({ name }) => {
    const secret = name ? secretOf(context, pod, name) : undefined;
    const tracked = `${pod.metadata.namespace}/${name}/${secret?.metadata?.uid}`;
    return secret ? loginsOf(secret, registry).map((login) => ({ ...login, secret: tracked })) : [];
  });
}

function secretOf({ api }: KubeletContext, pod: Pod, name: string): Secret | undefined {
  return api.find<Secret>('Secret', pod.metadata.namespace ?? 'default', name);
}

interface DockerAuth {
  readonly username?: string;
  readonly password?: string;
  /** `user:password` in base64, where the two stand not apart. */
  readonly auth?: string;
}

function loginsOf(secret: Secret, registry: string): Login[] {
  return Object.entries(dockerAuths(secret)).flatMap(([address, auth]) => {
    if (registryAt(address) !== registry) return [];
    const { username = '', password = '' } = auth.username === undefined ? decoded(auth.auth ?? '') : auth;
    return [{ username, password }];
  });
}

/** A Secret that can't be read gives no logins: the pull says what is wrong. */
function dockerAuths(secret: Secret): Record<string, DockerAuth> {
  const content = (key: string) => Buffer.from(secret.data?.[key] ?? '', 'base64').toString('utf8') || '{}';
  try {
    if (secret.type === 'kubernetes.io/dockercfg') return JSON.parse(content('.dockercfg'));
    return JSON.parse(content('.dockerconfigjson')).auths ?? {};
  } catch {
    return {};
  }
}

function decoded(auth: string): Login {
  const [username = '', ...password] = Buffer.from(auth, 'base64').toString('utf8').split(':');
  return { username, password: password.join(':') };
}

/** `https://index.docker.io/v1/` and `registry.example.com` name registries. */
function registryAt(address: string): string {
  const host = address.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return host === 'index.docker.io' ? 'docker.io' : host;
}
