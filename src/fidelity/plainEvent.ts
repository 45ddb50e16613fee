import { templateOf } from './story';

/** An event without what differs from run to run: names of namespaces, addresses, ids, durations. */
export interface PlainEvent {
  readonly object: string;
  readonly fieldPath: string;
  readonly text: string;
  /** Seconds from the first object to the event's first appearance. */
  readonly t: number;
}

interface EventLike {
  readonly t: number;
  readonly object: string;
  readonly reason: string;
  readonly message: string;
  readonly component: string;
  readonly fieldPath?: string | null;
}

const COMPARED = new Set(['kubelet', 'default-scheduler']);

/**
 * A kubelet that has not yet seen the objects behind a pod's token, or whose authorizer has not yet seen the pod: how soon
 * they do is chance.
 */
const TOKEN_NOT_THERE = /volume "(kube-api-access-|default-token-)\w+" : .*failed to sync/;

/** First appearances of the events that are compared, in order, without what chance makes. Counts are the rows' business. */
export function plainEvents(events: readonly EventLike[], ownNamespaces: readonly string[]): PlainEvent[] {
  const namespaces = [...new Set([...ownNamespaces, ...events.flatMap(({ message }) => namespaceIn(message))])];
  const seen = new Set<string>();
  const out: PlainEvent[] = [];
  for (const event of events) {
    if (!COMPARED.has(event.component) || TOKEN_NOT_THERE.test(event.message)) continue;
    const plain = withoutChance(event, namespaces);
    const key = `${plain.object} ${plain.text}`;
    if (seen.has(key)) continue;
    seen.add(key);
    out.push(plain);
  }
  return out;
}

function namespaceIn(message: string): string[] {
  return [...message.matchAll(/Successfully assigned ([a-z0-9-]+)\//g)].map((match) => match[1] as string);
}

function withoutChance(event: EventLike, namespaces: readonly string[]): PlainEvent {
  const fieldPath = (event.fieldPath ?? '').replace(/debugger-[a-z0-9]{5}\b/, 'debugger-ANY');
  const name = event.object.slice(event.object.indexOf('/') + 1);
  const message = namespaces
    .reduce((text, namespace) => text.replaceAll(`${namespace}/`, 'NS/'), event.message)
    .replaceAll(name, templateOf(name))
    .replace(/cat: can't open '(\S+)':/, 'cat: $1:') // the clusters' images all carry busybox
    .replace(/_[a-z0-9-]+\([0-9a-f-]{36}\)/g, '_NS(UID)')
    .replace(/_[a-z0-9-]+\([0-9a-f]{32}\)/g, '_NS(HASH)')
    .replace(/debugger-[a-z0-9]{5}\b/g, 'debugger-ANY')
    .replace(/\b(default-token|kube-api-access)-[a-z0-9]{5}\b/g, '$1-ANY')
    .replace(/[0-9a-f]{64}/g, 'ID')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replace(/\b\d+\.\d+\.\d+\.\d+\b/g, 'IP')
    .replace(/Head "\S+": dial tcp \S+: /, 'Head URL: dial tcp ADDRESS: ') // the recorded nodes asked a mirror
    .replace(/IP:\d{5}->/g, 'IP:PORT->')
    .replace(/\b(?:\d+m)?\d+(?:\.\d+)?(?:ns|µs|ms|s)\b/g, 'TIME')
    .replace(/Image size: \d+ bytes/, 'Image size: N bytes');
  return { object: event.object, fieldPath, text: `${event.reason} ${fieldPath} ${message}`.trim(), t: event.t };
}
