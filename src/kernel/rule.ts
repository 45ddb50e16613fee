/**
 * A rule that the simulator follows: a threshold, an order, a step of a back-off. It is written in one line where it is
 * implemented, with the place that it was read from, and is told each time it acts; so a report can name it, and a test
 * can find the rules that nothing exercises.
 */
export interface Rule {
  /** `area/what`: `back-off/first-restart-at-once`. */
  readonly id: string;
  /** What the rule says, as a sentence. */
  readonly says: string;
  /** Where it can be read: documentation section, KEP, source file. */
  readonly source: string;
}

const known = new Map<string, Rule>();

/** Declares a rule. @throws Error when the id is taken by another one */
export function rule(id: string, says: string, source: string): Rule {
  const before = known.get(id);
  if (before && before.says !== says) throw new Error(`two rules are called "${id}": "${before.says}" and "${says}"`);
  const declared: Rule = { id, says, source };
  known.set(id, declared);
  return declared;
}

/** Every rule that is declared by the code that is loaded, by id. */
export function allRules(): Rule[] {
  return [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
