import {
  badRequest,
  type Container,
  conditionOf,
  isReady,
  type KubeObject,
  type LabelSelector,
  type NodeProxy,
  type Pod,
  parseTime,
  StatusError,
} from '../api';
import { sleep, type Task } from '../kernel';
import { failure } from './errors';
import { oneResource } from './selection';
import { selectorText } from './selector';
import type { Session } from './session';

/**
 * The pod that a word means: its name, `pod/name`, or a workload, of whose pods the most suitable is taken.
 * @param options `saysWhich`: whether it is told when there were several; kubectl logs does, exec and attach do not
 */
export function* podOf(session: Session, word: string, options: { saysWhich?: boolean } = {}): Task<Pod> {
  const [type, name] = word.includes('/') ? (word.split('/', 2) as [string, string]) : ['pod', word];
  const resource = oneResource(type);
  if (resource.kind === 'Pod') return yield* session.client.get<Pod>('Pod', session.namespace, name);
  const owner = yield* session.client.get<KubeObject>(resource.kind, session.scope(resource), name);
  const selector = podSelector(owner);
  if (!selector) throw failure(`cannot get the logs from ${owner.kind}: it has no pods`);
  const pods = yield* session.client.list<Pod>('Pod', { namespace: session.namespace, labelSelector: selector });
  const isForLogs = options.saysWhich !== false;
  const [best] = [...pods].sort(better(isForLogs ? forLogs : forStreams(session)));
  if (!best) throw failure(`timed out waiting for the condition`);
  if (pods.length > 1 && isForLogs) session.error(`Found ${pods.length} pods, using pod/${best.metadata.name}`);
  return best;
}

/** The label selector of what makes pods, or selects them. */
export function podSelector(object: KubeObject): string | undefined {
  const { selector } = (object as { spec?: { selector?: LabelSelector & Record<string, string> } }).spec ?? {};
  if (!selector) return undefined;
  const ofLabels = object.kind === 'Service' || object.kind === 'ReplicationController';
  return ofLabels ? selectorText({ matchLabels: selector }) : selectorText(selector);
}

/** What makes one of several pods the one to take: the lower, the better. */
type Rank = (pod: Pod) => number[];

function better(rank: Rank): (a: Pod, b: Pod) => number {
  return (a, b) => {
    const [left, right] = [rank(a), rank(b)];
    for (const [i, value] of left.entries()) if (value !== right[i]) return value - (right[i] as number);
    return 0;
  };
}

/** What logs are taken from (kubectl `pkg/util/podutils`, ByLogging): pods that have ended count as running. */
const forLogs: Rank = (pod) => [
  pod.spec.nodeName ? 0 : 1,
  { Unknown: 1, Pending: 2 }[pod.status?.phase as string] ?? 0,
  isReady(pod) ? 0 : 1,
  readySinceMs(pod),
  -restarts(pod),
  parseTime(pod.metadata.creationTimestamp) || 0,
];

/** What exec, attach and port-forward go to (kubectl `pkg/util/podutils`, ActivePods the other way round). */
function forStreams({ release }: Session): Rank {
  const sparesDeleted = release.has('streamsAvoidDeletedPods');
  return (pod) => [
    pod.spec.nodeName ? 0 : 1,
    { Running: 0, Unknown: 1 }[pod.status?.phase as string] ?? 2,
    isReady(pod) ? 0 : 1,
    ...(sparesDeleted ? [pod.metadata.deletionTimestamp ? 1 : 0, -deletionMs(pod)] : []),
    readySinceMs(pod),
    restarts(pod),
    parseTime(pod.metadata.creationTimestamp) || 0,
  ];
}

function deletionMs(pod: Pod): number {
  return parseTime(pod.metadata.deletionTimestamp) || 0;
}

function readySinceMs(pod: Pod): number {
  const ready = isReady(pod) ? conditionOf(pod.status?.conditions, 'Ready') : undefined;
  return parseTime(ready?.lastTransitionTime) || 0;
}

function restarts(pod: Pod): number {
  return Math.max(0, ...(pod.status?.containerStatuses ?? []).map((status) => status.restartCount));
}

/** All containers of a pod in the order in which kubectl names them. */
export function containersOf(pod: Pod): { container: Container; text: string }[] {
  return [
    ...pod.spec.containers.map((container) => ({ container, text: container.name })),
    ...(pod.spec.ephemeralContainers ?? []).map((container) => ({ container, text: `${container.name} (ephem)` })),
    ...(pod.spec.initContainers ?? []).map((container) => ({ container, text: `${container.name} (init)` })),
  ];
}

export function hasContainer(pod: Pod, name: string): boolean {
  return containersOf(pod).some(({ container }) => container.name === name);
}

/** What messages about containers name: the one that is meant, the pod, and all that it has. */
export function containerNames(pod: Pod, container: string): { container: string; pod: string; all: string } {
  const all = containersOf(pod).map(({ text }) => text);
  return { container, pod: pod.metadata.name, all: all.join(', ') };
}

/** The container that a command means when it names none: the annotated one, else the first. */
export function defaultContainer(session: Session, pod: Pod): string {
  const annotated = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (annotated && hasContainer(pod, annotated)) return annotated;
  const first = pod.spec.containers[0]?.name ?? '';
  if (containersOf(pod).length > 1) {
    const names = { ...containerNames(pod, first), namespace: session.namespace };
    session.error(session.release.text('defaultedContainer', names));
  }
  return first;
}

/** What is asked of a kubelet: a stream that stays open, or the log of a container. */
type Request = 'stream' | { readonly logsOf: string };

/** How long the API server waits for a kubelet that does not answer (staging/src/k8s.io/apiserver, dialer of the kubelet client). */
const DIAL_TIMEOUT_MS = 30_000;

/** The kubelet of a pod. @throws StatusError when no node runs it, or when its node can't be reached */
export function* nodeOf(session: Session, pod: Pod, request: Request): Task<NodeProxy> {
  const { nodeName } = pod.spec;
  const { name, namespace } = pod.metadata;
  if (!nodeName) throw refusal(session, request, badRequest(`pod ${name} does not have a host assigned`));
  const proxy = session.api.nodeProxy(nodeName);
  if (!proxy) throw new StatusError('NotFound', `nodes "${nodeName}" not found`);
  if (proxy.dialError?.()?.endsWith('i/o timeout')) yield* sleep(DIAL_TIMEOUT_MS);
  const why = proxy.dialError?.();
  if (!why) return proxy;
  const address = /^dial tcp (\S+):/.exec(why)?.[1] ?? nodeName;
  const message =
    request === 'stream'
      ? `error dialing backend: ${why}`
      : `Get "https://${address}/containerLogs/${namespace}/${name}/${request.logsOf}": ${why}`;
  throw refusal(session, request, new StatusError('', message));
}

/** Of a stream that the server refuses, newer clients tell only the message. */
function refusal(session: Session, request: Request, error: StatusError): Error {
  return request === 'stream' && session.release.has('streamRefusalsAreText')
    ? failure(`unable to upgrade connection: ${error.message}`)
    : error;
}
