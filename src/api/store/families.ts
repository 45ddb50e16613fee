import type { FieldError } from '../errors';
import type { Service } from '../types/index';

type ServiceSpec = Service['spec'];

const OTHER: Readonly<Record<string, string>> = { IPv4: 'IPv6', IPv6: 'IPv4' };

/**
 * Families and policy of a Service in a cluster that has addresses of IPv4 only. One without addresses and without a
 * selector may say that it has both: who writes its endpoints knows. Source: service storage `initIPFamilyFields`.
 */
export function chooseFamilies(spec: ServiceSpec, old: ServiceSpec | undefined, errors: FieldError[]): void {
  const refuse = (field: string, value: string, why: string): void => {
    errors.push({ field, reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(value)}: ${why}` });
  };
  const isFree = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  spec.ipFamilyPolicy ??= old?.ipFamilyPolicy ?? (isFree ? 'RequireDualStack' : 'SingleStack');
  const isDual = spec.ipFamilyPolicy !== 'SingleStack';
  const families = spec.ipFamilies?.length ? spec.ipFamilies : ['IPv4'];
  if (!isDual && families.length > 1) {
    const why = "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified";
    refuse('spec.ipFamilyPolicy', spec.ipFamilyPolicy, why);
    return;
  }
  spec.ipFamilies = families;
  if (isFree) {
    if (isDual && families.length < 2) spec.ipFamilies = [...families, OTHER[families[0] as string] as string];
    return;
  }
  if (spec.ipFamilyPolicy === 'RequireDualStack') {
    refuse('spec.ipFamilyPolicy', 'RequireDualStack', 'this cluster is not configured for dual-stack services');
  }
  for (const [i, family] of families.entries()) {
    if (family !== 'IPv4') refuse(`spec.ipFamilies[${i}]`, family, 'not configured on this cluster');
  }
}
