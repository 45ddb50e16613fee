import type { Release } from '../../release/index';
import type { Service } from '../../types/index';

const OLD_HINTS = 'service.kubernetes.io/topology-aware-hints';
const HINTS = 'service.kubernetes.io/topology-mode';

/** Source: pkg/api/service `GetWarningsForService`; warnings about addresses in odd notations are left out. */
export function serviceWarnings({ metadata, spec }: Service, release: Release): string[] {
  const { type, externalIPs = [], externalName } = spec;
  const warnings: string[] = [];
  if (metadata.annotations?.[OLD_HINTS] !== undefined && release.has('warnsOfServices')) {
    warnings.push(`annotation ${OLD_HINTS} is deprecated, please use ${HINTS} instead`);
  }
  const isHeadless = type === 'ClusterIP' && spec.clusterIP === 'None';
  if (isHeadless && release.has('warnsOfHeadlessServices')) {
    if (spec['loadBalancerIP']) warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (externalIPs.length > 0) warnings.push('spec.externalIPs is ignored for headless services');
    if (spec.sessionAffinity !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services');
  }
  if (externalIPs.length > 0 && !isHeadless && type !== 'ExternalName' && release.has('externalIPsDeprecated')) {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (release.has('warnsOfExternalNames')) {
    if (type === 'ExternalName' && externalIPs.length > 0) {
      warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
    }
    if (type !== 'ExternalName' && externalName) {
      warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
    }
  }
  if (spec['trafficDistribution'] === 'PreferClose' && release.has('preferCloseDeprecated')) {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}
