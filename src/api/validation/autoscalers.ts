import { parseQuantity } from '../quantity';
import type { HorizontalPodAutoscaler, MetricSpec, MetricTarget, ScalingRules } from '../types/index';
import type { FieldErrors } from './errors';
import { pathSegmentFaults } from './names';
import { Path } from './path';
import { validateContainerResource } from './resources';
import { shownStruct } from './values';

const MAX_PERIOD_SECONDS = 1800;
const MAX_WINDOW_SECONDS = 3600;

/** Source: autoscaling validation `validateHorizontalPodAutoscalerSpec`. */
export function validateAutoscaler(
  { spec }: HorizontalPodAutoscaler,
  errors: FieldErrors,
  old?: HorizontalPodAutoscaler,
): void {
  const { minReplicas = 1, maxReplicas = 0, scaleTargetRef, behavior } = spec ?? {};
  // Nothing scales to zero, unless it did before somebody switched the gate HPAScaleToZero off.
  const least = old?.spec.minReplicas === 0 ? 0 : 1;
  if (minReplicas < least) {
    errors.invalid(Path.spec.child('minReplicas'), minReplicas, `must be greater than or equal to ${least}`);
  }
  validateMost(maxReplicas, minReplicas, Path.spec.child('maxReplicas'), errors);
  const isNew = !sameTarget(scaleTargetRef, old?.spec.scaleTargetRef);
  const group = !isNew ? 'unchecked' : scaleTargetRef?.kind === 'ReplicationController' ? 'optional' : 'needed';
  validateReference(scaleTargetRef, group, Path.spec.child('scaleTargetRef'), errors);
  const metrics = spec?.metrics ?? [];
  for (const [i, metric] of metrics.entries()) validateMetric(metric, Path.spec.child('metrics').index(i), errors);
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.forbidden(Path.spec.child('metrics'), detail);
  }
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    validateRules(behavior?.[direction], Path.spec.child('behavior', direction), errors);
  }
}

function validateMost(most: number, least: number, path: Path, errors: FieldErrors): void {
  const { release } = errors;
  if (most === 0 && release.has('autoscalersNeedMaximum')) errors.required(path, 'must be set and greater than 0');
  else if (most < 1) errors.invalid(path, most, release.text('tooFewReplicas'));
  if (most < least) errors.invalid(path, most, 'must be greater than or equal to `minReplicas`');
}

type Reference = Partial<HorizontalPodAutoscaler['spec']['scaleTargetRef']>;

function sameTarget(now: Reference | undefined, old: Reference | undefined): boolean {
  return old !== undefined && now?.apiVersion === old.apiVersion && now?.kind === old.kind;
}

