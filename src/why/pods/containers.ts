import { type ContainerStatus, isSidecar, type KubeEvent, type Pod } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { podName, startOf } from '../app';
import { capital, containerOf, containerText, isWrite, objectOf, type Past, shortened, statusesOf } from '../past';
import type { Moment, Root, Said } from '../types';
import { readiness } from './ready';

/** Why a container is as a write of the pod's status says: waiting, ended, running, ready. */
export function containerState(past: Past, moment: Moment): Said {
  const { fact, container: name = '' } = moment;
  const pod = objectOf(fact) as Pod;
  const status = statusesOf(pod).find((candidate) => candidate.name === name);
  const who = capital(containerText(pod, name));
  if (!status) return { says: `${who} is not known to the API yet.`, because: past.beginning(fact) };
  const { waiting, running, terminated } = status.state ?? {};
  if (waiting) return waits(past, moment, pod, status);
  if (terminated) {
    const end = past.latest(
      fact.object,
      fact.seq,
      (f) => f.type === 'container-exited' && f.detail['container'] === name,
    );
    if (end) return { says: '', because: { fact: end, about: 'fact' } };
    return {
      says: `${who} ended with exit code ${terminated.exitCode} (${terminated.reason ?? 'no reason'}).`,
      because: past.beginning(fact),
    };
  }
  if (running && isTask(pod, name)) return stillWorks(past, moment, pod);
  return readiness(past, moment, pod, status);
}

function isTask({ spec }: Pod, name: string): boolean {
  return spec.initContainers?.some((container) => container.name === name && !isSidecar(container)) ?? false;
}

/** An init container that has not come to its end; what it says last is most often what it waits for. */
function stillWorks(past: Past, { fact, container: name = '', untilMs = fact.t }: Moment, pod: Pod): Said {
  const started = startOf(past, fact.object, name, fact.seq);
  const words = started && past.lastWords(fact.object, name, Number(started.detail['attempt'] ?? 0), untilMs);
  const since = started ? ` since ${past.clock(started.t)}` : '';
  const says = `${capital(containerText(pod, name))} runs${since} and has not ended${words ? `; it says “${words}”` : ''}`;
  const dropped = past.journal
    .about(fact.object)
    .findLast(({ type, t }) => type === 'packet-dropped' && t <= untilMs && t >= (started?.t ?? 0));
  if (dropped)
    return { says: `${says}: ${dropped.detail['says']}.`, rule: 'network-policy/isolates', root: 'manifest' };
  const missing = words ? missingService(past, pod, words, untilMs) : '';
  return {
    says: `${says}${missing}.`,
    rule: 'init/next-after-success',
    root: missing ? 'world' : 'app',
  };
}

