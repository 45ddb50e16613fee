import type { KubeObject, PodSpec } from '../api/index';
import type { ManifestPlan } from './arbitraries/manifests';
import { initContainer, isOmitted, serverContainer, taskContainer } from './madeUpContainers';
import { priorityOf, surroundingsOf, withSettings } from './madeUpSurroundings';

type Kind = 'Pod' | 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob';

/** The kinds by their weight; a bare pod shows most about pods. */
const KINDS: readonly Kind[] = [
  'Pod',
  'Pod',
  'Pod',
  'Deployment',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'StatefulSet',
];

const POLICIES = ['Always', 'Always', 'Always', 'OnFailure', 'Never', 'OnFailure'] as const;

const LABELS = { app: 'web' };

/** The manifests that a plan means: one workload, and what belongs to it. */
export function madeUpManifests(plan: ManifestPlan): KubeObject[] {
  const kind = KINDS[plan.kind % KINDS.length] as Kind;
  const workload = workloadOf(kind, plan);
  const isServed = !['Job', 'CronJob'].includes(kind);
  const service = isServed && (kind === 'StatefulSet' || (plan.hasService && !isOmitted(plan.without, 'service')));
  const budget = isServed && plan.hasBudget;
  return [
    ...surroundingsOf(plan, kind === 'Pod'),
    ...(service ? [SERVICE] : []),
    workload,
    ...(budget ? [BUDGET] : []),
  ];
}

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: LABELS, ports: [{ port: 80, targetPort: 8080 }] },
} as KubeObject;

const BUDGET = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web' },
  spec: { maxUnavailable: 1, selector: { matchLabels: LABELS } },
} as KubeObject;

function workloadOf(kind: Kind, plan: ManifestPlan): KubeObject {
  const isTask = kind === 'Job' || kind === 'CronJob';
  const template = { metadata: { labels: LABELS }, spec: podSpec(plan, kind) };
  const object = (apiVersion: string, spec: object): KubeObject =>
    ({ apiVersion, kind, metadata: { name: 'web', ...(kind === 'Pod' && { labels: LABELS }) }, spec }) as KubeObject;
  const selector = { matchLabels: LABELS };
  const replicas = plan.replicas === 1 ? {} : { replicas: plan.replicas };
  const job = {
    ...(plan.backoffLimit !== undefined && { backoffLimit: plan.backoffLimit }),
    ...parallel(plan),
    template,
  };
  if (kind === 'Pod') return object('v1', template.spec);
  if (kind === 'Deployment') return object('apps/v1', { ...replicas, ...strategy(plan.rollout), selector, template });
  if (kind === 'StatefulSet')
    return object('apps/v1', { ...replicas, ...ordinals(plan.rollout), serviceName: 'web', selector, template });
  if (kind === 'Job' && isTask) return object('batch/v1', job);
  if (kind === 'CronJob')
    return object('batch/v1', { schedule: '* * * * *', ...concurrency(plan), jobTemplate: { spec: job } });
  return object('apps/v1', { selector, template });
}

/** As many at a time as have to succeed, or more of the latter; without completions one success is enough. */
function parallel({ replicas, completions }: ManifestPlan): object {
  const parallelism = replicas > 1 ? { parallelism: replicas } : {};
  const wanted = [Math.max(1, replicas), replicas + 2, undefined, 2][completions % 4];
  return wanted === undefined || (wanted === 1 && replicas < 2) ? parallelism : { ...parallelism, completions: wanted };
}

const CONCURRENCY = [undefined, 'Forbid', 'Replace'] as const;

function concurrency(plan: ManifestPlan): object {
  const concurrencyPolicy = CONCURRENCY[plan.concurrency % CONCURRENCY.length];
  return concurrencyPolicy ? { concurrencyPolicy } : {};
}

function strategy(rollout: number): object {
  const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
    strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
  });
  const all = [
    {},
    { strategy: { type: 'Recreate' } },
    rolling(1, 0),
    rolling(0, 1),
    rolling('50%', '50%'),
    { minReadySeconds: 5 },
  ];
  return all[rollout % all.length] as object;
}

function ordinals(rollout: number): object {
  const all = [
    {},
    { podManagementPolicy: 'Parallel' },
    { updateStrategy: { type: 'OnDelete' } },
    { minReadySeconds: 5 },
  ];
  return all[rollout % all.length] as object;
}

function podSpec(plan: ManifestPlan, kind: Kind): PodSpec {
  const { without, graceSeconds, deadlineSeconds } = plan;
  const isTask = kind === 'Job' || kind === 'CronJob';
  const drawn = POLICIES[plan.restartPolicy % POLICIES.length];
  const policy = isTask ? (plan.restartPolicy % 2 ? 'Never' : 'OnFailure') : kind === 'Pod' ? drawn : 'Always';
  const inits = isOmitted(without, 'inits') ? [] : plan.inits;
  const make =
    policy === 'Always'
      ? serverContainer
      : isTask
        ? taskContainer
        : plan.restartPolicy === 5
          ? taskContainer
          : serverContainer;
  const spec: PodSpec = {
    ...priorityOf(plan),
    ...(policy !== 'Always' && { restartPolicy: policy }),
    ...(graceSeconds !== undefined && { terminationGracePeriodSeconds: graceSeconds }),
    // A workload whose pods fail by their deadline makes new ones for ever.
    ...(deadlineSeconds !== undefined && kind === 'Pod' && { activeDeadlineSeconds: deadlineSeconds }),
    ...(inits.length && { initContainers: inits.map((init, i) => initContainer(`init-${i + 1}`, init, without)) }),
    containers: plan.containers.map((container, i) => make(i === 0 ? 'web' : `web-${i + 1}`, container, without)),
  };
  return withSettings(spec, plan);
}
