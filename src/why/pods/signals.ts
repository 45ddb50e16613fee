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

/** A signal was sent to a container: a probe, a hook, a deletion or the end of the grace period is behind it. */
export function signalSent(past: Past, fact: Fact): Said {
  const { container, signal, rule } = fact.detail as { container: string; signal: string; rule?: string };
  const pod = past.pod(fact.object, fact.seq);
  const who = containerText(pod, container);
  const isOf = (f: Fact, type: string) => f.type === type && f.detail['container'] === container;
  if (rule === 'signal/sigkill-after-grace') {
    const stop = past.latest(fact.object, fact.seq - 1, (f) => isOf(f, 'signal-sent') || isOf(f, 'container-started'));
    if (stop?.type === 'signal-sent') {
      const app = new AppStory(
        past,
        fact.object,
        container,
        fact.t,
        startOf(past, fact.object, container, fact.seq),
      ).stop();
      const says = `SIGKILL was sent to ${who}: ${timeText(fact.t - stop.t)} after ${stop.detail['signal']} it still ran${app ? ` (${app})` : ''}.`;
      return { says, rule, because: { fact: stop, about: 'fact' } };
    }
  }
  const probe = PROBE_KILLS[rule ?? ''];
  const verdict = probe && latestOf(past, fact.object, fact.seq, { type: 'probe-verdict', container, probe });
  if (verdict)
    return {
      says: `${signal} was sent to ${who}: its ${probe} probe had failed.`,
      rule,
      because: { fact: verdict, about: 'fact' },
    };
  if (rule === 'start/failed-post-start-kills') {
    const hook = past.latest(fact.object, fact.seq, (f) => isOf(f, 'hook-ended'));
    if (hook)
      return {
        says: `${signal} was sent to ${who}: its postStart hook had failed.`,
        rule,
        because: { fact: hook, about: 'fact' },
      };
  }
  if (rule === 'kill/resize-policy') {
    const change = changeOfResources(past, fact.object, fact.seq);
    const says = `${signal} was sent to ${who}: its resources had changed, and its resizePolicy says RestartContainer.`;
    return { says, rule, because: change && { fact: change, about: 'fact' } };
  }
  if (rule === 'kill/definition-changed') {
    const change = past.latest(
      fact.object,
      fact.seq,
      ({ type, detail }) => type === 'api-write' && ['update', 'patch'].includes(String(detail['verb'])),
    );
    if (change)
      return {
        says: `${signal} was sent to ${who}: its definition had changed.`,
        rule,
        because: { fact: change, about: 'fact' },
      };
  }
  const hook = past.latest(fact.object, fact.seq, (f) => isOf(f, 'hook-ended') || isOf(f, 'container-started'));
  const waited =
    hook?.type === 'hook-ended' && hook.detail['hook'] === 'preStop' ? ' when its preStop hook had ended' : '';
  const deletion = deletionOf(past, fact.object, fact.seq);
  if (deletion)
    return {
      says: `${signal} was sent to ${who}${waited}: ${podName(fact.object)} is to end.`,
      rule,
      because: { fact: deletion, about: 'fact' },
    };
  if (pod?.metadata.annotations?.[CONFIG_SOURCE] === 'file')
    return {
      says: `${signal} was sent to ${who}${waited}: the manifest of static pod ${pod.metadata.name} on its node was taken away or changed.`,
      rule,
      root: 'deed',
    };
  const failed = failureOf(past, fact);
  if (failed) return { says: `${signal} was sent to ${who}${waited}: ${failed.why}.`, rule, root: failed.root };
  return { says: `${signal} was sent to ${who}${waited}.`, rule };
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
