import { allContainers } from '../podSpecs';
import { parseQuantity } from '../quantity';
import type { Container, Pod, QosClass, ResourceRequirements } from '../types/index';

const COMPUTE = ['cpu', 'memory'] as const;

/** The QoS class, fixed when a pod is created. Source: kubernetes.io, Pod Quality of Service Classes. */
export function qosClass(pod: Pod, podLevelResources: boolean): QosClass {
  const { spec } = pod;
  const own = podLevelResources ? spec.resources : undefined;
  const all: (ResourceRequirements | undefined)[] = own
    ? [own]
    : allContainers(spec).map((container: Container) => container.resources);
  const amounts = all.flatMap((resources) =>
    COMPUTE.map((name) => ({ limit: amount(resources?.limits?.[name]), request: amount(resources?.requests?.[name]) })),
  );
  if (amounts.every(({ limit, request }) => limit === 0 && request === 0)) return 'BestEffort';
  const guaranteed = amounts.every(({ limit, request }) => limit > 0 && (request === 0 || request === limit));
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

function amount(quantity: string | undefined): number {
  return quantity === undefined ? 0 : Number(parseQuantity(quantity));
}
