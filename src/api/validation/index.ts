import type { FieldError } from '../errors';
import type { Release } from '../release/index';
import type { KubeObject, Pod } from '../types/index';
import { validateAutoscaler } from './autoscalers';
import { validateClaim } from './claims';
import { validateConfigMap, validateSecret } from './contents';
import { validateCronJob } from './cronJobs';
import { validateDaemonSet } from './daemonSets';
import { FieldErrors } from './errors';
import { validateJob } from './jobs';
import { validateLimitRange } from './limitRanges';
import { validateMetadata, validateMetadataUpdate } from './metadata';
import { validateIngress, validateNetworkPolicy } from './networking';
import { validateBudget, validateNode, validatePriorityClass } from './others';
import { validatePersistentVolume } from './persistentVolumes';
import { validateEphemeralContainersUpdate, validateNewPod, validatePodUpdate } from './pods';
import { validateQuota } from './quotas';
import { validateBinding, validateRole } from './rbac';
import { validateResize } from './resize';
import { validateEndpointSlice, validateEndpoints, validateService } from './services';
import { validateStatefulSet } from './statefulSets';
import { validateStorageClass } from './storageClasses';
import { validateDeployment, validateReplicaSet, validateReplicationController } from './workloads';

export { cidrBits } from './cidr';
export { cronFault } from './cron';
export { readableDiff } from './diff';
export { envNameFaults, labelValueFaults } from './names';
export { validationWarnings } from './warnings/index';

type Validator = (object: never, errors: FieldErrors, old?: never) => void;

const VALIDATORS: Readonly<Record<string, Validator>> = {
  Pod: (pod: Pod, errors: FieldErrors, old?: Pod) =>
    old ? validatePodUpdate(pod, old, errors) : validateNewPod(pod, errors),
  Deployment: validateDeployment,
  ReplicaSet: validateReplicaSet,
  ReplicationController: validateReplicationController,
  StatefulSet: validateStatefulSet,
  DaemonSet: validateDaemonSet,
  Job: validateJob,
  CronJob: validateCronJob,
  Service: validateService,
  Endpoints: validateEndpoints,
  EndpointSlice: validateEndpointSlice,
  ConfigMap: validateConfigMap,
  Secret: validateSecret,
  PodDisruptionBudget: validateBudget,
  PriorityClass: validatePriorityClass,
  HorizontalPodAutoscaler: validateAutoscaler,
  LimitRange: validateLimitRange,
  PersistentVolume: validatePersistentVolume,
  PersistentVolumeClaim: validateClaim,
  ResourceQuota: validateQuota,
  Node: validateNode,
  Ingress: validateIngress,
  NetworkPolicy: validateNetworkPolicy,
  StorageClass: validateStorageClass,
  Role: validateRole,
  ClusterRole: validateRole,
  RoleBinding: validateBinding,
  ClusterRoleBinding: validateBinding,
};

/** Subresources of a pod that may change what an update may not. */
export type PodSubresource = 'ephemeralcontainers' | 'resize';

/**
 * Everything that is wrong with an object that has its defaults.
 * @param old what the object replaces, for an update
 * @param subresource of a pod update, where the rules differ
 * @returns field errors in the words of the release, in the order in which the server names them; empty: it is valid
 */
export function validate(
  object: KubeObject,
  release: Release,
  old?: KubeObject,
  subresource?: PodSubresource,
): FieldError[] {
  const errors = new FieldErrors(release);
  validateMetadata(object, errors);
  if (old) validateMetadataUpdate(object.metadata, old.metadata, errors);
  if (object.kind === 'Pod' && old && subresource) {
    const rules = subresource === 'resize' ? validateResize : validateEphemeralContainersUpdate;
    rules(object as Pod, old as Pod, errors);
  } else VALIDATORS[object.kind]?.(object as never, errors, old as never);
  return errors.list;
}
