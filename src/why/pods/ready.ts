import { type ContainerStatus, type Pod, sidecarsOf } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { podName, startOf } from '../app';
import { capital, containerOf, containerText, objectOf, type Past, statusesOf } from '../past';
import type { Moment, Said } from '../types';
import { deletionOf } from './deletion';
import { latestOf } from './probes';

/** Why a pod is ready, or not, since a write of it. */
export function podReady(past: Past, moment: Moment): Said {
  const { fact } = moment;
  const pod = objectOf(fact) as Pod;
  const name = capital(podName(fact.object));
  const conditions = pod.status?.conditions ?? [];
  const ready = conditions.find(({ type }) => type === 'Ready');
  const by = String(fact.detail['by']);
  if (by === 'node-controller' && ready?.status !== 'True')
    return {
      says: `${name} was marked as not ready by the node controller: nobody hears of node ${pod.spec.nodeName}.`,
      because: nodeTrouble(past, fact, pod),
    };
  const sidecars = new Set(sidecarsOf(pod.spec).map((c) => c.name));
  const serving = statusesOf(pod).filter(
    (s) => sidecars.has(s.name) || pod.spec.containers.some((c) => c.name === s.name),
  );
  const culprit =
    serving.find((status) => !status.ready && !status.state?.terminated) ?? serving.find((status) => !status.ready);
  if (culprit && ready?.status !== 'True')
    return { says: '', because: { ...moment, about: 'container', container: culprit.name } };
  const gate = pod.spec.readinessGates?.find(
    ({ conditionType }) => conditions.find((c) => c.type === conditionType)?.status !== 'True',
  );
  if (gate)
    return {
      says: `${name} is not ready: nobody has set the condition of its readiness gate ${gate.conditionType}.`,
      rule: 'ready/needs-its-gates',
      root: 'manifest',
    };
  const last = serving.length === 1 ? serving[0] : lastReady(past, fact, serving);
  if (last) return { says: '', because: { ...moment, about: 'container', container: last.name } };
  return { says: `${name} is ${pod.status?.phase ?? 'Pending'}.`, because: past.beginning(fact) };
}

/** Why a container that runs is ready, or not. */
export function readiness(past: Past, moment: Moment, pod: Pod, { name, ready, started: isUp }: ContainerStatus): Said {
  const { fact } = moment;
  const who = containerText(pod, name);
  const container = containerOf(pod, name);
  const started = startOf(past, fact.object, name, fact.seq);
  const from = started && ({ fact: started, about: 'fact' } as const);
  if (ready && !container?.readinessProbe)
    return {
      says: `${capital(who)} is ready: it runs${container?.startupProbe ? ' and has started up' : ''}, and has no readiness probe.`,
      because: from,
    };
  const probe = !isUp && container?.startupProbe ? 'startup' : 'readiness';
  const asked = container?.[`${probe}Probe`];
  if (!ready && pod.metadata.deletionTimestamp) {
    const deletion = deletionOf(past, fact.object, fact.seq);
    if (deletion)
      return {
        says: `${capital(who)} is not ready: ${podName(fact.object)} is being deleted.`,
        because: { fact: deletion, about: 'fact' },
      };
  }
  const what = { container: name, probe } as const;
  const verdict = latestOf(past, fact.object, fact.seq, { type: 'probe-verdict', ...what });
  if (verdict && started && verdict.seq > started.seq && (verdict.detail['result'] === 'success') === ready)
    return { says: '', because: { fact: verdict, about: 'fact' } };
  if (ready) return { says: `${capital(who)} is ready.`, because: from };
  const isRun = ({ type, detail }: Fact) =>
    type === 'probe' && detail['container'] === name && detail['probe'] === probe;
  const runs = past.run(
    fact.object,
    past.end(moment),
    (f) => isRun(f) || f === started,
    (f) => isRun(f) && f.detail['result'] !== 'success',
  );
  const first = runs.at(-1);
  if (first)
    return {
      says: `${capital(who)} is not ready: its ${probe} probe has not succeeded since its start.`,
      because: { fact: first, about: 'fact' },
    };
  const delay = asked?.initialDelaySeconds
    ? ` before initialDelaySeconds ${asked.initialDelaySeconds} are over`
    : ' yet';
  const since = started ? ` (it was started at ${past.clock(started.t)})` : '';
  return {
    says: `${capital(who)} is not ready: its ${probe} probe has not been run${delay}${since}.`,
    rule: 'probe/initial-values',
    because: from,
  };
}

/** Of several containers the one that was ready last. */
function lastReady(past: Past, fact: Fact, serving: readonly ContainerStatus[]): ContainerStatus | undefined {
  const times = serving.map((status) => ({ status, seq: startOf(past, fact.object, status.name, fact.seq)?.seq ?? 0 }));
  return times.sort((a, b) => b.seq - a.seq)[0]?.status;
}

function nodeTrouble(past: Past, fact: Fact, pod: Pod): Said['because'] {
  const node = past.version(`Node/${pod.spec.nodeName}`, fact.seq);
  return node && { fact: node, about: 'fact' };
}
