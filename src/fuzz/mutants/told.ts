import type { CampaignOptions, Failure } from '../campaign';

/** What a process with a mutant is asked to play: plain data. */
export type Hunt = Pick<CampaignOptions, 'seed' | 'shrinks'> & { readonly runs: number };

/** A mutant that was found. */
export interface Catch {
  /** Number of the run, from 0. */
  readonly run: number;
  /** The invariant, model or other rule that was broken. */
  readonly by: string;
  readonly seen: string;
  /** How many things happen in the smallest story. */
  readonly actions: number;
  readonly shrinks: number;
  /** The smallest story as a feature. */
  readonly feature: string;
  readonly failure: Failure;
}

/** What such a process tells. */
export type Told =
  | { readonly is: 'progress'; readonly runs: number }
  | { readonly is: 'done'; readonly runs: number; readonly seconds: number; readonly found?: Catch };
