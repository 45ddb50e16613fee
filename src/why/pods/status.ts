import { type Pod, sidecarsOf } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { podRow } from '../../kubectl/index';
import { AppStory, podName, startOf } from '../app';
import { capital, objectOf, type Past, shortened, statusesOf, timeText } from '../past';
import type { Moment, Root, Said } from '../types';
import { deletionOf } from './deletion';
import { notScheduled } from './scheduling';

/** Why the STATUS column shows what it shows since a write of the pod. */
export function podStatus(past: Past, moment: Moment): Said {
  const { fact } = moment;
  const pod = objectOf(fact) as Pod;
  const { metadata, spec, status } = pod;
  if (fact.detail['verb'] === 'removed') return gone(past, fact);
  if (metadata.deletionTimestamp) return terminating(past, moment, pod);
  if (status?.reason && status.phase === 'Failed') return failedAsAWhole(fact, pod);
  const cells = podRow(pod, past.cluster.wallMs(fact.t), past.cluster.release);
  const container = containerBehind(pod, cells.status);
  if (container !== undefined) return { says: '', because: { ...moment, about: 'container', container } };
  if (!spec.nodeName) return notScheduled(past, fact, pod);
  if (cells.status === 'Running' || cells.status === 'NotReady')
    return { says: '', because: { ...moment, about: 'ready' } };
  const cause = lastEnd(past, fact) ?? past.beginning(fact);
  if (cells.status === 'Pending')
    return { says: `${capital(podName(fact.object))} waits for the kubelet of node ${spec.nodeName}.`, because: cause };
  return { says: `${capital(podName(fact.object))} is ${cells.status}.`, because: cause };
}

/** The container that the word in the STATUS column comes from, as `kubectl get` chooses it; undefined: it is the pod's own word. */
function containerBehind(pod: Pod, word: string): string | undefined {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  if (word.startsWith('Init:')) {
    const sidecars = new Set(sidecarsOf(pod.spec).map(({ name }) => name));
    const open = initContainerStatuses.find(({ name, state, started }) =>
      sidecars.has(name) ? started !== true : state?.terminated?.exitCode !== 0,
    );
    return open?.name;
  }
  if (word === 'Running' || word === 'NotReady') return undefined;
  const own = containerStatuses.findLast(({ state }) => {
    const { waiting, terminated } = state ?? {};
    if (waiting) return waiting.reason === word;
    return terminated !== undefined && (terminated.reason === word || /^(?:ExitCode|Signal):/.test(word));
  });
  return own?.name;
}

function terminating(past: Past, moment: Moment, pod: Pod): Said {
  const { fact } = moment;
  const end = past.end(moment);
  const asked = deletionOf(past, fact.object, fact.seq) ?? fact;
  const name = capital(podName(fact.object));
  const { metadata, spec } = pod;
  const running = statusesOf(pod)
    .filter(({ state }) => state?.running)
    .map((s) => s.name);
  const grace = metadata.deletionGracePeriodSeconds ?? 0;
  const because: Moment = { fact: asked, about: 'fact' };
  const hook = past.latest(
    fact.object,
    end,
    ({ type }) => type === 'hook-started' || type === 'hook-ended' || type === 'container-started',
  );
  const node = spec.nodeName ?? '';
  if (metadata.finalizers?.length && running.length === 0)
    return {
      says: `${name} is Terminating until somebody removes its finalizers: ${metadata.finalizers.join(', ')}.`,
      rule: 'delete/waits-for-finalizers',
      because,
    };
  if (past.cluster.nodes.get(node)?.isPowered === false)
    return { says: `${name} is Terminating, and its node ${node} is not there to end it.`, because };
  const signal = past.latest(fact.object, end, ({ type, seq }) => type === 'signal-sent' && seq > asked.seq);
  const what =
    hook?.type === 'hook-started' && hook.seq > asked.seq
      ? `: hook ${hook.detail['hook']} of container ${hook.detail['container']} runs since ${past.clock(hook.t)}`
      : signal && running.length > 0
        ? `: ${signal.detail['signal']} was sent at ${past.clock(signal.t)}${ignored(past, fact.object, signal)}`
        : '';
  return {
    says: `${name} is Terminating: it has ${timeText(grace * 1000)} to end${what}.`,
    rule: 'delete/pod-has-grace',
    because,
  };
}

/** Why a container still runs after its stop signal, as far as somebody has said how its app behaves. */
function ignored(past: Past, pod: string, signal: Fact): string {
  const container = String(signal.detail['container']);
  const why = new AppStory(past, pod, container, signal.t, startOf(past, pod, container, signal.seq)).stop();
  return why && `; ${why}`;
}

/** The pod is not there any more. */
function gone(past: Past, fact: Fact): Said {
  const asked = deletionOf(past, fact.object, fact.seq - 1);
  const name = capital(podName(fact.object));
  if (asked)
    return {
      says: `${name} is gone, ${timeText(fact.t - asked.t)} after it was asked to go.`,
      because: { fact: asked, about: 'fact' },
    };
  return { says: `${name} is gone at once.`, because: { fact, about: 'fact' } };
}

/** Whose doing the word is when a node fails a pod as a whole; else it is the manifest's. */
const ROOTS: Readonly<Record<string, Root>> = {
  Evicted: 'world',
  Preempting: 'manifest',
  NodeShutdown: 'deed',
  Terminated: 'deed',
};

/** Evicted, out of time, refused by its node: the word is the pod's own. */
function failedAsAWhole(fact: Fact, { status }: Pod): Said {
  const { reason = 'Failed', message = 'its node has ended it' } = status ?? {};
  const says = `${capital(podName(fact.object))} is ${reason}: ${shortened(message).replace(/\.$/, '')}.`;
  return {
    says,
    rule: reason === 'DeadlineExceeded' ? 'pod/active-deadline' : undefined,
    root: rootOfFailure(reason),
  };
}

/** What kind of beginning it is that a node ends a pod as a whole. */
export function rootOfFailure(reason: string): Root {
  return ROOTS[reason] ?? 'manifest';
}

function lastEnd(past: Past, fact: Fact): Moment | undefined {
  const { phase } = (objectOf(fact) as Pod).status ?? {};
  const end = past.latest(fact.object, fact.seq, ({ type }) => type === 'container-exited');
  return end && phase !== 'Pending' ? { fact: end, about: 'fact' } : undefined;
}
