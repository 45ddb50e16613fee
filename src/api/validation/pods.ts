import { sameJson } from '../json';
import type { Container, EphemeralContainer, Pod, PodSpec, Toleration } from '../types/index';
import { readableDiff } from './diff';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { validatePodSpec } from './podSpec';

/** A new pod. Source: core validation `ValidatePodCreate`. */
export function validateNewPod(pod: Pod, errors: FieldErrors): void {
  validatePodSpec(pod.spec, Path.spec, errors);
  if (pod.spec.ephemeralContainers?.length) {
    errors.forbidden(Path.spec.child('ephemeralContainers'), 'cannot be set on create');
  }
  if (pod.spec.nodeName && pod.spec.schedulingGates?.length) {
    errors.forbidden(Path.spec.child('nodeName'), 'cannot be set until all schedulingGates have been cleared');
  }
}

/** An update of a pod: nearly everything is fixed. Source: core validation `ValidatePodUpdate`. */
export function validatePodUpdate(pod: Pod, old: Pod, errors: FieldErrors): void {
  const path = Path.spec;
  // Nothing new to say about what was accepted once: only what changed is looked at.
  if (sameJson(pod.spec, old.spec)) return;
  validatePodSpec(pod.spec, path, errors);
  for (const list of ['containers', 'initContainers'] as const) {
    if ((pod.spec[list] ?? []).length === (old.spec[list] ?? []).length) continue;
    errors.forbidden(path.child(list), 'pod updates may not add or remove containers');
    return;
  }
  validateDeadlineUpdate(pod.spec.activeDeadlineSeconds, old.spec.activeDeadlineSeconds, errors);
  validateTolerationsUpdate(pod.spec.tolerations ?? [], old.spec.tolerations ?? [], errors);
  validateGatesUpdate(pod.spec, old.spec, errors);
  const munged = withMutableFieldsOf(old.spec, pod.spec);
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

/** PUT and PATCH of `pods/resize` (KEP-1287): resources and resize policies of containers, nothing else. */
export function validateResize(pod: Pod, old: Pod, errors: FieldErrors): void {
  const qos = old.status?.qosClass;
  validatePodSpec(pod.spec, Path.spec, errors);
  if (qos !== undefined && pod.status?.qosClass !== undefined && pod.status.qosClass !== qos) {
    errors.invalid(
      Path.of('status').child('qosClass'),
      pod.status.qosClass,
      'Pod QOS Class may not change as a result of resizing',
    );
  }
  const reset = (containers: readonly Container[] = [], before: readonly Container[] = []) =>
    containers.map((container, i) => ({
      ...container,
      resources: before[i]?.resources,
      resizePolicy: before[i]?.resizePolicy,
    }));
  const munged = {
    ...pod.spec,
    containers: reset(pod.spec.containers, old.spec.containers),
    ...(pod.spec.initContainers && { initContainers: reset(pod.spec.initContainers, old.spec.initContainers) }),
  };
  if (!sameJson(munged, old.spec)) {
    errors.forbidden(Path.spec, `only cpu and memory resources are mutable\n${readableDiff(old.spec, munged)}\n`);
  }
}

/** A deadline may come, and come closer. */
function validateDeadlineUpdate(deadline: number | undefined, old: number | undefined, errors: FieldErrors): void {
  if (old === undefined || deadline === old) return;
  const path = Path.spec.child('activeDeadlineSeconds');
  if (deadline === undefined) errors.invalid(path, null, 'must not update from a positive integer to nil value');
  else if (deadline > old) errors.invalid(path, deadline, 'must be less than or equal to previous value');
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
function withMutableFieldsOf(old: PodSpec, spec: PodSpec): PodSpec {
  const images = (containers: readonly Container[], before: readonly Container[] = []) =>
    containers.map((container, i) => ({ ...container, image: before[i]?.image }) as Container);
  const munged: PodSpec = {
    ...spec,
    containers: images(spec.containers, old.containers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    tolerations: old.tolerations,
  };
  if (spec.initContainers) munged.initContainers = images(spec.initContainers, old.initContainers);
  if ((old.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1) {
    munged.terminationGracePeriodSeconds = old.terminationGracePeriodSeconds;
  }
  // A gated pod has not been scheduled: gates go, and where it may run can still be narrowed (KEP-3521, KEP-3838).
  if (old.schedulingGates?.length) {
    munged.schedulingGates = old.schedulingGates;
    munged.nodeSelector = old.nodeSelector;
    if (spec.affinity || old.affinity) {
      munged.affinity = { ...spec.affinity, nodeAffinity: old.affinity?.nodeAffinity };
      if (!old.affinity && sameJson(munged.affinity, {})) munged.affinity = undefined;
    }
  }
  return munged;
}
