import type { CronJob, DaemonSet, Deployment, Job, Pod, ReplicaSet, StatefulSet } from '../../api/index';
import { atWrites, type Invariant } from './invariant';
import type { Past } from './past';

/** A controller acts on what it last saw. */
const NEWS_MS = 2_000;

export const pausedStandsStill: Invariant = {
  name: 'deployment/paused-stands-still',
  says: 'A Deployment that is paused makes no new ReplicaSet.',
  source: 'kubernetes.io, Deployments, Pausing and Resuming a rollout of a Deployment',
  observe(past) {
    const pausedMs = new Map<string, number>();
    const deployments = atWrites<Deployment>(['Deployment'], ({ object, t }) => {
      const uid = object.metadata.uid ?? '';
      if (!object.spec.paused) pausedMs.delete(uid);
      else if (!pausedMs.has(uid)) pausedMs.set(uid, t);
      return undefined;
    })(past);
    const sets = atWrites<ReplicaSet>(['ReplicaSet'], ({ verb, by, object, t }) => {
      if (verb !== 'create' || by !== 'deployment-controller') return undefined;
      const sinceMs = pausedMs.get(object.metadata.ownerReferences?.[0]?.uid ?? '');
      return sinceMs !== undefined && t - sinceMs > NEWS_MS ? 'created while its Deployment was paused' : undefined;
    })(past);
    return { ...deployments, ...sets };
  },
};

export const recreateWaits: Invariant = {
  name: 'deployment/recreate-ends-before-it-starts',
  says: 'Under strategy Recreate no pod of one template is made while one of another is not over.',
  source: 'kubernetes.io, Deployments, Recreate Deployment',
  observe(past) {
    const others = new Set<string>();
    const deployments = atWrites<Deployment>(['Deployment'], ({ object }) => {
      // Pods from the time of another strategy may stand beside each other.
      if (object.spec.strategy?.type !== 'Recreate') others.add(object.metadata.uid ?? '');
      return undefined;
    })(past);
    const pods = atWrites<Pod>(['Pod'], ({ verb, by, object }) => {
      if (verb !== 'create' || by !== 'replicaset-controller') return undefined;
      const set = past.controllerOf<ReplicaSet>(object, 'ReplicaSet');
      const deployment = set && past.controllerOf<Deployment>(set, 'Deployment');
      if (!deployment || others.has(deployment.metadata.uid ?? '')) return undefined;
      const old = siblings(deployment, set, past).find(({ hasEnded }) => !hasEnded);
      return old && `made while ${old.pod.metadata.name} of another template was not over`;
    })(past);
    return { ...deployments, ...pods };
  },
};

function siblings(deployment: Deployment, set: ReplicaSet, past: Past) {
  const names = [...(past.dependents.get(deployment.metadata.uid ?? '') ?? [])];
  const sets = names.map((name) => past.objects.get(name)).filter((object) => object?.kind === 'ReplicaSet');
  return sets.flatMap((other) => (other && other.metadata.uid !== set.metadata.uid ? past.podsOf(other) : []));
}

const ordinalOf = (name: string): number => Number(name.slice(name.lastIndexOf('-') + 1));

export const statefulSetInOrder: Invariant = {
  name: 'statefulset/starts-in-order',
  says: 'A StatefulSet with OrderedReady makes a pod only when all pods with lower ordinals are Ready.',
  source: 'kubernetes.io, StatefulSets, Deployment and scaling guarantees',
  observe: atWrites<Pod>(['Pod'], ({ verb, by, object, t }, past) => {
    if (verb !== 'create' || by !== 'statefulset-controller') return undefined;
    const set = past.controllerOf<StatefulSet>(object, 'StatefulSet');
    if (!set || set.spec.podManagementPolicy === 'Parallel') return undefined;
    const { namespace } = object.metadata;
    for (let i = set.spec.ordinals?.start ?? 0; i < ordinalOf(object.metadata.name); i++) {
      const name = `${set.metadata.name}-${i}`;
      const life = past.pods.get(`Pod/${namespace}/${name}`);
      const ready =
        life &&
        (life.isReady || t - life.readinessMs < NEWS_MS) &&
        (!life.isRemoved || t - (life.deletedMs ?? 0) < NEWS_MS);
      if (!ready) return `made before ${name} was Ready`;
    }
    return undefined;
  }),
};

