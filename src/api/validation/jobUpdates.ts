import { sameJson } from '../json';
import type { Job, JobSpec, PodTemplateSpec } from '../types/index';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { goName, shownSelector, shownStruct } from './values';

/** What a Job does is fixed; how fast it does it is not. Source: batch validation `ValidateJobSpecUpdate`. */
export function validateJobUpdate(spec: JobSpec, old: Job, errors: FieldErrors): void {
  const before = old.spec;
  const path = Path.spec;
  validateCompletions(spec, before, path.child('completions'), errors);
  if (!sameJson(spec.selector, before.selector)) errors.immutable(path.child('selector'), shownSelector(spec.selector));
  validateTemplateUpdate(spec.template, old, path.child('template'), errors);
  for (const field of FIXED) {
    if (sameJson(spec[field], before[field])) continue;
    const value = spec[field];
    errors.immutable(
      path.child(field),
      typeof value === 'object' ? shownStruct(`batch.${goName(field)}`, value) : value,
    );
  }
}

const FIXED = ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy'] as const;

function validateCompletions(now: JobSpec, old: JobSpec, path: Path, errors: FieldErrors): void {
  if (sameJson(now.completions, old.completions)) return;
  if (!errors.release.has('jobCompletionsElastic') || now.completionMode !== 'Indexed') {
    errors.immutable(path, now.completions);
  } else if (now.completions !== undefined && now.completions !== now.parallelism) {
    errors.invalid(path, now.completions, 'can only be modified in tandem with spec.parallelism');
  }
}

/** A suspended Job may still be told where to run (KEP-2926), and later what its pods ask for (KEP-5440). */
function validateTemplateUpdate(now: PodTemplateSpec, old: Job, path: Path, errors: FieldErrors): void {
  const { release } = errors;
  const { suspend, template } = old.spec;
  const hasNotStarted = old.status?.startTime === undefined;
  const isSuspended = old.status?.conditions?.some(({ type, status }) => type === 'Suspended' && status === 'True');
  const isIdle = !!suspend && (hasNotStarted || !!isSuspended) && !old.status?.active;
  const mayTellMore = isIdle && release.has('suspendedJobsAreMutable');
  const mayMove = release.has('suspendedJobsAreMutable')
    ? isIdle
    : !!suspend && hasNotStarted && release.has('jobMutableDirectives');
  const keepsGates = !release.has('jobMutableGates');
  const fixed = (one: PodTemplateSpec): PodTemplateSpec => (mayMove ? withoutDirectives(one, keepsGates) : one);
  if (mayTellMore) {
    const [after, before] = [withoutResources(fixed(now)), withoutResources(fixed(template))];
    if (!sameJson(after.spec, before.spec)) {
      errors.immutable(path.child('spec'), shownStruct('core.PodSpec', now.spec));
    }
  } else if (!sameJson(fixed(now), fixed(template))) errors.immutable(path, shownStruct('core.PodTemplateSpec', now));
}

function withoutDirectives(template: PodTemplateSpec, keepsGates: boolean): PodTemplateSpec {
  const { labels: _l, annotations: _a, ...metadata } = template.metadata ?? {};
  const { nodeSelector: _n, tolerations: _t, affinity, schedulingGates, ...spec } = template.spec;
  const { nodeAffinity: _f, ...others } = affinity ?? {};
  const fixed = { ...spec } as PodTemplateSpec['spec'];
  if (Object.keys(others).length > 0) fixed.affinity = others;
  if (keepsGates && schedulingGates) fixed.schedulingGates = schedulingGates;
  return { ...template, metadata, spec: fixed };
}

function withoutResources(template: PodTemplateSpec): PodTemplateSpec {
  const bare = <T extends object>(containers: readonly T[] | undefined): T[] =>
    (containers ?? []).map((container) => ({ ...container, resources: {} }));
  const { containers, initContainers, ...spec } = template.spec;
  return { ...template, spec: { ...spec, containers: bare(containers), initContainers: bare(initContainers) } };
}
