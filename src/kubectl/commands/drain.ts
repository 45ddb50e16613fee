import { isStatus, isTerminal, type Pod } from '../../api';
import { type Process, sleep, type Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, dryRun, duration, int, selectorFlags, text } from '../command/spec';
import { KubectlError } from '../errors';
import { oneResource } from '../selection';
import { deadline, find } from '../waiting';
import { nodesOf, setUnschedulable } from './nodes';

const RETRY_MS = 5_000;
const POLL_MS = 1_000;

export const drain: CommandSpec = {
  name: 'drain',
  flags: [
    ...selectorFlags,
    dryRun,
    bool('force'),
    bool('ignore-daemonsets'),
    bool('delete-emptydir-data'),
    bool('delete-local-data'),
    bool('disable-eviction'),
    int('grace-period', { value: '-1' }),
    int('skip-wait-for-delete-timeout'),
    duration('timeout'),
    text('pod-selector'),
  ],
  run: runDrain,
};

function* runDrain(call: Call): Task<number> {
  for (const node of yield* nodesOf(call)) {
    yield* setUnschedulable(call, node, true);
    const { name } = node.metadata;
    const plan = yield* planFor(call, name);
    if (plan.errors.length > 0) throw refused(call, name, plan.errors);
    if (plan.warnings.length > 0)
      call.session.error(call.session.release.text('drainWarns', { warnings: plan.warnings.join('; ') }));
    if (call.dryRun === 'none') yield* removeAll(call, name, plan.evict);
    call.session.line(`node/${name} drained${call.dryRun === 'none' ? '' : ' (dry run)'}`);
  }
  return 0;
}

function* planFor(call: Call, node: string): Task<Plan> {
  const pods = yield* call.session.client.list<Pod>('Pod', {
    fieldSelector: `spec.nodeName=${node}`,
    labelSelector: call.text('pod-selector'),
  });
  return sort(call, pods);
}

