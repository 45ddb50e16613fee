import { conditionOf, isTerminalPhase, type Job, type KubeObject, type Pod, type Service } from '../../api/index';
import type { Cluster } from '../../cluster';
import { readyEndpoints } from '../services';
import { waitingPods } from '../waiting';
import type { Breach, Expectation } from './promise';

const WORLD = ['starts-late', 'hangs', 'pull-takes', 'dependency-late', 'outage', 'works', 'drains'] as const;
const PEOPLE = ['delete', 'delete-now', 'rollout', 'watched-rollout', 'scale', 'load-changes'] as const;
const MACHINES = ['node-failure', 'reboot', 'kubelet-restart'] as const;

export const readyAtLast: Expectation = {
  name: 'end/ready-at-last',
  says: 'every pod is ready or done at last',
  advice:
    'look at what the pod waits for: a container that waits for its own pod, a gate that nobody opens, a probe that can’t succeed',
  source: 'kubernetes.io, Pod Lifecycle, Pod readiness',
  despite: [...WORLD, ...PEOPLE, ...MACHINES, 'crashes-at-first'],
  broken(cluster): Breach | undefined {
    const [first] = waitingPods(cluster).filter(({ leaving }) => !leaving);
    return first && { t: cluster.now, object: first.object, seen: first.why };
  },
};

export const jobsComplete: Expectation = {
  name: 'end/jobs-complete',
  says: 'every Job completes',
  advice:
    'let the work wait for what it needs, raise backoffLimit or activeDeadlineSeconds, and make helpers that run beside the work sidecars (init containers with restartPolicy Always)',
  source: 'kubernetes.io, Jobs, Pod backoff failure policy; Sidecar Containers, Sidecar containers and Jobs',
  despite: ['starts-late', 'pull-takes', 'dependency-late', 'outage', 'works', 'drains'],
  broken(cluster): Breach | undefined {
    for (const { metadata, spec, status } of cluster.api.list<Job>('Job')) {
      const conditions = (status?.conditions ?? []).filter(({ status: is }) => is === 'True').map(({ type }) => type);
      if (conditions.includes('Complete') || spec.suspend) continue;
      const failed = status?.conditions?.find(({ type, status: is }) => type === 'Failed' && is === 'True');
      const seen = failed ? `it has failed: ${failed.reason} (${failed.message})` : 'it is still not complete';
      return { t: cluster.now, object: `Job/${metadata.namespace}/${metadata.name}`, seen };
    }
    return undefined;
  },
};

export const servicesLeadSomewhere: Expectation = {
  name: 'end/services-lead-somewhere',
  says: 'every Service with a selector leads to a pod at last',
  advice: 'compare the selector of the Service with the labels of the pods, and see why they are not ready',
  source: 'kubernetes.io, Debug Services, Does the Service have any EndpointSlices?',
  despite: [...WORLD, ...PEOPLE, ...MACHINES, 'crashes-at-first'],
  broken(cluster): Breach | undefined {
    for (const { metadata, spec } of cluster.api.list<Service>('Service')) {
      const { name = '', namespace = '' } = metadata;
      if (namespace === 'kube-system' || !spec.selector || !Object.keys(spec.selector).length) continue;
      if (readyEndpoints(cluster, name, namespace).length) continue;
      const words = Object.entries(spec.selector).map(([key, value]) => `${key}=${value}`);
      const seen = `no ready pod has the labels ${words.join(', ')}`;
      return { t: cluster.now, object: `Service/${namespace}/${name}`, seen };
    }
    return undefined;
  },
};

export const nodesCanBeDrained: Expectation = {
  name: 'drain/ends',
  says: 'a drained node is empty at last',
  advice:
    'let the PodDisruptionBudget allow at least one disruption: fewer minAvailable than replicas, or maxUnavailable 1',
  source: 'kubernetes.io, Safely Drain a Node; Specifying a Disruption Budget',
  despite: ['starts-late', 'pull-takes', 'drains', 'drain'],
  broken(cluster): Breach | undefined {
    const nodes = cluster.api.list<Machine>('Node');
    const cordoned = nodes.filter(({ spec }) => spec?.unschedulable);
    // Without another node nothing can move, whatever the budget says.
    if (cordoned.length === nodes.length) return undefined;
    const stranded = strandedWorkloads(cluster);
    for (const { metadata } of cordoned) {
      const left = podsLeft(cluster, metadata.name ?? '')
        .filter((pod) => !stranded.has(ownerOf(pod)))
        .map(({ metadata: { name } }) => name ?? '');
      if (left.length === 0) continue;
      const seen = `it still has ${left.join(', ')}`;
      return { t: cluster.now, object: `Node//${metadata.name}`, seen };
    }
    return undefined;
  },
};

type Machine = KubeObject & { readonly spec?: { readonly unschedulable?: boolean } };

/** Pods that a drain should have evicted: those of a DaemonSet stay. */
function podsLeft(cluster: Cluster, node: string): Pod[] {
  return cluster.api.list<Pod>('Pod').filter(({ spec, metadata, status }) => {
    if (spec.nodeName !== node || metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet')) return false;
    return !isTerminalPhase(status?.phase);
  });
}

function ownerOf({ metadata: { ownerReferences = [], uid = '' } }: Pod): string {
  return ownerReferences.find(({ controller }) => controller)?.uid ?? uid;
}

/**
 * What has a pod that no node takes while several are drained: another one that left would be one less, and a budget that forbids it
 * does what it is there for.
 */
function strandedWorkloads({ api }: Cluster): ReadonlySet<string> {
  const pods = api.list<Pod>('Pod').filter(({ status }) => {
    const scheduled = conditionOf(status?.conditions, 'PodScheduled');
    return scheduled?.status === 'False' && scheduled.reason === 'Unschedulable';
  });
  return new Set(pods.map(ownerOf));
}
