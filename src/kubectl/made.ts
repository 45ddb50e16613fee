import type { KubeObject } from '../api';
import type { Session } from './session';

type Json = Record<string, unknown>;

/** Structs that Go cannot leave out of what kubectl made itself, by kind. */
const ALWAYS_WRITTEN: Readonly<Record<string, Json>> = {
  CronJob: { status: {} },
  Deployment: { status: {} },
  Ingress: { status: { loadBalancer: {} } },
  Job: { status: {} },
  Namespace: { spec: {}, status: {} },
  Pod: { status: {} },
  PodDisruptionBudget: {
    status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  },
  ResourceQuota: { status: {} },
  Service: { status: { loadBalancer: {} } },
};

/**
 * An object that kubectl made of options, as `--dry-run=client -o yaml` prints it: without the namespace that nobody named,
 * and with every struct that Go writes even when it is empty.
 */
export function asPrinted(object: KubeObject, { namespaceGiven, release }: Session): KubeObject {
  const { namespace, ...metadata } = object.metadata;
  const named = namespaceGiven && namespace !== undefined ? { ...metadata, namespace } : metadata;
  const whole = { ...ALWAYS_WRITTEN[object.kind], ...object, metadata: named } as KubeObject;
  return release.has('dryRunCreationTimestampNull') ? withNullTimes(whole) : whole;
}

/** Also of the templates inside. */
function withNullTimes(object: KubeObject): KubeObject {
  const stamped: Json = { ...object, metadata: { ...object.metadata, creationTimestamp: null } };
  const spec = stamped['spec'] as Json | undefined;
  for (const template of ['template', 'jobTemplate']) {
    if (!spec?.[template]) continue;
    stamped['spec'] = { ...spec, [template]: withNullTimes(spec[template] as KubeObject) };
  }
  return stamped as unknown as KubeObject;
}