function validateReference(
  reference: Reference | undefined,
  group: 'needed' | 'optional' | 'unchecked',
  path: Path,
  errors: FieldErrors,
): void {
  const { kind, name, apiVersion = '' } = reference ?? {};
  for (const [field, value] of Object.entries({ kind, name })) {
    if (!value) errors.required(path.child(field));
    else errors.invalidAll(path.child(field), value, pathSegmentFaults(value));
  }
  if (group === 'unchecked' || !errors.release.has('autoscalersNeedGroup')) return;
  const parts = apiVersion.split('/');
  const where = path.child('apiVersion');
  if (parts.length > 2) errors.invalid(where, apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  else if (group === 'needed' && parts.length < 2) {
    errors.invalid(where, apiVersion, 'apiVersion must specify API group');
  }
}

const SOURCES: Readonly<Record<string, keyof MetricSpec & string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

function validateMetric(metric: MetricSpec, path: Path, errors: FieldErrors): void {
  const { type = '' } = metric;
  const wanted = SOURCES[type];
  if (!type) errors.required(path.child('type'), 'must specify a metric source type');
  if (!wanted) errors.notSupported(path.child('type'), type, Object.keys(SOURCES));
  const [first, ...others] = (['object', 'external', 'pods', 'resource', 'containerResource'] as const).filter(
    (source) => metric[source] !== undefined,
  );
  if (first) SOURCE_RULES[first](metric, path.child(first), errors);
  if (wanted && metric[wanted] === undefined) {
    errors.required(path.child(wanted), 'must populate information for the given metric source');
  }
  if (!first || others.length === 0) return;
  for (const source of [first, ...others]) {
    if (source !== wanted) errors.forbidden(path.child(source), 'must populate the given metric source only');
  }
}

type Source = 'object' | 'external' | 'pods' | 'resource' | 'containerResource';
type SourceRule = (metric: MetricSpec, path: Path, errors: FieldErrors) => void;

const SOURCE_RULES: Readonly<Record<Source, SourceRule>> = {
  object({ object }, path, errors) {
    validateReference(object?.describedObject, 'optional', path.child('describedObject'), errors);
    validateNamed(object, path, errors);
    if (hasNone(object?.target, 'value', 'averageValue')) {
      errors.required(path.child('target', 'averageValue'), 'must set either a target value or averageValue');
    }
  },
  external({ external }, path, errors) {
    validateNamed(external, path, errors);
    const { value, averageValue } = external?.target ?? {};
    if (value === undefined && averageValue === undefined) {
      const detail = 'must set either a target value for metric or a per-pod target';
      errors.required(path.child('target', 'averageValue'), detail);
    } else if (value !== undefined && averageValue !== undefined) {
      const detail = 'may not set both a target value for metric and a per-pod target';
      errors.forbidden(path.child('target', 'value'), detail);
    }
  },
  pods({ pods }, path, errors) {
    validateNamed(pods, path, errors);
    if (hasNone(pods?.target, 'averageValue')) {
      errors.required(path.child('target', 'averageValue'), 'must specify a positive target averageValue');
    }
  },
  resource({ resource }, path, errors) {
    if (!resource?.name) errors.required(path.child('name'), 'must specify a resource name');
    validateShare(resource?.target, path.child('target'), errors);
  },
  containerResource({ containerResource }, path, errors) {
    const { name, container, target } = containerResource ?? {};
    if (!name) errors.required(path.child('name'), 'must specify a resource name');
    else validateContainerResource(name, path.child('name'), errors);
    if (!container) errors.required(path.child('container'), 'must specify a container');
    else errors.dnsLabel(path.child('container'), container);
    validateShare(target, path.child('target'), errors);
  },
};

function hasNone(target: MetricTarget | undefined, ...fields: readonly (keyof MetricTarget)[]): boolean {
  return fields.every((field) => target?.[field] === undefined);
}

function validateNamed(source: MetricSpec['pods'], path: Path, errors: FieldErrors): void {
  const name = source?.metric?.name;
  if (!name) errors.required(path.child('metric', 'name'), 'must specify a metric name');
  else errors.invalidAll(path.child('metric', 'name'), name, pathSegmentFaults(name));
  validateTarget(source?.target ?? {}, path.child('target'), errors);
}

/** Of what is requested, or as much as is said. */
function validateShare(target: MetricTarget | undefined, path: Path, errors: FieldErrors): void {
  validateTarget(target ?? {}, path, errors);
  const { averageUtilization, averageValue } = target ?? {};
  if (averageUtilization === undefined && averageValue === undefined) {
    errors.required(path.child('averageUtilization'), 'must set either a target raw value or a target utilization');
  } else if (averageUtilization !== undefined && averageValue !== undefined) {
    errors.forbidden(path.child('averageValue'), 'may not set both a target raw value and a target utilization');
  }
}

function validateTarget({ type, averageUtilization, ...amounts }: MetricTarget, path: Path, errors: FieldErrors): void {
  if (!type) errors.required(path.child('type'), 'must specify a metric target type');
  if (!type || !['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.invalid(path.child('type'), type ?? '', 'must be either Utilization, Value, or AverageValue');
  }
  for (const field of ['value', 'averageValue'] as const) {
    const amount = amounts[field];
    if (amount === undefined || parseQuantity(amount) > 0n) continue;
    errors.invalid(path.child(field), shownStruct('resource.Quantity', String(amount)), 'must be positive');
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.invalid(path.child('averageUtilization'), averageUtilization, 'must be greater than 0');
  }
}

function validateRules(rules: ScalingRules | undefined, path: Path, errors: FieldErrors): void {
  if (!rules) return;
  const { stabilizationWindowSeconds: window = 0, selectPolicy, policies = [], tolerance } = rules;
  const where = path.child('stabilizationWindowSeconds');
  if (window < 0) errors.invalid(where, window, 'must be greater than or equal to zero');
  if (window > MAX_WINDOW_SECONDS) {
    errors.invalid(where, window, `must be less than or equal to ${MAX_WINDOW_SECONDS}`);
  }
  if (selectPolicy !== undefined) errors.oneOf(path.child('selectPolicy'), selectPolicy, ['Disabled', 'Max', 'Min']);
  if (policies.length === 0) errors.required(path.child('policies'), 'must specify at least one Policy');
  for (const [i, policy] of policies.entries()) validatePolicy(policy, path.child('policies').index(i), errors);
  if (tolerance === undefined || parseQuantity(tolerance) >= 0n) return;
  errors.invalid(path.child('tolerance'), String(tolerance), 'must be greater than or equal to 0');
}

type ScalingPolicy = NonNullable<ScalingRules['policies']>[number];

function validatePolicy({ type, value = 0, periodSeconds = 0 }: ScalingPolicy, path: Path, errors: FieldErrors): void {
  errors.oneOf(path.child('type'), type, ['Percent', 'Pods']);
  if (value <= 0) errors.invalid(path.child('value'), value, 'must be greater than zero');
  const where = path.child('periodSeconds');
  if (periodSeconds <= 0) errors.invalid(where, periodSeconds, 'must be greater than zero');
  if (periodSeconds > MAX_PERIOD_SECONDS) {
    errors.invalid(where, periodSeconds, `must be less than or equal to ${MAX_PERIOD_SECONDS}`);
  }
}
