import { conflict, notFound } from '../errors';
import { formatTime } from '../time';
import type { Condition, KubeNode, Pod } from '../types/index';
import { ANONYMOUS, type Preconditions, type ServerContext, type WriteOptions } from './context';

const PODS = { plural: 'pods', group: '' };
const BINDINGS = { plural: 'pods/binding', group: '' };

export interface BindOptions extends WriteOptions, Preconditions {}

/** What a pod is told of where its node is (KEP-4742). */
const TOPOLOGY_LABELS = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'];

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
    metadata: { ...pod.metadata, ...topologyLabels(context, pod, nodeName) },
    spec: { ...pod.spec, nodeName },
    status: { ...pod.status, conditions: scheduled(context, pod) },
  };
  if (context.release.has('bindingClearsNomination')) delete bound.status?.nominatedNodeName;
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

/** Those of the node take the place of those that the pod has. */
function topologyLabels(
  { release, store }: ServerContext,
  pod: Pod,
  nodeName: string,
): Pick<Pod['metadata'], 'labels'> {
  if (!release.has('podsGetTopologyLabels')) return {};
  const node = store.shelf('Node').objects.get('', nodeName) as KubeNode | undefined;
  const labels = node?.metadata.labels ?? {};
  const known = TOPOLOGY_LABELS.filter((key) => labels[key] !== undefined);
  if (known.length === 0) return {};
  return { labels: { ...pod.metadata.labels, ...Object.fromEntries(known.map((key) => [key, labels[key] ?? ''])) } };
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
