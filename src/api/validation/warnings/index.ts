import type { Release } from '../../release/index';
import type { CronJob, Job, JobSpec, KubeObject, Pod, PodTemplateSpec, StatefulSet } from '../../types/index';
import { dnsLabelFaults } from '../names';
import { Path } from '../path';
import { quotaWarnings, secretWarnings } from './contents';
import { podWarnings } from './pods';
import { serviceWarnings } from './services';
import { claimSpecWarnings, claimWarnings, volumeWarnings } from './storage';

type Warner = (object: never, release: Release, old?: never) => string[];

const WARNERS: Readonly<Record<string, Warner>> = {
  Pod: (pod: Pod, release: Release, old?: Pod) =>
    old ? [] : [...nameWarnings(pod, release, "the Pod's hostname"), ...podWarnings(pod, undefined, release)],
  Deployment: ofWorkload,
  ReplicaSet: ofWorkload,
  ReplicationController: ofWorkload,
  DaemonSet: (object: Job, release: Release, old?: Job) => ofTemplate(object, release, old),
  StatefulSet: ofStatefulSet,
  Job: (job: Job, release: Release, old?: Job) =>
    ofWorkload(job, release, old, indexWarnings(job.spec, Path.spec, release)),
  CronJob: ofCronJob,
  Service: serviceWarnings,
  Endpoints: (_: KubeObject, release: Release) =>
    release.has('endpointsDeprecated')
      ? ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice']
      : [],
  PersistentVolume: volumeWarnings,
  PersistentVolumeClaim: claimWarnings,
  Secret: secretWarnings,
  ResourceQuota: quotaWarnings,
};

/**
 * What the API server says in `Warning:` headers about an object that it accepts.
 * @param object with its defaults
 * @param old what it replaces
 */
export function validationWarnings(object: KubeObject, release: Release, old?: KubeObject): string[] {
  if (!release.has('serverWarnings')) return [];
  return WARNERS[object.kind]?.(object as never, release, old as never) ?? [];
}

type HasTemplate = KubeObject & { readonly spec: { template?: PodTemplateSpec } };

/** Workloads whose pods are named after them. */
function ofWorkload(object: HasTemplate, release: Release, old?: HasTemplate, more: readonly string[] = []): string[] {
  const ofName = old ? [] : nameWarnings(object, release, 'Pod names and hostnames');
  const ofSpec = !old || isNewWish(object, old) ? [...more, ...ofTemplate(object, release)] : [];
  return [...ofName, ...ofSpec];
}

/** Of an update only when it asks for something else. */
function ofTemplate(object: HasTemplate, release: Release, old?: HasTemplate): string[] {
  const { template } = object.spec;
  return template?.spec && (!old || isNewWish(object, old))
    ? podWarnings(template, Path.spec.child('template'), release)
    : [];
}

function isNewWish({ metadata }: KubeObject, old: KubeObject): boolean {
  return metadata.generation !== old.metadata.generation;
}

function ofStatefulSet(set: StatefulSet, release: Release, old?: StatefulSet): string[] {
  const { volumeClaimTemplates = [], revisionHistoryLimit = 0 } = set.spec;
  const claims = Path.spec.child('volumeClaimTemplates');
  const warnings = ofTemplate(set, release, old);
  for (const [i, claim] of volumeClaimTemplates.entries()) {
    warnings.push(...claimSpecWarnings(claim, claims.index(i).child(...(old ? ['Spec'] : [])), release));
  }
  if (revisionHistoryLimit < 0 && release.has('warnsOfEndlessHistory')) {
    warnings.push(
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    );
  }
  return warnings;
}

function ofCronJob(cronJob: CronJob, release: Release, old?: CronJob): string[] {
  const warnings = old ? [] : nameWarnings(cronJob, release, 'Pod names and hostnames');
  const job = cronJob.spec.jobTemplate?.spec;
  if (job && (!old || isNewWish(cronJob, old))) {
    const path = Path.spec.child('jobTemplate', 'spec');
    warnings.push(...indexWarnings(job, path, release));
    if (job.template?.spec) warnings.push(...podWarnings(job.template, path.child('template'), release));
  }
  const tellsZone = old !== undefined || !release.has('cronJobRefusesZoneInSchedule');
  // The path is wrong in Kubernetes too.
  const field = 'spec.spec.schedule';
  if (tellsZone && cronJob.spec.schedule.includes('TZ')) warnings.push(release.text('zoneInSchedule', { field }));
  return warnings;
}

function indexWarnings({ completionMode, completions = 0, parallelism = 0 }: JobSpec, path: Path, release: Release) {
  if (completionMode !== 'Indexed' || completions <= 100_000 || parallelism <= 10_000) return [];
  if (!release.has('warnsOfManyIndexes')) return [];
  return [
    `${path}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`,
  ];
}

function nameWarnings({ metadata: { name } }: KubeObject, release: Release, usedIn: string): string[] {
  if (!name || !release.has('warnsOfHostnames')) return [];
  const faults = dnsLabelFaults(name, release);
  if (faults.length === 0) return [];
  const why = `this is used in ${usedIn}, which can result in surprising behavior; a DNS label is recommended`;
  // Faults are a list in Go syntax.
  return [`metadata.name: ${why}: [${faults.join(' ')}]`];
}
