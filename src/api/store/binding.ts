import { copyTopology } from '../admission/index';
import { conflict, notFound } from '../errors';
import { formatTime } from '../time';
import type { Condition, Pod } from '../types/index';
import { ANONYMOUS, type Preconditions, type ServerContext, type WriteOptions } from './context';

const PODS = { plural: 'pods', group: '' };
const BINDINGS = { plural: 'pods/binding', group: '' };

export interface BindOptions extends WriteOptions, Preconditions {}

/**
 * POST of `/binding`: the pod gets its node and the condition PodScheduled in one write.
 * Source: registry/core/pod/storage `BindingREST`.
 * @throws StatusError 404, 409 when the pod is being deleted, bound already or gated
 */
export function bindPod(
  context: ServerContext,
  namespace: string,
  name: string,
  nodeName: string,
  options: BindOptions,
): Pod {
  const pod = context.store.shelf('Pod').objects.get(namespace, name) as Pod | undefined;
  if (!pod) throw notFound(PODS, name);
  const refusal = whyNot(pod, options);
  if (refusal) throw conflict(BINDINGS, name, refusal);
  const bound: Pod = {
    ...pod,
    metadata: { ...pod.metadata },
    spec: { ...pod.spec, nodeName },
    status: { ...pod.status, conditions: scheduled(context, pod) },
  };
  copyTopology(context, bound);
  if (bound.status?.nominatedNodeName && context.release.has('bindingForgetsNomination')) {
    delete bound.status.nominatedNodeName;
  }
  return options.dryRun ? bound : context.store.put(bound, 'bind', options.by ?? ANONYMOUS);
}

function whyNot(pod: Pod, { uid, resourceVersion }: Preconditions): string | undefined {
  const { name, deletionTimestamp } = pod.metadata;
  if (uid && uid !== pod.metadata.uid) {
    return `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${pod.metadata.uid}`;
  }
  if (resourceVersion && resourceVersion !== pod.metadata.resourceVersion) {
    return 'the object has been modified; please apply your changes to the latest version and try again';
  }
  if (deletionTimestamp) return `pod ${name} is being deleted, cannot be assigned to a host`;
  if (pod.spec.nodeName) return `pod ${name} is already assigned to node "${pod.spec.nodeName}"`;
  return pod.spec.schedulingGates?.length ? `pod ${name} has non-empty .spec.schedulingGates` : undefined;
}

function scheduled({ wallMs }: ServerContext, pod: Pod): Condition[] {
  const others = (pod.status?.conditions ?? []).filter((condition) => condition.type !== 'PodScheduled');
  const condition: Condition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: formatTime(wallMs()),
  };
  return [...others, condition];
}