/** A name that the cluster's DNS does not know is most often a Service that nobody has made yet. */
function missingService(past: Past, { metadata }: Pod, words: string, untilMs: number): string {
  const [, name] = /(?:can't resolve|can't find|bad address|not resolve host:?) ['"]?([a-z0-9-]+)/.exec(words) ?? [];
  if (!name) return '';
  const made = past.journal
    .about(`Service/${metadata.namespace}/${name}`)
    .findLast((fact) => isWrite(fact) && fact.t <= untilMs);
  return made && made.detail['verb'] !== 'removed' ? '' : `: there is no service ${name}`;
}

/** Reasons for which a container waits until a person does something, and where the reason comes from. */
const STUCK: Readonly<Record<string, { readonly rule?: string; readonly root: Root; readonly hint?: string }>> = {
  ErrImageNeverPull: { rule: 'image/never-is-not-pulled', root: 'manifest' },
  InvalidImageName: { rule: 'image/invalid-name-waits', root: 'manifest' },
  CreateContainerConfigError: { rule: 'start/needs-its-references', root: 'manifest' },
  CreateContainerError: { root: 'manifest' },
  RunContainerError: { rule: 'exit/128-without-a-start', root: 'manifest' },
};

function waits(past: Past, moment: Moment, pod: Pod, { name, state }: ContainerStatus): Said {
  const { fact } = moment;
  const { reason = 'waiting', message = '' } = state?.waiting ?? {};
  const who = capital(containerText(pod, name));
  const said = message ? `: ${shortened(message, 300).replace(/\.$/, '')}` : '';
  const isOwn = (f: Fact, type: string) => f.type === type && f.detail['container'] === name;
  if (reason === 'CrashLoopBackOff') {
    // Each sync says it again; the first time is when the wait began.
    const isWait = (f: Fact) => isOwn(f, 'backoff');
    const wait = past.run(fact.object, fact.seq, (f) => isWait(f) || isOwn(f, 'container-exited'), isWait).at(-1);
    if (wait) return { says: '', because: { fact: wait, about: 'fact' } };
  }
  if (reason === 'ImagePullBackOff' || reason === 'ErrImagePull') {
    const image = containerOf(pod, name)?.image ?? '';
    const failed = past.latest(
      fact.object,
      fact.seq,
      ({ type, detail }) => type === 'image-pull-failed' && String(detail['image']).includes(image),
    );
    const says = reason === 'ErrImagePull' ? '' : `${who} is ${reason}: it waits before its image is asked for again.`;
    if (failed) return { says, rule: 'image/failed-pull-waits', because: { fact: failed, about: 'fact' } };
  }
  const stuck = STUCK[reason];
  if (stuck) return { says: `${who} is ${reason}${said}.`, rule: stuck.rule, root: stuck.root };
  if (reason === 'PodInitializing' || reason === 'ContainerCreating') return isBeingMade(past, moment, pod, name);
  const end = past.latest(fact.object, fact.seq, (f) => isOwn(f, 'container-exited') || isOwn(f, 'hook-ended'));
  return { says: `${who} is ${reason}${said}.`, because: end ? { fact: end, about: 'fact' } : past.beginning(fact) };
}

/** Nothing is wrong yet: volumes, sandbox, image or earlier containers come first. */
function isBeingMade(past: Past, moment: Moment, pod: Pod, name: string): Said {
  const { fact } = moment;
  const who = capital(containerText(pod, name));
  const isInit = pod.spec.initContainers?.some((container) => container.name === name);
  const first = isInit
    ? undefined
    : pod.status?.initContainerStatuses?.find(
        ({ state, started }) => state?.terminated?.exitCode !== 0 && started !== true,
      );
  if (first)
    return {
      says: `${who} waits for ${containerText(pod, first.name)}.`,
      rule: 'init/begins-with-the-first',
      because: { ...moment, about: 'container', container: first.name },
    };
  const mount = failedMount(past, moment);
  if (mount)
    return {
      says: `${who} waits for the volumes of ${podName(fact.object)}: ${shortened(mount, 300).replace(/\.$/, '')}.`,
      rule: 'volume/retry-doubles',
      root: 'manifest',
    };
  const step = past.latest(
    fact.object,
    past.end(moment),
    ({ type, detail }) =>
      ['image-pulling', 'image-pulled', 'sandbox-started', 'container-exited', 'pod-scheduled'].includes(type) &&
      (detail['kind'] ?? 'init') === 'init',
  );
  if (step?.type === 'image-pulling')
    return {
      says: `${who} waits for its image: ${step.detail['image']} is pulled since ${past.clock(step.t)}.`,
      because: past.beginning(fact),
    };
  return { says: `${who} is being made.`, because: past.beginning(fact) };
}

/** What the last event says of a volume that can't be mounted, if none has been mounted since. */
function failedMount(past: Past, moment: Moment): string | undefined {
  const end = past.end(moment);
  const { object } = moment.fact;
  const [, namespace, name] = object.split('/');
  const event = past.journal.ofKind('Event').findLast((fact) => {
    if (!isWrite(fact) || fact.seq > end) return false;
    const { involvedObject, reason } = objectOf(fact) as KubeEvent;
    const isOurs = involvedObject.name === name && involvedObject.namespace === namespace;
    return (
      isOurs && (reason === 'FailedMount' || reason === 'FailedCreatePodSandBox' || reason === 'FailedAttachVolume')
    );
  });
  if (!event) return undefined;
  const mounted = past.latest(object, end, ({ type }) => type === 'sandbox-started');
  return mounted && mounted.seq > event.seq ? undefined : (objectOf(event) as KubeEvent).message;
}
