import { sameJson } from '../json';
import type { Container, EphemeralContainer, Pod, PodSpec, Toleration } from '../types/index';
import { validateImages } from './containers';
import { readableDiff } from './diff';
import type { FieldErrors } from './errors';
import { validateGatedPlacement } from './gatedPods';
import { Path } from './path';
import { validateAnnotationsUpdate, validatePodAnnotations } from './podAnnotations';
import { validatePodSpec } from './podSpec';

const MAX_INT32 = 2 ** 31 - 1;

/** A new pod. Source: core validation `ValidatePodCreate`. */
export function validateNewPod(pod: Pod, errors: FieldErrors): void {
  validateMetadataAndSpec(pod, errors);
  if (pod.spec.ephemeralContainers?.length) {
    errors.forbidden(Path.spec.child('ephemeralContainers'), 'cannot be set on create');
  }
  if (pod.spec.nodeName && pod.spec.schedulingGates?.length) {
    errors.forbidden(Path.spec.child('nodeName'), 'cannot be set until all schedulingGates have been cleared');
  }
}

/** Source: core validation `validatePodMetadataAndSpec`. */
export function validateMetadataAndSpec({ metadata, spec }: Pod, errors: FieldErrors): void {
  validatePodAnnotations(metadata.annotations, spec, Path.metadata.child('annotations'), errors);
  validatePodSpec(spec, Path.spec, errors);
  validateImages(spec, Path.spec, errors);
}

/** An update of a pod: nearly everything is fixed. Source: core validation `ValidatePodUpdate`. */
export function validatePodUpdate(pod: Pod, old: Pod, errors: FieldErrors): void {
  const path = Path.spec;
  const { annotations } = pod.metadata;
  if (!sameJson(annotations, old.metadata.annotations)) {
    const where = Path.metadata.child('annotations');
    validateAnnotationsUpdate(annotations, old.metadata.annotations, where, errors);
    validatePodAnnotations(annotations, pod.spec, where, errors);
  }
  // Nothing new to say about what was accepted once: only what changed is looked at.
  if (sameJson(pod.spec, old.spec)) return;
  validateMetadataAndSpec(pod, errors);
  for (const list of ['containers', 'initContainers'] as const) {
    if ((pod.spec[list] ?? []).length === (old.spec[list] ?? []).length) continue;
    errors.forbidden(path.child(list), 'pod updates may not add or remove containers');
    return;
  }
  if (!validateDeadlineUpdate(pod.spec.activeDeadlineSeconds, old.spec.activeDeadlineSeconds, errors)) return;
  validateTolerationsUpdate(pod.spec.tolerations ?? [], old.spec.tolerations ?? [], errors);
  validateGatesUpdate(pod.spec, old.spec, errors);
  const munged = withMutableFieldsOf(old.spec, pod.spec, errors);
  if (!sameJson(munged, old.spec)) {
    errors.forbidden(path, `${errors.release.text('podUpdateForbidden')}\n${readableDiff(old.spec, munged)}\n`);
  }
}

/** PUT and PATCH of `pods/ephemeralcontainers`: the list may only grow. */
export function validateEphemeralContainersUpdate(pod: Pod, old: Pod, errors: FieldErrors): void {
  const path = Path.spec.child('ephemeralContainers');
  validatePodSpec({ ...old.spec, ephemeralContainers: pod.spec.ephemeralContainers ?? [] }, Path.spec, errors);
  const now = new Map(
    (pod.spec.ephemeralContainers ?? []).map((each): [string, EphemeralContainer] => [each.name, each]),
  );
  for (const before of old.spec.ephemeralContainers ?? []) {
    const after = now.get(before.name);
    if (after === undefined)
      errors.forbidden(path, `existing ephemeral containers "${before.name}" may not be removed\n`);
    else if (!sameJson(after, before)) {
      errors.forbidden(
        path,
        `existing ephemeral containers "${before.name}" may not be changed\n${readableDiff(before, after)}\n`,
      );
    }
  }
}

/**
 * A deadline may come, and come closer.
 * @returns false when nothing else is looked at
 */
function validateDeadlineUpdate(deadline: number | undefined, old: number | undefined, errors: FieldErrors): boolean {
  if (deadline === old) return true;
  const path = Path.spec.child('activeDeadlineSeconds');
  if (deadline !== undefined && (deadline < 0 || deadline > MAX_INT32)) {
    errors.invalid(path, deadline, `must be between 0 and ${MAX_INT32}, inclusive`);
    return false;
  }
  if (old === undefined) return true;
  if (deadline === undefined) errors.invalid(path, null, 'must not update from a positive integer to nil value');
  else if (deadline > old) errors.invalid(path, deadline, 'must be less than or equal to previous value');
  return deadline === undefined || deadline <= old;
}

/** Tolerations may be added; of the old ones only the seconds may change. */
function validateTolerationsUpdate(now: readonly Toleration[], old: readonly Toleration[], errors: FieldErrors): void {
  const withoutSeconds = ({ tolerationSeconds: _, ...rest }: Toleration) => rest;
  const kept = old.every((before) => now.some((after) => sameJson(withoutSeconds(after), withoutSeconds(before))));
  if (kept) return;
  const detail = 'existing toleration can not be modified except its tolerationSeconds';
  errors.forbidden(Path.spec.child('tolerations'), detail);
}

function validateGatesUpdate({ schedulingGates = [] }: PodSpec, old: PodSpec, errors: FieldErrors): void {
  const before = new Set((old.schedulingGates ?? []).map((gate) => gate.name));
  for (const [i, { name }] of schedulingGates.entries()) {
    if (before.has(name)) continue;
    const path = Path.spec.child('schedulingGates').index(i).child('name');
    errors.forbidden(path, `only deletion is allowed, but found new scheduling gate '${name}'`);
  }
}

/** The new spec with every field that may change put back: what still differs is forbidden. */
function withMutableFieldsOf(old: PodSpec, spec: PodSpec, errors: FieldErrors): PodSpec {
  const images = (containers: readonly Container[], before: readonly Container[] = []) =>
    containers.map((container, i) => ({ ...container, image: before[i]?.image }) as Container);
  const munged: PodSpec = {
    ...spec,
    containers: images(spec.containers, old.containers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    tolerations: old.tolerations,
    schedulingGates: old.schedulingGates,
  };
  if (spec.initContainers) munged.initContainers = images(spec.initContainers, old.initContainers);
  if ((old.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1) {
    munged.terminationGracePeriodSeconds = old.terminationGracePeriodSeconds;
  }
  // A gated pod has not been scheduled: where it may run can still be narrowed (KEP-3521, KEP-3838).
  if (!old.schedulingGates?.length) return munged;
  validateGatedPlacement(spec, old, errors);
  munged.nodeSelector = old.nodeSelector;
  if (spec.affinity || old.affinity) {
    munged.affinity = { ...spec.affinity, nodeAffinity: old.affinity?.nodeAffinity };
    if (!old.affinity && sameJson(munged.affinity, {})) munged.affinity = undefined;
  }
  return munged;
}
