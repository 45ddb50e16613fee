import { conditionOf, type Pod } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { AppStory, podName, startOf } from '../app';
import { containerText, isWrite, objectOf, type Past, shortened, timeText } from '../past';
import type { Root, Said } from '../types';
import { changeOfResources } from '../writes';
import { deletionOf } from './deletion';
import { latestOf } from './probes';
import { rootOfFailure } from './status';

/** Where a kubelet has a pod from (pkg/kubelet/types/pod_update.go ConfigSourceAnnotationKey). */
const CONFIG_SOURCE = 'kubernetes.io/config.source';

/** What the rule of a kill says of its reason, in the words of a sentence. */
const PROBE_KILLS: Readonly<Record<string, 'liveness' | 'startup'>> = {
  'kill/liveness-probe': 'liveness',
  'kill/startup-probe': 'startup',
};

/** A signal that was sent, for those who may know its reason. */
interface Sent {
  readonly past: Past;
  readonly fact: Fact;
  readonly pod: Pod | undefined;
  readonly container: string;
  readonly rule: string | undefined;
  /** `SIGTERM was sent to container web`, the beginning of every sentence. */
  readonly sending: string;
}

/** What is said of a reason; the rule is that of the signal. */
type Reason = Omit<Said, 'rule'>;

/** A signal was sent to a container: a probe, a hook, a deletion or the end of the grace period is behind it. */
export function signalSent(past: Past, fact: Fact): Said {
  const { container, signal, rule } = fact.detail as { container: string; signal: string; rule?: string };
  const pod = past.pod(fact.object, fact.seq);
  const sending = `${signal} was sent to ${containerText(pod, container)}`;
  const sent: Sent = { past, fact, pod, container, rule, sending };
  for (const reason of REASONS) {
    const said = reason(sent);
    if (said) return { ...said, rule };
  }
  return { says: `${sending}${afterPreStop(sent)}.`, rule };
}

/** Who may be behind a signal: the first who knows of it explains it. */
const REASONS: readonly ((sent: Sent) => Reason | undefined)[] = [
  endOfGrace,
  failedProbe,
  failedPostStart,
  changedResources,
  changedDefinition,
  deletionOfPod,
  staticManifest,
  endByNode,
];

function endOfGrace({ past, fact, container, rule, sending }: Sent): Reason | undefined {
  if (rule !== 'signal/sigkill-after-grace') return undefined;
  const stop = latestOfContainer(past, fact, container, fact.seq - 1, ['signal-sent', 'container-started']);
  if (stop?.type !== 'signal-sent') return undefined;
  const started = startOf(past, fact.object, container, fact.seq);
  const app = new AppStory(past, fact.object, container, fact.t, started).stop();
  const after = `${timeText(fact.t - stop.t)} after ${stop.detail['signal']} it still ran`;
  return { says: `${sending}: ${after}${app ? ` (${app})` : ''}.`, because: { fact: stop, about: 'fact' } };
}

function failedProbe({ past, fact, container, rule, sending }: Sent): Reason | undefined {
  const probe = PROBE_KILLS[rule ?? ''];
  const verdict = probe && latestOf(past, fact.object, fact.seq, { type: 'probe-verdict', container, probe });
  return verdict && { says: `${sending}: its ${probe} probe had failed.`, because: { fact: verdict, about: 'fact' } };
}

function failedPostStart({ past, fact, container, rule, sending }: Sent): Reason | undefined {
  if (rule !== 'start/failed-post-start-kills') return undefined;
  const hook = latestOfContainer(past, fact, container, fact.seq, ['hook-ended']);
  return hook && { says: `${sending}: its postStart hook had failed.`, because: { fact: hook, about: 'fact' } };
}

function changedResources({ past, fact, rule, sending }: Sent): Reason | undefined {
  if (rule !== 'kill/resize-policy') return undefined;
  const change = changeOfResources(past, fact.object, fact.seq);
  const says = `${sending}: its resources had changed, and its resizePolicy says RestartContainer.`;
  return { says, because: change && { fact: change, about: 'fact' } };
}

function changedDefinition({ past, fact, rule, sending }: Sent): Reason | undefined {
  if (rule !== 'kill/definition-changed') return undefined;
  const change = past.latest(
    fact.object,
    fact.seq,
    ({ type, detail }) => type === 'api-write' && ['update', 'patch'].includes(String(detail['verb'])),
  );
  return change && { says: `${sending}: its definition had changed.`, because: { fact: change, about: 'fact' } };
}

function deletionOfPod(sent: Sent): Reason | undefined {
  const { past, fact, sending } = sent;
  const deletion = deletionOf(past, fact.object, fact.seq);
  const says = `${sending}${afterPreStop(sent)}: ${podName(fact.object)} is to end.`;
  return deletion && { says, because: { fact: deletion, about: 'fact' } };
}

function staticManifest(sent: Sent): Reason | undefined {
  const { pod, sending } = sent;
  if (pod?.metadata.annotations?.[CONFIG_SOURCE] !== 'file') return undefined;
  const what = `the manifest of static pod ${pod.metadata.name} on its node was taken away or changed`;
  return { says: `${sending}${afterPreStop(sent)}: ${what}.`, root: 'deed' };
}

function endByNode(sent: Sent): Reason | undefined {
  const failed = failureOf(sent.past, sent.fact);
  return failed && { says: `${sent.sending}${afterPreStop(sent)}: ${failed.why}.`, root: failed.root };
}

/** That the signal came after a preStop hook, where one has run. */
function afterPreStop({ past, fact, container }: Sent): string {
  const last = latestOfContainer(past, fact, container, fact.seq, ['hook-ended', 'container-started']);
  return last?.type === 'hook-ended' && last.detail['hook'] === 'preStop' ? ' when its preStop hook had ended' : '';
}

function latestOfContainer(past: Past, { object }: Fact, container: string, seq: number, types: readonly string[]) {
  return past.latest(object, seq, (fact) => types.includes(fact.type) && fact.detail['container'] === container);
}

/** The API hears only afterwards that a node ends a pod as a whole: evicted, preempted, out of time, shut down. */
function failureOf(past: Past, { object, seq }: Fact): { readonly why: string; readonly root: Root } | undefined {
  const told = past.journal.about(object).find((fact) => {
    return fact.seq > seq && isWrite(fact) && (objectOf(fact) as Pod).status?.reason !== undefined;
  });
  const { reason = '', message = '' } = (told && (objectOf(told) as Pod).status) ?? {};
  if (!reason) return disruptionOf(past, object, seq);
  return { why: `${podName(object)} is ${reason}${inBrackets(message)}`, root: rootOfFailure(reason) };
}

/** What is left of an eviction or a shutdown where the containers end well. */
function disruptionOf(
  past: Past,
  object: string,
  seq: number,
): { readonly why: string; readonly root: Root } | undefined {
  for (const fact of past.journal.about(object)) {
    if (fact.seq <= seq || !isWrite(fact)) continue;
    const target = conditionOf((objectOf(fact) as Pod).status?.conditions, 'DisruptionTarget');
    if (target?.reason === 'TerminationByKubelet')
      return { why: `${podName(object)} is ended by its node${inBrackets(target.message ?? '')}`, root: 'world' };
  }
  return undefined;
}

function inBrackets(message: string): string {
  const said = shortened(message).replace(/\.$/, '');
  return said ? ` (${said})` : '';
}
