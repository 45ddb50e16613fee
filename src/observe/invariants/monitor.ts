import type { KubeObject, Release, WatchAside } from '../../api/index';
import { formatDuration } from '../../duration';
import type { Fact, Journal } from '../../kernel/index';
import type { Invariant, Judge } from './invariant';
import { Past } from './past';

/** A moment at which an invariant did not hold. */
export interface Violation {
  readonly invariant: Invariant;
  readonly t: number;
  readonly object: string;
  /** What was seen. */
  readonly seen: string;
}

interface Listener {
  readonly invariant: Invariant;
  readonly judge: Judge;
}

/** What is told only to who asks for it. */
const ASIDES: readonly WatchAside[] = ['watch-began', 'watch-heard', 'watch-ended'];

/** Watches invariants from now on; what it finds stands in {@link violations}, the first of each invariant and object. */
export class InvariantMonitor {
  readonly violations: Violation[] = [];
  private readonly listeners = new Map<string, Listener[]>();
  private readonly known = new Set<string>();
  private readonly past: Past;

  /** @param release those that do not hold there yet are left out */
  constructor(
    journal: Journal,
    invariants: readonly Invariant[],
    private readonly release: Release,
  ) {
    const past = new Past(release);
    this.past = past;
    for (const invariant of invariants) {
      if (invariant.since && !release.has(invariant.since)) continue;
      const observer = invariant.observe(past);
      for (const topic in observer) this.listen(topic, { invariant, judge: observer[topic] as Judge });
    }
    for (const topic of ASIDES)
      if (this.listeners.has(topic)) journal.onAside(topic, (aside) => this.tell(this.listeners.get(topic), aside));
    // What is there already is no news, but it is part of the past.
    for (const fact of journal.all()) past.tell(fact);
    const times = this.listeners.get('time');
    let toldMs = -1;
    journal.subscribe((fact: Fact) => {
      past.tell(fact);
      this.tell(this.listeners.get(fact.type), fact);
      if (fact.type === 'api-write') this.tell(this.listeners.get((fact.detail['object'] as KubeObject).kind), fact);
      // Most facts come together with others: nothing gets late while the clock stands.
      if (fact.t === toldMs) return;
      toldMs = fact.t;
      this.tell(times, fact);
    });
  }

  private listen(topic: string, listener: Listener): void {
    const listeners = this.listeners.get(topic);
    if (listeners) listeners.push(listener);
    else this.listeners.set(topic, [listener]);
  }

  private tell(listeners: readonly Listener[] | undefined, fact: Fact): void {
    if (!listeners) return;
    for (const { invariant, judge } of listeners) {
      const seen = judge(fact);
      if (seen !== undefined) this.note(invariant, fact, seen);
    }
  }

  private note(invariant: Invariant, { t, object }: Fact, seen: string): void {
    const { sinceForDeleted } = invariant;
    const isDeleted = this.past.pods.get(object)?.deletedMs !== undefined;
    if (sinceForDeleted && isDeleted && !this.release.has(sinceForDeleted)) return;
    const key = `${invariant.name} ${object}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    this.violations.push({ invariant, t, object, seen });
  }
}

/** One violation for people: time, object, rule, what was seen, and where the rule can be read. */
export function describeViolation({ invariant, t, object, seen }: Violation, sinceMs = 0): string {
  return `at ${formatDuration(t - sinceMs)} ${object} broke "${invariant.name}": ${seen}\n${invariant.says} (${invariant.source})`;
}
