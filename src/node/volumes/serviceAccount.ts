import type { Pod } from '../../api/types/index';
import { remembered } from '../../kernel/index';

/** Names of the Secrets that held service account tokens before bound tokens: `default-token-x7k2p`. */
export const TOKEN_SECRET = /^(.+)-token-[a-z0-9]{5}$/;

/**
 * What a container finds below /var/run/secrets/kubernetes.io/serviceaccount. Nothing in the simulated cluster
 * checks a signature, so the token has none; its claims are the usual ones.
 */
export function serviceAccountFiles(
  owner: Pod | { namespace?: string; serviceAccountName?: string },
): Record<string, string> {
  const isPod = 'metadata' in owner;
  const namespace = (isPod ? owner.metadata.namespace : owner.namespace) ?? 'default';
  const account = (isPod ? owner.spec.serviceAccountName : owner.serviceAccountName) ?? 'default';
  return {
    'ca.crt': '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
    namespace,
    token: tokenOf(`system:serviceaccount:${namespace}:${account}`),
  };
}

/** It is written again at each sync of each pod. */
const tokenOf = remembered((sub) => {
  const claims = { iss: 'https://kubernetes.default.svc.cluster.local', sub };
  return `${encode({ alg: 'none' })}.${encode(claims)}.`;
});

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
