import { cpuMillis, type HorizontalPodAutoscaler, type KubeObject } from '../api/index';
import { namespaceOf } from './namespaces';
import { podSpecsOf } from './podSpecs';

/** A workload whose replicas follow its load. */
export interface Autoscaled {
  /** `deployment`. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** More CPU than all of its pods request when there are as many as may be, in thousandths of one. */
  readonly mostMillis: number;
}

/** What a pod is taken to request that says nothing. */
const REQUEST_MILLIS = 100;

/** The workloads of the manifests that their autoscalers scale. */
export function autoscaledIn(manifests: readonly KubeObject[]): Autoscaled[] {
  return manifests.flatMap((object) => {
    if (object.kind !== 'HorizontalPodAutoscaler') return [];
    const { scaleTargetRef, maxReplicas } = (object as Partial<HorizontalPodAutoscaler>).spec ?? {};
    const namespace = namespaceOf(object);
    const target = manifests.find(
      (one) =>
        one.kind === scaleTargetRef?.kind &&
        one.metadata.name === scaleTargetRef.name &&
        namespaceOf(one) === namespace,
    );
    if (!target || !scaleTargetRef) return [];
    const requests = podSpecsOf(target).flatMap(({ containers }) =>
      containers.map(({ resources }) => resources?.requests?.['cpu']),
    );
    const millis = requests.reduce((sum, request) => sum + cpuMillis(request), 0) || REQUEST_MILLIS;
    const { kind, name } = scaleTargetRef;
    return [{ kind: kind.toLowerCase(), name, namespace, mostMillis: 2 * millis * (maxReplicas ?? 1) }];
  });
}
