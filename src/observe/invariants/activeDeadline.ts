import type { KubeEvent, Pod } from '../../api/index';
import { atWrites, type Invariant, seconds } from './invariant';

export const deadlineNotEarly: Invariant = {
  name: 'pod/active-deadline-is-over',
  says: 'A pod exceeds its deadline only when activeDeadlineSeconds have passed since its start time.',
  source: 'core/v1 PodSpec.activeDeadlineSeconds; pkg/kubelet/active_deadline.go',
  observe: atWrites<KubeEvent>(['Event'], ({ by, object, t }, past) => {
    const { kind, namespace, name } = object.involvedObject ?? {};
    if (object.reason !== 'DeadlineExceeded' || kind !== 'Pod' || !by.startsWith('kubelet')) return undefined;
    const pod = past.find<Pod>('Pod', namespace, name ?? '');
    const allowed = pod?.spec.activeDeadlineSeconds;
    if (!pod?.status?.startTime || allowed === undefined || past.epochMs === undefined) return undefined;
    const activeMs = past.epochMs + t - Date.parse(pod.status.startTime);
    return activeMs < allowed * 1000
      ? `${name} exceeded its deadline of ${allowed} s after ${seconds(activeMs)}`
      : undefined;
  }),
};
