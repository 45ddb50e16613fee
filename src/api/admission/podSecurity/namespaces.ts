import { invalid } from '../../errors';
import { sameJson } from '../../json';
import type { Release } from '../../release/index';
import type { Namespace, Pod } from '../../types/index';
import { violations } from './evaluate';
import { isStricter, policyOf, quotedName } from './policy';
import type { Standard } from './types';

/**
 * The standard that a namespace begins to enforce, if its pods of before may break it. Source: admission.go
 * `ValidateNamespace`.
 * @throws StatusError 422 for labels that say nothing, unless they said the same before
 */
export function newlyEnforced(
  namespace: Namespace,
  old: Namespace | undefined,
  release: Release,
): Standard | undefined {
  const { name, labels = {} } = namespace.metadata;
  const { policy, errors } = policyOf(labels, release);
  const before = policyOf(old?.metadata.labels ?? {}, release);
  if (errors.length > 0 && !sameJson(errors, before.errors)) throw invalid('Namespace', '', name, errors);
  const [standard, previous] = [policy.enforce, before.policy.enforce];
  if (!old || standard.level === 'privileged') return undefined;
  return standard.version === previous.version && !isStricter(standard, previous) ? undefined : standard;
}

/** What to say of the pods that are there, one line for all that do the same. Source: admission.go `EvaluatePodsInNamespace`. */
export function podWarnings(namespace: string, pods: readonly Pod[], standard: Standard, release: Release): string[] {
  const namesByReasons = new Map<string, string[]>();
  for (const pod of pods) {
    const reasons = violations(pod, standard, release).map(({ reason }) => reason);
    if (reasons.length === 0) continue;
    const key = reasons.join(', ');
    namesByReasons.set(key, [...(namesByReasons.get(key) ?? []), pod.metadata.name]);
  }
  if (namesByReasons.size === 0) return [];
  return [
    `existing pods in namespace "${namespace}" violate the new PodSecurity enforce level ${quotedName(standard)}`,
    ...[...namesByReasons].map(([reasons, names]) => `${firstOf(names)}: ${reasons}`).sort(),
  ];
}

function firstOf(names: readonly string[]): string {
  const [first = '', ...others] = [...names].sort();
  if (others.length === 0) return first;
  return `${first} (and ${others.length} other ${others.length === 1 ? 'pod' : 'pods'})`;
}
