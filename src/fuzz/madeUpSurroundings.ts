import type { Container, KubeObject, PodSpec } from '../api/index';
import type { ManifestPlan } from './arbitraries/manifests';
import { isOmitted } from './madeUpContainers';

/** How pods get files and settings, the boring ways first. */
const SETTINGS = ['none', 'none', 'empty-dir', 'files', 'missing-files', 'setting', 'missing-setting'] as const;

function settingsOf({ settings, without }: ManifestPlan): (typeof SETTINGS)[number] {
  return isOmitted(without, 'settings') ? 'none' : (SETTINGS[settings % SETTINGS.length] as (typeof SETTINGS)[number]);
}

const CONFIG_MAP = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data: { mode: 'quick' },
} as KubeObject;

const URGENT = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'urgent' },
  value: 1000,
} as KubeObject;

/** Takes most of a node, and has to give way to what is urgent. */
const FILLER = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'filler' },
  spec: {
    selector: { matchLabels: { app: 'filler' } },
    template: {
      metadata: { labels: { app: 'filler' } },
      spec: { containers: [{ name: 'filler', image: 'example/filler:1', resources: { requests: { cpu: '3' } } }] },
    },
  },
} as KubeObject;

const QUOTA = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'few' },
  spec: { hard: { pods: '2' } },
} as KubeObject;

/** 0 nothing, 1 a class of its own, 2 and others that have to give way to it. */
function urgencyOf({ priority, without }: ManifestPlan): number {
  return isOmitted(without, 'priority') ? 0 : priority % 3;
}

export function priorityOf(plan: ManifestPlan): Pick<PodSpec, 'priorityClassName'> {
  return urgencyOf(plan) > 0 ? { priorityClassName: 'urgent' } : {};
}

/**
 * What stands in the manifests before the workload.
 * @param isAlone a pod by itself: a quota would only refuse it
 */
export function surroundingsOf(plan: ManifestPlan, isAlone: boolean): KubeObject[] {
  const settings = settingsOf(plan);
  const urgency = urgencyOf(plan);
  const hasQuota = plan.hasQuota && !isAlone && !isOmitted(plan.without, 'quota');
  return [
    ...(settings === 'files' || settings === 'setting' ? [CONFIG_MAP] : []),
    ...(hasQuota ? [QUOTA] : []),
    ...(urgency > 0 ? [URGENT] : []),
    ...(urgency > 1 ? [FILLER] : []),
  ];
}

/** The same pod with its volume, or its containers with a setting from a ConfigMap. */
export function withSettings(spec: PodSpec, plan: ManifestPlan): PodSpec {
  const settings = settingsOf(plan);
  if (settings === 'none') return spec;
  if (settings === 'setting' || settings === 'missing-setting') {
    const key = settings === 'setting' ? 'mode' : 'absent';
    const env = [{ name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key } } }];
    return { ...spec, containers: spec.containers.map((container): Container => ({ ...container, env })) };
  }
  const name = settings === 'files' ? 'settings' : 'absent';
  const volume = settings === 'empty-dir' ? { name: 'data', emptyDir: {} } : { name: 'data', configMap: { name } };
  const volumeMounts = [{ name: 'data', mountPath: '/data' }];
  return {
    ...spec,
    volumes: [volume],
    containers: spec.containers.map((container): Container => ({ ...container, volumeMounts })),
  };
}
