import type { State, WallClock } from '../html/types';

/**
 * What came of a run, as plain data: the documented JSON format, and what the other formats for machines are made from.
 * Fields may be added; `schemaVersion` grows when one changes its meaning or goes. Times whose names end in `Ms` are virtual
 * milliseconds since the scenario began, but for those of `wallClock`, the one block that differs between two runs of the
 * same features with the same seed.
 */
export interface RunReport {
  readonly schemaVersion: 1;
  /** Version of Podwright. */
  readonly podwright: string;
  /** The run broke off: what is here is true, but not all. */
  readonly partial: boolean;
  /** Releases that scenarios ran on, and seeds that were used, sorted. */
  readonly releases: readonly string[];
  readonly seeds: readonly number[];
  readonly counts: Counts;
  /** Virtual time of the last attempts of all scenarios together. */
  readonly virtualMs: number;
  /** By file; their scenarios by line. */
  readonly features: readonly FeatureReport[];
  readonly wallClock: WallClock;
}

/** Scenarios by the state of their last attempt; states that none has are left out. */
export type Counts = { readonly scenarios: number } & { readonly [state in State]?: number };

export interface FeatureReport {
  /** As it was given on the command line, relative to the folder that the run was started in. */
  readonly file: string;
  readonly name: string;
  readonly description: string;
  readonly counts: Counts;
  readonly scenarios: readonly ScenarioReport[];
}

export interface ScenarioReport {
  /** `file:line`: what `podwright run` takes to play it again. Of an example, the line is that of its row. */
  readonly id: string;
  readonly line: number;
  readonly name: string;
  readonly rule?: string;
  readonly tags: readonly string[];
  /** Of the last attempt. */
  readonly state: State;
  /** Passed in the end, after an attempt that did not. */
  readonly flaky?: boolean;
  /** Oldest first; more than one where `--retry` allowed it. */
  readonly attempts: readonly AttemptReport[];
}

export interface AttemptReport {
  readonly state: State;
  readonly kubernetes?: string;
  readonly seed?: number;
  readonly virtualMs?: number;
  /** Of the journal: same input and seed, same digest. */
  readonly digest?: string;
  /** Why it did not pass. */
  readonly failure?: FailureReport;
  readonly steps: readonly StepReport[];
  /** What went wrong outside of steps: an invariant that was broken, a hook. */
  readonly problems: readonly string[];
  /** Rows of what happened to pods: time, pod, what. The last ones, where there are many. */
  readonly timeline: readonly string[];
}

export interface FailureReport {
  /** Of the sentence that failed; of the scenario where it was none. */
  readonly line: number;
  /** The sentence with its keyword. */
  readonly sentence?: string;
  /** When it failed, where that is known. */
  readonly atMs?: number;
  /** `now`, `within 20s` … */
  readonly when?: string;
  readonly expected?: string;
  readonly seen?: string;
  /** All that was said. */
  readonly message: string;
  /** Why it was so: what is explained, then the chain of causes as rows, the newest first. */
  readonly why?: readonly string[];
}

export interface StepReport {
  readonly line: number;
  readonly keyword: string;
  readonly text: string;
  readonly docString?: string;
  readonly table?: readonly (readonly string[])[];
  readonly state: State;
  /** When it was played; steps of properties and steps that were not played have no times. */
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly message?: string;
}
