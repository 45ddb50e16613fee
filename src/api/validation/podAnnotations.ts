import type { PodSpec } from '../types/index';
import type { FieldErrors } from './errors';
import type { Path } from './path';

const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** Annotations of a pod that mean something. Source: core validation `ValidatePodSpecificAnnotations`. */
export function validatePodAnnotations(
  annotations: Record<string, string> | undefined,
  spec: PodSpec | undefined,
  path: Path,
  errors: FieldErrors,
): void {
  if (!annotations) return;
  const mirror = annotations[MIRROR];
  if (mirror !== undefined && !spec?.nodeName) {
    errors.invalid(path.key(MIRROR), mirror, 'must set spec.nodeName if mirror pod annotation is set');
  }
  const cost = annotations[DELETION_COST];
  if (cost === undefined || isCost(cost) || !errors.release.has('podDeletionCost')) return;
  errors.invalid(path.key(DELETION_COST), cost, 'must be a 32bit integer');
}

/** What an update of a pod may not do to them. Source: `ValidatePodSpecificAnnotationUpdates`. */
export function validateAnnotationsUpdate(
  now: Record<string, string> = {},
  old: Record<string, string> = {},
  path: Path,
  errors: FieldErrors,
): void {
  const where = path.key(MIRROR);
  if (old[MIRROR] === undefined) {
    if (now[MIRROR] !== undefined) errors.forbidden(where, 'may not add mirror pod annotation');
  } else if (now[MIRROR] !== old[MIRROR]) errors.forbidden(where, 'may not remove or update mirror pod annotation');
}

/** No plus and no zero comes first. */
function isCost(text: string): boolean {
  return /^(0|[1-9]\d*|-\d+)$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31;
}
