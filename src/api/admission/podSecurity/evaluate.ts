import type { Release } from '../../release/index';
import type { PodTemplateSpec } from '../../types/index';
import { BASELINE, RESTRICTED } from './standards';
import type { Check, Standard, VersionedCheck, Violation } from './types';

/** All that a pod does against a standard. Source: policy/registry.go. */
export function violations(pod: PodTemplateSpec, standard: Standard, release: Release): Violation[] {
  if (standard.level === 'privileged') return [];
  return checksOf(standard, release).flatMap((check) => check(pod, release) ?? []);
}

function checksOf({ level, version }: Standard, release: Release): Check[] {
  // A server does not know what later ones look at.
  const minor = Math.min(version ?? release.minor, release.minor);
  const ofVersion = ({ versions }: VersionedCheck) => versions.find(([from]) => from <= minor)?.[1];
  const restricted = level === 'restricted' ? RESTRICTED.filter(ofVersion) : [];
  const overridden = release.has('podSecurityOverrides') ? restricted.map(({ overrides }) => overrides) : [];
  const baseline = BASELINE.filter(({ id }) => !overridden.includes(id));
  return [...baseline, ...restricted].flatMap((check) => ofVersion(check) ?? []);
}

/** `host namespaces (hostPID=true), privileged (…)` */
export function detailsOf(found: readonly Violation[]): string {
  return found.map(({ reason, detail }) => `${reason} (${detail})`).join(', ');
}
