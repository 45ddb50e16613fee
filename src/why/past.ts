import { type Container, type ContainerStatus, isSidecar, type KubeObject, type Pod } from '../api/index';
import type { Cluster } from '../cluster';
import { formatDuration } from '../duration';
import type { Fact, Journal } from '../kernel/index';
import type { Moment } from './types';

/** A line that a container wrote. */
export interface SpokenLine {
  readonly timeMs: number;
  readonly text: string;
}

/** Finds what an instance of a container wrote; undefined when nobody has kept it. */
export type LogSource = (pod: string, container: string, attempt: number) => readonly SpokenLine[] | undefined;

/** What the journal knows of the time before a fact. Every question is answered with facts that are not younger. */
export class Past {
  constructor(
    readonly cluster: Cluster,
    /** Virtual time that the sentences count from. */
    readonly startMs: number,
    private readonly logs: LogSource,
  ) {}

  get journal(): Journal {
    return this.cluster.journal;
  }

  /** `1m9.4s` since the story began. */
  clock(t: number): string {
    return timeText(t - this.startMs);
  }

  /**
   * The youngest fact about an object up to position `upTo` that is so. Of a pod only the life that it was in then counts: the
   * search ends at its creation.
   */
  latest(object: string, upTo: number, isSo: (fact: Fact) => boolean): Fact | undefined {
    const facts = this.journal.about(object);
    for (let i = indexUpTo(facts, upTo); i >= 0; i--) {
      const fact = facts[i] as Fact;
      if (isSo(fact)) return fact;
      if (isCreation(fact)) return undefined;
    }
    return undefined;
  }

  /** What the life of a pod began with before a fact: its binding to a node, or else its creation. */
  beginning({ object, seq: before }: Fact): Moment | undefined {
    const fact = this.latest(
      object,
      before,
      ({ seq, type, detail }) =>
        seq < before && (type === 'pod-scheduled' || (type === 'api-write' && detail['verb'] === 'create')),
    );
    return fact && { fact, about: 'fact' };
  }

  /** The youngest facts of the object that are so, youngest first, as long as `goesOn`. */
  run(object: string, upTo: number, isOne: (fact: Fact) => boolean, goesOn: (fact: Fact) => boolean): Fact[] {
    const found: Fact[] = [];
    this.latest(object, upTo, (fact) => {
      if (!isOne(fact)) return false;
      const counts = goesOn(fact);
      if (counts) found.push(fact);
      return !counts;
    });
    return found;
  }

  /** The newest version of an object, with the write that made it. */
  version(object: string, upTo: number): Fact | undefined {
    return this.latest(object, upTo, (fact) => fact.type === 'api-write');
  }

  /** The version before a write; undefined for the first one. */
  before(write: Fact): KubeObject | undefined {
    if (isCreation(write)) return undefined;
    const earlier = this.version(write.object, write.seq - 1);
    return earlier && objectOf(earlier);
  }

  pod(object: string, upTo: number): Pod | undefined {
    const version = this.version(object, upTo);
    return version && (objectOf(version) as Pod);
  }

  /** Position of the youngest fact that is not later than a moment lasts. */
  end({ fact, untilMs }: Moment): number {
    if (untilMs === undefined) return fact.seq;
    const facts = this.journal.all();
    let low = fact.seq;
    let high = facts.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((facts[middle - 1] as Fact).t <= untilMs) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** What the instance of a container had said last at a time. */
  lastWords(pod: string, container: string, attempt: number, t: number): string | undefined {
    const line = this.logs(pod, container, attempt)?.findLast(({ timeMs, text }) => timeMs <= t && text.trim() !== '');
    return line && shortened(line.text.trim());
  }
}

/** The time to tenths of a second, as tables of plays have it. */
export function timeText(ms: number): string {
  return formatDuration(Math.round(ms / 100) * 100).replace(
    /^(-?)(\d+)ms$/,
    (_, sign, text) => `${sign}${Number(text) / 1000}s`,
  );
}

export function objectOf(write: Fact): KubeObject {
  return write.detail['object'] as KubeObject;
}

export function isWrite(fact: Fact): boolean {
  return fact.type === 'api-write';
}

export function isCreation(fact: Fact): boolean {
  return isWrite(fact) && fact.detail['verb'] === 'create';
}

/** `web` of `Pod/default/web`. */
export function nameOf(object: string): string {
  return object.slice(object.lastIndexOf('/') + 1);
}

export function containerOf(pod: Pod | undefined, name: string): Container | undefined {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = pod?.spec ?? {};
  return [...initContainers, ...containers, ...ephemeralContainers].find((container) => container.name === name);
}

export function statusesOf({ status }: Pod): ContainerStatus[] {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
}

/** `init container setup`, `sidecar proxy`, `container web`. */
export function containerText(pod: Pod | undefined, name: string): string {
  const init = pod?.spec.initContainers?.find((container) => container.name === name);
  if (!init) return `container ${name}`;
  return isSidecar(init) ? `sidecar ${name}` : `init container ${name}`;
}

const MOST_CHARS = 160;

/** A text of somebody's on one line, not longer than a sentence can bear. */
export function shortened(text: string, most = MOST_CHARS): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function indexUpTo(facts: readonly Fact[], upTo: number): number {
  let low = 0;
  let high = facts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((facts[middle] as Fact).seq <= upTo) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
