import { formatDuration } from '../../duration';
import type { Fact, Journal } from '../../kernel/index';
import type { Invariant } from './invariant';

/** A moment at which an invariant did not hold. */
export interface Violation {
  readonly invariant: Invariant;
  readonly t: number;
  readonly object: string;
  /** What was seen. */
  readonly seen: string;
}

/** Watches invariants from now on; what it finds stands in {@link violations}, the first of each invariant and object. */
export class InvariantMonitor {
  readonly violations: Violation[] = [];

  constructor(journal: Journal, invariants: readonly Invariant[]) {
    const observers = invariants.map((invariant) => ({ invariant, told: invariant.observe() }));
    const known = new Set<string>();
    journal.subscribe((fact: Fact) => {
      for (const { invariant, told } of observers) {
        const seen = told(fact);
        if (seen === undefined || known.has(`${invariant.name} ${fact.object}`)) continue;
        known.add(`${invariant.name} ${fact.object}`);
        this.violations.push({ invariant, t: fact.t, object: fact.object, seen });
      }
    });
  }
}

/** One violation for people: time, object, rule, what was seen, and where the rule can be read. */
export function describeViolation({ invariant, t, object, seen }: Violation, sinceMs = 0): string {
  return `at ${formatDuration(t - sinceMs)} ${object} broke "${invariant.name}": ${seen}\n${invariant.says} (${invariant.source})`;
}
