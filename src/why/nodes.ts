import type { KubeNode } from '../api/index';
import type { Fact } from '../kernel/index';
import { isWrite, nameOf, objectOf, type Past, shortened } from './past';
import type { Said } from './types';

/** A write of a Node by the control plane or its kubelet. */
export function nodeWrite(past: Past, fact: Fact): Said {
  const name = nameOf(fact.object);
  const node = objectOf(fact) as KubeNode;
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') {
    const start = past.journal
      .about(fact.object)
      .findLast(({ type, seq }) => type === 'kubelet-started' && seq <= fact.seq);
    if (node.spec?.unschedulable) return { says: `Node ${name} is cordoned.`, because: cordon(past, fact) };
    return {
      says: `Node ${name} is Ready.`,
      ...(start ? { because: { fact: start, about: 'fact' } as const } : { root: 'start' }),
    };
  }
  const stop = past.journal
    .about(fact.object)
    .findLast(({ type, seq }) => type === 'kubelet-stopped' && seq <= fact.seq);
  const since = stop ? ` since ${past.clock(stop.t)}` : '';
  if (ready?.status === 'Unknown')
    return {
      says: `Node ${name} is NotReady: nobody has heard of its kubelet${since}.`,
      rule: 'node/grace-of-silence',
      ...(stop ? { because: { fact: stop, about: 'fact' } as const } : { root: 'world' }),
    };
  return {
    says: `Node ${name} is NotReady${ready?.message ? `: ${shortened(ready.message)}` : ''}.`,
    root: stop ? 'deed' : 'start',
  };
}

/** The kubelet of a node, or the whole machine, was stopped or started. */
export function kubeletEvent(past: Past, fact: Fact): Said {
  const name = nameOf(fact.object);
  const isFirst = fact.t <= past.startMs;
  if (fact.type === 'kubelet-started')
    return { says: `The kubelet of node ${name} was started.`, root: isFirst ? 'start' : 'deed' };
  return { says: `The kubelet of node ${name} was stopped, or its machine.`, root: 'deed' };
}

function cordon(past: Past, fact: Fact): Said['because'] {
  const write = past.journal
    .about(fact.object)
    .findLast(
      (f) =>
        f.seq < fact.seq &&
        isWrite(f) &&
        f.detail['by'] === 'kubectl' &&
        (objectOf(f) as KubeNode).spec?.unschedulable === true,
    );
  return write && { fact: write, about: 'fact' };
}
