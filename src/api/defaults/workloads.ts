import type { Release } from '../release/index';
import type {
  CronJob,
  DaemonSet,
  Deployment,
  Job,
  PersistentVolumeClaim,
  PodTemplateSpec,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../types/index';
import { defaultTemplate } from './pod';

/** A template is no pointer in Go: one that is left out is an empty one, and has the defaults of a pod. */
function defaultTemplateOf(spec: { template?: PodTemplateSpec }, release: Release): void {
  spec.template ??= {} as PodTemplateSpec;
  spec.template.metadata ??= {};
  defaultTemplate(spec.template, release);
}

/** Defaults of apps/v1 and batch/v1. Source: kubernetes.io API reference of each kind. */
export function defaultDeployment({ spec }: Deployment, release: Release): void {
  defaultTemplateOf(spec, release);
  spec.replicas ??= 1;
  spec.strategy ??= {};
  spec.strategy.type ??= 'RollingUpdate';
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate ??= {};
    spec.strategy.rollingUpdate.maxUnavailable ??= '25%';
    spec.strategy.rollingUpdate.maxSurge ??= '25%';
  }
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= 600;
}

export function defaultReplicaSet(set: ReplicaSet, release: Release): void {
  defaultTemplateOf(set.spec, release);
  set.spec.replicas ??= 1;
}

/** Labels and selector both come from the template where they are left out. */
export function defaultReplicationController(controller: ReplicationController, release: Release): void {
  const { spec, metadata } = controller;
  defaultTemplate(spec.template, release);
  const labels = spec.template?.metadata?.labels;
  if (labels && !spec.selector) spec.selector = { ...labels };
  if (labels && !metadata.labels) metadata.labels = { ...labels };
  spec.replicas ??= 1;
}

export function defaultStatefulSet({ spec }: StatefulSet, release: Release): void {
  defaultTemplateOf(spec, release);
  spec.serviceName ??= '';
  spec.podManagementPolicy ??= 'OrderedReady';
  spec.updateStrategy ??= {};
  // Whoever names the type and says no more gets no partition, and hears of a rolling update as a whole.
  if (!spec.updateStrategy.type) {
    spec.updateStrategy.type = 'RollingUpdate';
    spec.updateStrategy.rollingUpdate ??= {};
  }
  const { type, rollingUpdate } = spec.updateStrategy;
  if (type === 'RollingUpdate' && rollingUpdate) rollingUpdate.partition ??= 0;
  if (release.has('persistentVolumeClaimRetention')) {
    spec.persistentVolumeClaimRetentionPolicy ??= {};
    spec.persistentVolumeClaimRetentionPolicy.whenDeleted ??= 'Retain';
    spec.persistentVolumeClaimRetentionPolicy.whenScaled ??= 'Retain';
  }
  spec.replicas ??= 1;
  spec.revisionHistoryLimit ??= 10;
  for (const claim of spec.volumeClaimTemplates ?? []) defaultClaimTemplate(claim as PersistentVolumeClaim);
}

export function defaultDaemonSet({ spec }: DaemonSet, release: Release): void {
  defaultTemplateOf(spec, release);
  spec.updateStrategy ??= {};
  spec.updateStrategy.type ??= 'RollingUpdate';
  if (spec.updateStrategy.type === 'RollingUpdate') {
    spec.updateStrategy.rollingUpdate ??= {};
    spec.updateStrategy.rollingUpdate.maxUnavailable ??= 1;
    if (release.has('daemonSetSurge')) spec.updateStrategy.rollingUpdate.maxSurge ??= 0;
  } else if (spec.updateStrategy.rollingUpdate) {
    // No pointer inside the server, where an amount that nobody defaults is none.
    spec.updateStrategy.rollingUpdate.maxUnavailable ??= 0;
    if (release.has('daemonSetSurge')) spec.updateStrategy.rollingUpdate.maxSurge ??= 0;
  }
  spec.revisionHistoryLimit ??= 10;
}

/** Selector and labels need the uid; the store adds them when it creates the Job. */
export function defaultJob({ spec }: Job, release: Release): void {
  defaultTemplateOf(spec, release);
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  spec.parallelism ??= 1;
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1;
  if (release.has('indexedJobs')) spec.completionMode ??= 'NonIndexed';
  if (release.has('jobSuspend')) spec.suspend ??= false;
  if (release.has('jobPodReplacementPolicy')) {
    spec.podReplacementPolicy ??= spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed';
  }
  if (release.has('jobManualSelectorShown')) spec.manualSelector ??= false;
  for (const rule of spec.podFailurePolicy?.rules ?? []) {
    for (const pattern of (rule['onPodConditions'] as { status?: string }[] | undefined) ?? [])
      pattern.status ??= 'True';
  }
  if (release.has('failIndexIsListed') && !release.has('jobBackoffLimitPerIndex')) dropFailIndexRules(spec);
}

/** Where indexes have no limit of their own, rules that fail one are dropped. Source: pkg/registry/batch/job/strategy.go `PrepareForCreate`, 1.28. */
function dropFailIndexRules({ podFailurePolicy }: Job['spec']): void {
  if (podFailurePolicy?.rules)
    podFailurePolicy.rules = podFailurePolicy.rules.filter(({ action }) => action !== 'FailIndex');
}

/** The Jobs of a CronJob get their defaults when they are made; the template in it only those of a template. */
export function defaultCronJob({ spec }: CronJob, release: Release): void {
  spec.jobTemplate ??= {} as CronJob['spec']['jobTemplate'];
  spec.jobTemplate.metadata ??= {};
  spec.jobTemplate.spec ??= {} as Job['spec'];
  defaultTemplateOf(spec.jobTemplate.spec, release);
  spec.concurrencyPolicy ??= 'Allow';
  spec.suspend ??= false;
  spec.successfulJobsHistoryLimit ??= 3;
  spec.failedJobsHistoryLimit ??= 1;
}

/** The server writes what kind of object it is, and the status of a new one (apps/v1 conversion.go, SetDefaults_PersistentVolumeClaim). */
function defaultClaimTemplate(claim: PersistentVolumeClaim): void {
  claim.apiVersion = 'v1';
  claim.kind = 'PersistentVolumeClaim';
  claim.metadata ??= {} as PersistentVolumeClaim['metadata'];
  defaultClaim(claim);
  claim.status = { phase: 'Pending', ...claim.status };
}

export function defaultClaim(claim: PersistentVolumeClaim): void {
  if (claim.spec) claim.spec.volumeMode ??= 'Filesystem';
}
