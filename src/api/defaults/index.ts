import type { Release } from '../release/index';
import type { KubeObject, PersistentVolume, PriorityClass, StorageClass } from '../types/index';
import { defaultAutoscaler } from './autoscaling';
import { dropDisabledFields } from './disabled';
import { convertIngress, defaultNetworkPolicy } from './inert';
import { defaultLimits } from './limits';
import { defaultPod } from './pod';
import { defaultBinding } from './rbac';
import { defaultEndpointSlice, defaultEndpoints, defaultService } from './service';
import {
  defaultClaim,
  defaultCronJob,
  defaultDaemonSet,
  defaultDeployment,
  defaultJob,
  defaultReplicaSet,
  defaultReplicationController,
  defaultStatefulSet,
} from './workloads';
import { dropZeros } from './zeros';

export { dropDisabledFields } from './disabled';
export { defaultPullPolicy } from './images';
export { defaultContainer } from './pod';

type Defaulter = (object: never, release: Release) => void;

const DEFAULTERS: Readonly<Record<string, Defaulter>> = {
  Pod: defaultPod,
  Service: defaultService,
  Endpoints: defaultEndpoints,
  EndpointSlice: defaultEndpointSlice,
  Deployment: defaultDeployment,
  ReplicaSet: defaultReplicaSet,
  ReplicationController: defaultReplicationController,
  StatefulSet: defaultStatefulSet,
  DaemonSet: defaultDaemonSet,
  Job: defaultJob,
  CronJob: defaultCronJob,
  PersistentVolumeClaim: defaultClaim,
  PersistentVolume: ({ spec }: PersistentVolume) => {
    spec.persistentVolumeReclaimPolicy ??= 'Retain';
    spec.volumeMode ??= 'Filesystem';
    if (spec.hostPath) (spec.hostPath as { type?: string }).type ??= '';
  },
  StorageClass: (storageClass: StorageClass) => {
    storageClass.reclaimPolicy ??= 'Delete';
    storageClass.volumeBindingMode ??= 'Immediate';
  },
  PriorityClass: (priority: PriorityClass) => {
    priority.value ??= 0;
    priority.preemptionPolicy ??= 'PreemptLowerPriority';
  },
  RoleBinding: defaultBinding,
  ClusterRoleBinding: defaultBinding,
  LimitRange: defaultLimits,
  NetworkPolicy: defaultNetworkPolicy,
  Ingress: convertIngress,
  HorizontalPodAutoscaler: defaultAutoscaler,
  Secret: (secret: { type?: string }) => {
    secret.type ??= 'Opaque';
  },
};

/** Kinds that are worth nothing without a spec: an object without one gets an empty one, and validation speaks. */
const NEEDS_SPEC = new Set([
  'Pod',
  'Service',
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'ResourceQuota',
]);

/**
 * Fills in, in place, what the object leaves out, and drops what the release ignores. What needs the rest of the
 * cluster (addresses, service account, uid) is the store's.
 */
export function applyDefaults(object: KubeObject, release: Release): void {
  if (NEEDS_SPEC.has(object.kind)) (object as { spec?: unknown }).spec ??= {};
  dropZeros(object, object.kind);
  DEFAULTERS[object.kind]?.(object as never, release);
  // After that, as in the real server: a volume whose only source is ignored has none, and is no emptyDir.
  dropDisabledFields(object, object.kind, release);
}
