import { Buffer } from 'node:buffer';
import { canonicalQuantity, compareQuantities } from '../../quantity';
import type { Release } from '../../release/index';
import type { ResourceQuota, Secret } from '../../types/index';

/** What is no certificate at all; whether certificate and key belong together is not looked at. */
export function secretWarnings({ type, data = {} }: Secret, release: Release): string[] {
  if (type !== 'kubernetes.io/tls' || !release.has('warnsOfCertificates')) return [];
  const isPem = (key: string): boolean =>
    Buffer.from(data[key] ?? '', 'base64')
      .toString()
      .includes('-----BEGIN ');
  if (!isPem('tls.crt')) return ['tls: failed to find any PEM data in certificate input'];
  return isPem('tls.key') ? [] : ['tls: failed to find any PEM data in key input'];
}

/** A quota for more requests than limits. Source: registry/core/resourcequota/strategy.go. */
export function quotaWarnings({ spec }: ResourceQuota, release: Release, old?: ResourceQuota): string[] {
  if (old || !release.has('warnsOfQuotas')) return [];
  const { hard = {} } = spec;
  return ['cpu', 'memory', 'ephemeral-storage'].flatMap((resource) => {
    const bare = resource === 'ephemeral-storage' ? [] : [resource];
    const name = [`requests.${resource}`, ...bare].find((candidate) => hard[candidate] !== undefined) ?? '';
    const [request, limit] = [hard[name], hard[`limits.${resource}`]];
    if (request === undefined || limit === undefined || compareQuantities(request, limit) <= 0) return [];
    const shown = [request, limit].map((quantity) => canonicalQuantity(quantity));
    return [`ResourceQuota ${name} (${shown[0]}) should be less than limits.${resource} (${shown[1]})`];
  });
}