export const statefulSetScalesFromTheTop: Invariant = {
  name: 'statefulset/scales-down-from-the-top',
  says: 'A StatefulSet with OrderedReady takes away a pod for good only when there is none with a higher ordinal.',
  source: 'kubernetes.io, StatefulSets, Deployment and scaling guarantees',
  observe: atWrites<Pod>(['Pod'], ({ verb, by, object, before }, past) => {
    if (verb !== 'delete' || by !== 'statefulset-controller' || before?.metadata.deletionTimestamp) return undefined;
    const set = past.controllerOf<StatefulSet>(object, 'StatefulSet');
    const ordinal = ordinalOf(object.metadata.name);
    const { replicas = 1, ordinals } = set?.spec ?? {};
    if (!set || set.spec.podManagementPolicy === 'Parallel' || ordinal < replicas + (ordinals?.start ?? 0))
      return undefined;
    const higher = past.podsOf(set).find(({ pod }) => ordinalOf(pod.metadata.name) > ordinal);
    return higher && `deleted while ${higher.pod.metadata.name} was there`;
  }),
};

export const oneOfADaemonSet: Invariant = {
  name: 'daemonset/one-pod-a-node',
  says: 'A DaemonSet without maxSurge brings a pod to a node only when none of its own is left there that has not ended.',
  source: 'kubernetes.io, DaemonSet; Perform a Rolling Update on a DaemonSet',
  observe: atWrites<Pod>(['Pod'], ({ verb, object }, past) => {
    const set = verb === 'bind' ? past.controllerOf<DaemonSet>(object, 'DaemonSet') : undefined;
    const { maxSurge = 0 } = set?.spec.updateStrategy?.rollingUpdate ?? {};
    if (!set || (maxSurge !== 0 && maxSurge !== '0%')) return undefined;
    const { name } = object.metadata;
    const other = past
      .podsOf(set)
      .find(
        (life) => !life.hasEnded && life.pod.metadata.name !== name && life.pod.spec.nodeName === object.spec.nodeName,
      );
    return other && `bound to ${object.spec.nodeName} beside ${other.pod.metadata.name}`;
  }),
};

const isOver = ({ status }: Job): string | undefined =>
  status?.conditions?.find(({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True')?.type;

export const jobEndIsFinal: Invariant = {
  name: 'job/end-is-final',
  says: 'A Job that is Complete or Failed stays so, and makes no more pods.',
  source: 'kubernetes.io, Jobs, Job termination and cleanup',
  observe(past) {
    const jobs = atWrites<Job>(['Job'], ({ object, before, by }) => {
      const was = before && isOver(before);
      return was && by !== 'kubectl' && isOver(object) !== was
        ? `${isOver(object) ?? 'going on'} after ${was}`
        : undefined;
    })(past);
    const pods = atWrites<Pod>(['Pod'], ({ verb, by, object }) => {
      const job = verb === 'create' && by === 'job-controller' ? past.controllerOf<Job>(object, 'Job') : undefined;
      const over = job && isOver(job);
      return over && `made although job ${job.metadata.name} is ${over}`;
    })(past);
    return { ...jobs, ...pods };
  },
};

export const jobCountsGrow: Invariant = {
  name: 'job/counts-grow',
  says: 'The numbers of succeeded and failed pods of a Job never fall.',
  source: 'kubernetes.io, Jobs, Job tracking with finalizers',
  since: 'jobTrackingFinalizers',
  observe: atWrites<Job>(['Job'], ({ object, before, by }) => {
    for (const count of ['succeeded', 'failed'] as const) {
      const was = before?.status?.[count] ?? 0;
      const is = object.status?.[count] ?? 0;
      if (is < was && by !== 'kubectl') return `${is} ${count} after ${was}`;
    }
    return undefined;
  }),
};

/** Made so lately that its controller, whose copy of the CronJob is older, may not know of it (cronjob_controllerv2.go syncCronJob). */
function isNews({ metadata }: Job, wallMs: number): boolean {
  return wallMs - Date.parse(metadata.creationTimestamp ?? '') <= NEWS_MS;
}

export const forbidForbids: Invariant = {
  name: 'cronjob/forbid-never-two',
  says: 'A CronJob with concurrencyPolicy Forbid never has two Jobs that are not over.',
  source: 'kubernetes.io, CronJob, Concurrency policy',
  observe: atWrites<Job>(['Job'], ({ verb, by, object, t }, past) => {
    const cron =
      verb === 'create' && by === 'cronjob-controller' ? past.controllerOf<CronJob>(object, 'CronJob') : undefined;
    if (cron?.spec.concurrencyPolicy !== 'Forbid') return undefined;
    const names = [...(past.dependents.get(cron.metadata.uid ?? '') ?? [])];
    const other = names
      .map((name) => past.objects.get(name) as Job | undefined)
      .find(
        (job) =>
          job &&
          job.metadata.name !== object.metadata.name &&
          !isOver(job) &&
          !job.metadata.deletionTimestamp &&
          !isNews(job, t + (past.epochMs ?? 0)),
      );
    return other && `made while ${other.metadata.name} was not over`;
  }),
};
