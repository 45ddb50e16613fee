import type { Container, RestartPolicy } from '../types/index';
import type { FieldErrors } from './errors';
import type { Path } from './path';

/**
 * What a change of a resource does to its container (KEP-1287). The place in the list is missing from most of these paths in
 * Kubernetes too. Source: core validation `validateResizePolicy`.
 */
export function validateResizePolicy(
  { resizePolicy = [] }: Container,
  ofPod: RestartPolicy | undefined,
  path: Path,
  errors: FieldErrors,
): void {
  const seen = new Set<string>();
  for (const [i, { resourceName, restartPolicy }] of resizePolicy.entries()) {
    if (seen.has(resourceName)) errors.duplicate(path.index(i), resourceName);
    seen.add(resourceName);
    oneOf(resourceName, ['cpu', 'memory'], path, errors);
    oneOf(restartPolicy, ['NotRequired', 'RestartContainer'], path, errors);
    if (ofPod === 'Never' && restartPolicy !== 'NotRequired') {
      errors.invalid(path, restartPolicy, errors.release.text('resizePolicyOfNever'));
    }
  }
}

/** An init container that is no sidecar does not begin again because of a resize. */
export function forbidRestartOfInit({ resizePolicy = [] }: Container, path: Path, errors: FieldErrors): void {
  if (!errors.release.has('resizeOfInitContainers')) return;
  for (const [i, { restartPolicy }] of resizePolicy.entries()) {
    if (restartPolicy !== 'RestartContainer') continue;
    const detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
    errors.invalid(path.index(i).child('restartPolicy'), restartPolicy, detail);
  }
}

function oneOf(value: string | undefined, supported: readonly string[], path: Path, errors: FieldErrors): void {
  if (value) errors.oneOf(path, value, supported);
  else errors.required(path);
}
