import type { KubeObject } from '../api/index';
import type { Fact } from '../kernel/index';
import { isWrite, objectOf, type Past } from './past';
import { ownerOf } from './writes';

/** Kinds whose controllers make the controllers of pods. */
const OF_CONTROLLERS = /^(?:Deployment|CronJob)\//;

/** The pods that something with pods has had up to a time, oldest first. */
export function podsOf(past: Past, owner: string, atMs: number): string[] {
  const own = past.journal
    .ofKind('Pod')
    .filter((fact) => fact.t <= atMs && isWrite(fact) && belongs(past, fact, owner));
  return [...new Set(own.map(({ object }) => object))];
}

/** By its controller, or that one's controller; of a Service by its selector. */
export function belongs(past: Past, pod: Fact, owner: string): boolean {
  if (owner.startsWith('Service/')) return isSelected(past, pod, owner);
  const own = ownerOf(pod);
  if (own === undefined || own === owner) return own === owner;
  const set = OF_CONTROLLERS.test(owner) ? past.version(own, pod.seq) : undefined;
  return set !== undefined && ownerOf(set) === owner;
}

function isSelected(past: Past, pod: Fact, service: string): boolean {
  const version = past.version(service, past.journal.length);
  const selector = Object.entries(
    (version ? (objectOf(version) as KubeObject & { spec?: { selector?: object } }).spec?.selector : undefined) ?? {},
  );
  const { labels = {}, namespace } = objectOf(pod).metadata;
  return (
    service.startsWith(`Service/${namespace}/`) &&
    selector.length > 0 &&
    selector.every(([key, value]) => labels[key] === value)
  );
}
