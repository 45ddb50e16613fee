import type { Pod } from '../api/index';
import type { Fact } from '../kernel/index';
import { AppStory } from './app';
import { isWrite, objectOf, type Past } from './past';
import type { Said } from './types';
import { firstOf, isGoing } from './writes';

/** What became of a request, and what was the matter with the pod that it was meant for. */
export function request(past: Past, fact: Fact): Said {
  const { client, ok, why, chosen, served, status } = fact.detail as Record<string, string | undefined> & {
    ok: boolean;
    status?: number;
  };
  const pod = podOf(past, served ?? chosen, fact.seq);
  if (ok)
    return {
      says: `A request of client ${client} was answered${status ? ` with ${status}` : ''}${served ? ` by ${served}` : ''}.`,
      because: ready(past, pod, fact) ?? undefined,
      root: 'app',
    };
  const says = `A request of client ${client} was lost: ${why}.`;
  const rule = fact.detail['reason'] === 'no-endpoint' ? 'proxy/no-endpoint-refuses' : undefined;
  const end =
    pod &&
    past.latest(
      pod,
      fact.seq,
      ({ type }) => type === 'container-exited' || type === 'container-started' || type === 'signal-sent',
    );
  if (end && end.type !== 'container-started') return { says, rule, because: { fact: end, about: 'fact' } };
  const version = pod && past.version(pod, fact.seq);
  if (version && isGoing(version)) return { says, rule, because: { fact: firstOf(past, version), about: 'fact' } };
  if (end) {
    // It runs, and was reached: what it answers is its own affair.
    const app = new AppStory(past, end.object, String(end.detail['container']), fact.t, end).answer();
    if (served) return { says: app ? says.replace(/\.$/, `; ${app}.`) : says, root: 'app' };
    return { says, rule, because: { fact: end, about: 'fact' } };
  }
  if (fact.detail['reason'] === 'no-endpoint') {
    const because = unready(past, fact);
    return because ? { says, rule, because } : { says, rule, root: 'manifest' };
  }
  return { says, root: 'world' };
}

/** The pod of a name or an address. */
function podOf(past: Past, name: string | undefined, upTo: number): string | undefined {
  if (name === undefined) return undefined;
  return past.journal.ofKind('Pod').findLast((fact) => {
    if (!isWrite(fact) || fact.seq > upTo) return false;
    const { metadata, status } = objectOf(fact) as Pod;
    return metadata.name === name || status?.podIP === name;
  })?.object;
}

function ready(past: Past, pod: string | undefined, fact: Fact): Said['because'] {
  const start = pod && past.latest(pod, fact.seq, ({ type }) => type === 'container-started');
  return start ? { fact: start, about: 'fact' } : undefined;
}

/** A service without endpoints: why one of the pods that it selects is not ready. */
function unready(past: Past, fact: Fact): Said['because'] {
  const service = past.version(fact.object, fact.seq);
  const { selector = {} } =
    (service ? (objectOf(service) as { spec?: { selector?: Record<string, string> } }).spec : undefined) ?? {};
  const write = past.journal.ofKind('Pod').findLast((f) => {
    if (!isWrite(f) || f.seq > fact.seq) return false;
    const { labels = {}, namespace } = objectOf(f).metadata;
    const isIn = `Service/${namespace}/` === fact.object.slice(0, fact.object.lastIndexOf('/') + 1);
    return (
      isIn &&
      Object.keys(selector).length > 0 &&
      Object.entries(selector).every(([key, value]) => labels[key] === value)
    );
  });
  if (!write) return undefined;
  return { fact: write, about: isGoing(write) ? 'status' : 'ready' };
}