interface Plan {
  readonly evict: readonly Pod[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** Which pods may go, in kubectl's order of filters: DaemonSets, mirror pods, local data, pods without a controller. */
function sort(call: Call, pods: readonly Pod[]): Plan {
  const groups = { daemon: [] as Pod[], local: [] as Pod[], bare: [] as Pod[] };
  const evict: Pod[] = [];
  const { release } = call.session;
  const deleteLocal = call.flag('delete-emptydir-data') || call.flag('delete-local-data');
  for (const pod of pods) {
    const ended = isTerminal(pod);
    const controller = pod.metadata.ownerReferences?.find((owner) => owner.controller);
    if (pod.metadata.annotations?.['kubernetes.io/config.mirror']) continue;
    if (!ended && controller?.kind === 'DaemonSet') {
      groups.daemon.push(pod);
      continue;
    }
    // The first filter that says no is the only one that is told of.
    const isLocal = !deleteLocal && pod.spec.volumes?.some((volume) => volume.emptyDir);
    if (!ended && isLocal) groups.local.push(pod);
    else if (!ended && !controller) groups.bare.push(pod);
    evict.push(pod);
  }
  const errors = [
    ...(call.flag('force') ? [] : listed(release.text('drainBareFatal', {}), groups.bare)),
    ...(call.flag('ignore-daemonsets')
      ? []
      : listed('cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)', groups.daemon)),
    ...(deleteLocal
      ? []
      : listed('cannot delete Pods with local storage (use --delete-emptydir-data to override)', groups.local)),
  ];
  const warnings = [
    ...listed(release.text('drainBareWarning', {}), groups.bare),
    ...listed('ignoring DaemonSet-managed Pods', groups.daemon),
  ];
  return { evict, warnings, errors };
}

function listed(text: string, pods: readonly Pod[]): string[] {
  const names = pods.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  return names.length > 0 ? [`${text}: ${names.join(', ')}`] : [];
}

/** Up to 1.22 a single reason is an error like any other; since, one of those that kubectl lists for all nodes. */
function refused({ session: { release } }: Call, node: string, errors: readonly string[]): KubectlError {
  const all = together(errors);
  const failed = release.text('drainFailed', { node, errors: all });
  const reasons = errors.length === 1 && !release.has('drainGoesOn') ? [`error: ${all}`] : errors;
  return new KubectlError([failed, 'There are pending nodes to be drained:', ` ${node}`, ...reasons].join('\n'));
}

/** Several errors as Go's aggregate shows them. */
function together(errors: readonly string[]): string {
  return errors.length === 1 ? (errors[0] as string) : `[${errors.join(', ')}]`;
}

/** What is left on the node when not all pods could be removed. */
function* tellPending(call: Call, node: string, errors: readonly string[]): Task {
  const { evict } = yield* planFor(call, node);
  if (evict.length === 0) return;
  call.session.error(`There are pending pods in node "${node}" when an error occurred: ${together(errors)}`);
  for (const { metadata } of evict) call.session.error(`pod/${metadata.name}`);
}

/** All pods at once, each by a process of its own, as kubectl does. */
function* removeAll(call: Call, node: string, pods: readonly Pod[]): Task {
  const { session } = call;
  const limitMs = deadline(session, call.durationMs('timeout'));
  const workers: Process<string | undefined>[] = pods.map((pod) =>
    session.kernel.spawn(`kubectl drain ${pod.metadata.name}`, removeOne(call, pod, limitMs)),
  );
  let over = false;
  try {
    const errors: string[] = [];
    for (const worker of workers) {
      const outcome = yield* worker.ended.join();
      if (outcome.how === 'returned' && outcome.value) errors.push(outcome.value);
    }
    over = true;
    if (errors.length > 0) {
      yield* tellPending(call, node, errors);
      throw refused(call, node, errors);
    }
  } finally {
    if (!over) for (const worker of workers) worker.kill();
  }
}

/** @returns what went wrong */
function* removeOne(call: Call, pod: Pod, limitMs: number): Task<string | undefined> {
  const answer = yield* askUntilGranted(call, pod, limitMs);
  return answer === 'granted' ? yield* untilGone(call, pod, limitMs) : answer;
}

/** @returns what went wrong; undefined when the pod is gone already */
function* askUntilGranted(call: Call, pod: Pod, limitMs: number): Task<string | undefined> {
  const { session } = call;
  const { name, namespace = '' } = pod.metadata;
  const seconds = call.int('grace-period') ?? -1;
  const grace = seconds >= 0 ? { gracePeriodSeconds: seconds } : {};
  const evicts = !call.flag('disable-eviction');
  const failed = `error when evicting pods/"${name}" -n "${namespace}"`;
  for (;;) {
    if (evicts) session.line(`evicting pod ${namespace}/${name}`);
    // The limit is looked at before each try, not while kubectl waits for the next (pkg/drain/drain.go, evictPods)
    if (evicts && session.kernel.now >= limitMs) return `${failed}: global timeout reached: ${call.text('timeout')}`;
    try {
      if (evicts) yield* session.client.evict(namespace, name, grace);
      else yield* session.client.delete('Pod', namespace, name, grace);
      return 'granted';
    } catch (error) {
      if (isStatus(error, 'NotFound')) return undefined;
      if (!isStatus(error, 'TooManyRequests')) return isStatus(error) ? `${failed}: ${error.message}` : String(error);
      session.error(`${failed} (will retry after 5s): ${error.message}`);
    }
    yield* sleep(RETRY_MS);
  }
}

/** @returns what went wrong */
function* untilGone(call: Call, pod: Pod, limitMs: number): Task<string | undefined> {
  const { session } = call;
  const { name, namespace = '', uid } = pod.metadata;
  for (;;) {
    const now = yield* find<Pod>(session, oneResource('pod'), namespace, name);
    if (!now || now.metadata.uid !== uid) break;
    if (session.kernel.now >= limitMs)
      return session.release.text('drainPodStays', {
        pod: name,
        namespace,
        error: `global timeout reached: ${call.text('timeout')}`,
      });
    yield* sleep(POLL_MS);
  }
  session.line(`pod/${name} ${call.flag('disable-eviction') ? 'deleted' : 'evicted'}`);
  return undefined;
}
