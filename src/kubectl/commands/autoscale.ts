import {
  type HorizontalPodAutoscaler,
  isStatus,
  type KubeObject,
  type MetricSpec,
  type MetricTarget,
  parseQuantity,
  type Resource,
  resourceOf,
} from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, dryRun, fileFlags, int, outputFlags, record, text } from '../command/spec';
import { failure, KubectlError, statusText } from '../errors';
import { createObject, suffix } from '../objects';
import { changeText } from '../output/printer';
import { visitEach } from '../visiting';

export const autoscale: CommandSpec = {
  name: 'autoscale',
  flags: [
    ...fileFlags,
    ...outputFlags,
    dryRun,
    record,
    int('min', { value: '-1' }),
    int('max', { value: '-1' }),
    int('cpu-percent', { value: '-1' }),
    text('cpu'),
    text('memory'),
    text('name'),
    bool('save-config'),
    text('field-manager'),
  ],
  run: runAutoscale,
};

const SCALABLE = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

function* runAutoscale(call: Call): Task<number> {
  refuseMisuse(call);
  return yield* visitEach(call, call.args, function* ({ resource, object }) {
    if (!SCALABLE.includes(resource.kind))
      throw failure(
        `cannot autoscale a ${resource.kind}: could not find scale subresource for ${groupVersion(resource)}, Resource=${resource.plural} in discovery information`,
      );
    yield* createOne(call, autoscalerFor(call, resource, object));
  });
}

const groupVersion = ({ apiVersion }: Resource): string => (apiVersion.includes('/') ? apiVersion : `/${apiVersion}`);

/** autoscale.go, Validate. */
function refuseMisuse(call: Call): void {
  const { release } = call.session;
  const [most = -1, least = -1, percent = -1] = [call.int('max'), call.int('min'), call.int('cpu-percent')];
  const { path } = call;
  for (const flag of ['cpu', 'memory'])
    if (call.given(flag) && !release.has('autoscaleByQuantities'))
      throw failure(`unknown flag: --${flag}\nSee 'kubectl ${path} --help' for usage.`);
  if (call.given('cpu-percent') && release.has('autoscaleByQuantities'))
    call.session.error(
      "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
    );
  if (!call.given('max')) throw failure('required flag(s) "max" not set');
  if (most < 1) throw failure(`--max=MAXPODS is required and must be at least 1, max: ${most}`);
  if (most < least)
    throw failure(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${most}, min: ${least}`);
  if (percent > 0 && call.text('cpu')) throw failure('--cpu-percent and --cpu are mutually exclusive');
  metricsOf(call);
}

function autoscalerFor(call: Call, { kind, apiVersion }: Resource, { metadata }: KubeObject): HorizontalPodAutoscaler {
  const least = call.int('min') ?? -1;
  const metrics = metricsOf(call);
  return {
    apiVersion: resourceOf('HorizontalPodAutoscaler').apiVersion,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: call.text('name') || metadata.name, namespace: call.session.namespace },
    spec: {
      maxReplicas: call.int('max') as number,
      ...(metrics.length > 0 ? { metrics } : {}),
      ...(least > 0 ? { minReplicas: least } : {}),
      scaleTargetRef: { apiVersion, kind, name: metadata.name },
    },
  };
}

function metricsOf(call: Call): MetricSpec[] {
  const percent = call.int('cpu-percent') ?? -1;
  const [cpu, memory] = [call.text('cpu'), call.text('memory')];
  const metric = (name: string, target: MetricTarget): MetricSpec => ({ resource: { name, target }, type: 'Resource' });
  return [
    ...(percent > 0 ? [metric('cpu', utilization(percent))] : []),
    ...(cpu ? [metric('cpu', targetOf(cpu, 'cpu', 'm'))] : []),
    ...(memory ? [metric('memory', targetOf(memory, 'memory', 'Mi'))] : []),
  ];
}

const utilization = (averageUtilization: number): MetricTarget => ({ averageUtilization, type: 'Utilization' });

/** `70%`, `500m`, or a bare number in the unit of the resource. @throws KubectlError */
function targetOf(input: string, resource: string, unit: string): MetricTarget {
  const trimmed = input.trim();
  if (trimmed.endsWith('%')) {
    const percent = trimmed.slice(0, -1);
    if (!/^\+?\d+$/.test(percent)) throw failure(`invalid percentage value: ${percent}`);
    return utilization(Number(percent));
  }
  const averageValue = /^\d+(\.\d+)?$/.test(trimmed) ? `${Number(trimmed)}${unit}` : trimmed;
  if (!isQuantity(averageValue)) throw failure(`invalid resource ${resource} value: ${trimmed}`);
  return { averageValue, type: 'AverageValue' };
}

function isQuantity(text: string): boolean {
  try {
    parseQuantity(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * What autoscaling/v2 refuses is tried once more as autoscaling/v1, which knows a share of the CPU alone: where that cannot
 * say what is wanted, the reason of the first refusal is lost.
 */
function* createOne(call: Call, autoscaler: HorizontalPodAutoscaler): Task {
  if (call.dryRun === 'client') {
    const unset = { currentMetrics: null, desiredReplicas: 0 };
    const shown: HorizontalPodAutoscaler = { ...autoscaler, status: unset };
    call.session.io.stdout(changeText(shown, `created${suffix(call)}`, call.text('output'), call.session.release));
    return;
  }
  const { session } = call;
  try {
    yield* createObject(call, autoscaler, { done: 'autoscaled' });
  } catch (error) {
    if (!isStatus(error)) throw error;
    if (!session.release.has('autoscaleByQuantities')) throw new KubectlError(statusText(error, session.release));
    const why = whyNotFirstVersion(call);
    if (why === undefined) throw error;
    throw failure(
      `failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ${why}`,
    );
  }
}

function whyNotFirstVersion(call: Call): string | undefined {
  const cpu = call.text('cpu');
  if (!cpu) return 'empty input';
  const saysIt = !call.text('memory') && cpu.trim().endsWith('%');
  // Go's way of printing an error that is none.
  return saysIt ? undefined : '%!w(<nil>)';
}
