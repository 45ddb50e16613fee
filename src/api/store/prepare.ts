import { Buffer } from 'node:buffer';
import { qosClass } from '../admission/qos';
import type { Release } from '../release/index';
import { resourceOf } from '../resources';
import { formatTime } from '../time';
import type { DaemonSet, Job, KubeObject, Namespace, Pod, Secret, Service } from '../types/index';
import type { ServerContext, WriteOptions } from './context';
import { generateSelector } from './generatedSelector';
import { mergeLabelKeys } from './labelKeys';
import { syncProfiles } from './profiles';
import { countTemplates } from './templateCount';

/** The status that a new object starts with, whatever its manifest says. Source: the registry strategies. */
const FIRST_STATUS: Readonly<Record<string, (release: Release) => unknown>> = {
  ReplicaSet: () => ({ replicas: 0 }),
  ReplicationController: () => ({ replicas: 0 }),
  HorizontalPodAutoscaler: () => ({ currentMetrics: null, desiredReplicas: 0 }),
  Ingress: () => ({ loadBalancer: {} }),
  StatefulSet: (release) => ({
    ...(release.has('statefulSetMinReadySeconds') && { availableReplicas: 0 }),
    replicas: 0,
  }),
  DaemonSet: () => ({ currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 }),
  PodDisruptionBudget: () => ({ currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 }),
  Service: () => ({ loadBalancer: {} }),
  Namespace: () => ({ phase: 'Active' }),
  PersistentVolumeClaim: () => ({ phase: 'Pending' }),
  PersistentVolume: () => ({ phase: 'Pending' }),
};

/** Kinds that are created with the status they come with: a kubelet registers its node in one request. */
export const STATUS_AS_SENT = new Set(['Node']);

/** Fills the fields that belong to the server, in place. Runs after defaulting and admission, before validation. */
export function prepareForCreate(context: ServerContext, object: KubeObject, warn: WriteOptions['warn']): void {
  const writable = object as KubeObject & { status?: unknown };
  if (resourceOf(object.kind).hasStatus && !STATUS_AS_SENT.has(object.kind)) {
    writable.status = FIRST_STATUS[object.kind]?.(context.release) ?? {};
  }
  if (object.kind === 'Pod') preparePod(context, object as Pod, warn);
  if (object.kind === 'Job') prepareJob(context, object as Job);
  if (object.kind === 'Namespace') prepareNamespace(object as Namespace);
  prepareContent(context, object);
}

/** What holds for updates as well: the server fills it in whenever it reads such an object. */
export function prepareContent({ release }: ServerContext, object: KubeObject, old?: KubeObject): void {
  const { kind, metadata } = object;
  if (kind === 'Secret') encodeStrings(object as Secret);
  if (kind === 'DaemonSet') countTemplates(object as DaemonSet, old as DaemonSet | undefined);
  if (kind === 'Namespace' && release.has('namespaceNameLabel')) {
    metadata.labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name };
  }
  // Without labels of its own a Job has those of its pods.
  if (kind === 'Job' && !metadata.labels) {
    const labels = (object as Job).spec.template?.metadata?.labels;
    if (labels) metadata.labels = { ...labels };
  }
}

function preparePod({ release, wallMs }: ServerContext, pod: Pod, warn: WriteOptions['warn']): void {
  pod.status = { phase: 'Pending', qosClass: qosClass(pod, release.has('podLevelResources')) };
  mergeLabelKeys(pod, release);
  syncProfiles(pod, release, warn);
  if (!pod.spec.schedulingGates?.length || !release.has('schedulingGates')) return;
  pod.status.conditions = [
    {
      type: 'PodScheduled',
      status: 'False',
      lastProbeTime: null,
      lastTransitionTime: formatTime(wallMs()),
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    },
  ];
}

function prepareJob({ release }: ServerContext, job: Job): void {
  const { metadata } = job;
  generateSelector(job, release);
  if (release.has('jobTrackingAnnotation')) metadata.annotations = { ...metadata.annotations, [TRACKED]: '' };
}

/** Jobs of before are counted otherwise. */
const TRACKED = 'batch.kubernetes.io/job-tracking';

function prepareNamespace(namespace: Namespace): void {
  namespace.spec = { ...namespace.spec, finalizers: ['kubernetes'] };
}

/** `stringData` is for writing only: it ends up in `data`. */
function encodeStrings(secret: Secret): void {
  if (!secret.stringData) return;
  const encoded = Object.entries(secret.stringData).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  secret.data = { ...secret.data, ...Object.fromEntries(encoded) };
  delete secret.stringData;
}

/** Allocates what a Service needs; the last step before it is saved. */
export function allocateAddresses({ addresses }: ServerContext, object: KubeObject, old?: KubeObject): void {
  if (object.kind === 'Service') addresses.allocate(object as Service, old as Service | undefined);
}
