import { sameJson } from '../json';
import type { Release } from '../release/index';
import type { PersistentVolumeClaim, PodTemplateSpec, StatefulSet } from '../types/index';
import { validateClaimSpec } from './claims';
import { validateUnavailable } from './daemonSets';
import { FieldErrors } from './errors';
import { validateAnnotations, validateLabels } from './metadata';
import { Path } from './path';
import { validatePodAnnotations } from './podAnnotations';
import { validateTemplate } from './podSpec';
import { shownStrategy } from './rollingUpdates';
import { Shown } from './values';
import { validateWorkloadSelector } from './workloadSelectors';
import { validateEndlessPods } from './workloads';

type StatefulSetSpec = StatefulSet['spec'];

/** What an update finds that was there before a rule stays. */
interface Leniency {
  /** It names nothing that could change. */
  readonly isUpdate: boolean;
  /** A template that was wrong before may be wrong. */
  readonly ignoresTemplate: boolean;
}

/** Source: apps validation `ValidateStatefulSet`, `ValidateStatefulSetUpdate`. */
export function validateStatefulSet({ spec }: StatefulSet, errors: FieldErrors, old?: StatefulSet): void {
  validateSpec(spec, leniencyTo(old, errors.release), errors);
  if (old) isImmutable(spec, old.spec, errors);
}

/** Source: registry/apps/statefulset/strategy.go `ValidateUpdate`. */
function leniencyTo(old: StatefulSet | undefined, release: Release): Leniency {
  if (!old || !release.has('statefulSetUpdatesAreForgiving')) return { isUpdate: false, ignoresTemplate: false };
  const before = new FieldErrors(release);
  validateSpec(old.spec, { isUpdate: true, ignoresTemplate: false }, before);
  return { isUpdate: true, ignoresTemplate: before.list.length > 0 };
}

function validateSpec(spec: StatefulSetSpec, { isUpdate, ignoresTemplate }: Leniency, errors: FieldErrors): void {
  const { release } = errors;
  const path = Path.spec;
  const policy = spec.podManagementPolicy;
  if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    errors.invalid(path.child('podManagementPolicy'), policy ?? '', "must be 'OrderedReady' or 'Parallel'");
  }
  validateStrategy(spec.updateStrategy ?? {}, path.child('updateStrategy'), errors);
  validateRetention(spec, path.child('persistentVolumeClaimRetentionPolicy'), errors);
  const isWhole = release.has('statefulSetTemplatesAreChecked');
  if (isWhole && !isUpdate) validateClaims(spec, path.child('volumeClaimTemplates'), errors);
  validateNumbers(spec, errors);
  errors.notNegative(path.child('ordinals.start'), spec.ordinals?.start);
  if (spec.serviceName && !isUpdate && release.has('statefulSetServiceNamesAreLabels')) {
    errors.dnsLabel(path.child('serviceName'), spec.serviceName);
  }
  const texts = { emptyFor: 'statefulset', broken: '' };
  if (validateWorkloadSelector(spec.selector, spec.template?.metadata?.labels, texts, errors)) {
    if (isWhole && !ignoresTemplate) validateTemplate(asItsPods(spec), path.child('template'), errors);
    validateTemplateMetadata(spec.template, path.child('template'), errors);
  }
  validateEndlessPods(spec.template, 'StatefulSet', errors);
}

function validateStrategy(
  strategy: NonNullable<StatefulSetSpec['updateStrategy']>,
  path: Path,
  errors: FieldErrors,
): void {
  const { type, rollingUpdate } = strategy;
  const where = path.child('rollingUpdate');
  if (type === 'OnDelete') {
    if (rollingUpdate)
      errors.invalid(
        where,
        shownRollingUpdate(rollingUpdate, errors.release),
        "only allowed for updateStrategy 'RollingUpdate'",
      );
  } else if (type === 'RollingUpdate') {
    errors.notNegative(where.child('partition'), rollingUpdate?.partition);
    const most = rollingUpdate?.maxUnavailable;
    if (most !== undefined) validateUnavailable(most, where.child('maxUnavailable'), errors);
  } else {
    const shown = shownStrategy('StatefulSetUpdateStrategy', strategy, ['partition', 'maxUnavailable']);
    errors.invalid(path, shown, "must be 'RollingUpdate' or 'OnDelete'");
  }
}

function shownRollingUpdate(
  { partition = 0, maxUnavailable }: { partition?: number; maxUnavailable?: unknown },
  release: Release,
): Shown {
  const most = release.has('statefulSetMaxUnavailableField') ? ', MaxUnavailable:(*intstr.IntOrString)(nil)' : '';
  const go = `apps.RollingUpdateStatefulSetStrategy{Partition:${partition}${most}}`;
  return new Shown({ Partition: partition, MaxUnavailable: maxUnavailable ?? null }, go);
}

function validateRetention(
  { persistentVolumeClaimRetentionPolicy: policy }: StatefulSetSpec,
  path: Path,
  errors: FieldErrors,
): void {
  if (!policy) return;
  for (const field of ['whenDeleted', 'whenScaled'] as const) {
    errors.oneOf(path.child(field), policy[field], ['Retain', 'Delete']);
  }
}

function validateClaims({ volumeClaimTemplates = [] }: StatefulSetSpec, path: Path, errors: FieldErrors): void {
  for (const [i, claim] of volumeClaimTemplates.entries()) {
    validateClaimSpec((claim as PersistentVolumeClaim).spec ?? {}, path.index(i).child('spec'), errors);
  }
}

function validateNumbers({ replicas, minReadySeconds }: StatefulSetSpec, errors: FieldErrors): void {
  errors.notNegative(Path.spec.child('replicas'), replicas);
  errors.notNegative(Path.spec.child('minReadySeconds'), minReadySeconds);
}

/** Once more where all of the template was looked at. */
function validateTemplateMetadata(template: PodTemplateSpec | undefined, path: Path, errors: FieldErrors): void {
  validateLabels(template?.metadata?.labels, path.child('labels'), errors);
  validateAnnotations(template?.metadata?.annotations, path.child('annotations'), errors);
  validatePodAnnotations(template?.metadata?.annotations, template?.spec, path.child('annotations'), errors);
}

/** The controller names the hosts, and adds a volume for each claim template, which mounts may name. */
function asItsPods({ template, volumeClaimTemplates = [] }: StatefulSetSpec): PodTemplateSpec {
  if (!template?.spec) return template;
  const { hostname: _h, subdomain: _s, volumes = [], ...spec } = template.spec;
  const names = volumeClaimTemplates.map(({ metadata }) => metadata?.name ?? '');
  const claims = names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const own = volumes.filter((volume) => !claims.some((claim) => claim.name === volume.name));
  return { ...template, spec: { ...spec, volumes: [...claims, ...own] } };
}

const MUTABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const;

function isImmutable(now: StatefulSetSpec, old: StatefulSetSpec, errors: FieldErrors): void {
  const fixed = (spec: StatefulSetSpec) => {
    const copy: Record<string, unknown> = { ...spec };
    for (const field of MUTABLE) delete copy[field];
    if (errors.release.has('statefulSetHistoryLimitMutable')) delete copy['revisionHistoryLimit'];
    return copy;
  };
  if (!sameJson(fixed(now), fixed(old))) errors.forbidden(Path.spec, errors.release.text('statefulSetImmutable'));
}
