import type { RowsPage } from '../rows/types';

/** What the page reads first: all that is shown of a run without its stories. The same for the same run. */
export interface RunIndex {
  /** Version of Podwright. */
  readonly version: string;
  /** The run broke off: what is here is true, but not all. */
  readonly partial: boolean;
  /** Releases that scenarios ran on, and seeds that were used, sorted. */
  readonly releases: readonly string[];
  readonly seeds: readonly number[];
  readonly features: readonly FeatureEntry[];
  /** What features are to show, and which scenario shows it. */
  readonly rows?: readonly RowsPage[];
}

export interface FeatureEntry {
  readonly uri: string;
  readonly name: string;
  readonly description: string;
  readonly scenarios: readonly ScenarioEntry[];
}

export type State = 'passed' | 'failed' | 'skipped' | 'pending' | 'undefined' | 'ambiguous' | 'unknown';

export interface ScenarioEntry {
  /** `file:line`; of an example, the line of its row. */
  readonly id: string;
  readonly line: number;
  readonly name: string;
  readonly keyword: string;
  /** The name of the rule that it stands under. */
  readonly rule?: string;
  readonly tags: readonly string[];
  /** Of the last attempt. */
  readonly state: State;
  /** Passed in the end, after an attempt that did not. */
  readonly flaky?: boolean;
  readonly attempts: readonly Attempt[];
}

export interface Attempt {
  readonly state: State;
  readonly steps: readonly StepEntry[];
  /** What went wrong outside of steps: an invariant that was broken, a hook. */
  readonly problems: readonly string[];
  readonly kubernetes?: string;
  readonly seed?: number;
  readonly virtualMs?: number;
  readonly digest?: string;
  /** Where its story is: which chunk, which of its stories. */
  readonly story?: readonly [chunk: number, index: number];
}

export interface StepEntry {
  /** Where it stands in the feature file; a step of a background there. */
  readonly line: number;
  readonly keyword: string;
  readonly text: string;
  readonly docString?: string;
  readonly table?: readonly (readonly string[])[];
  readonly state: State;
  /** What Cucumber says of a step that did not pass. */
  readonly message?: string;
}

/** The one block that differs between two runs of the same features with the same seed. */
export interface WallClock {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly node: string;
  readonly platform: string;
}
