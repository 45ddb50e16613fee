import type { IRunConfiguration } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { Digests } from '../runRecord';

/** What the pool asks of a worker process. */
export type ToWorker =
  | { readonly type: 'load'; readonly configuration: IRunConfiguration }
  | { readonly type: 'play'; readonly batch: Batch };

/** Scenarios that a worker plays in one go. */
export interface Batch {
  /** `file:line:line…` */
  readonly paths: readonly string[];
  /** Report them as skipped: the run was to stop at the first failure, and there was one. */
  readonly skip: boolean;
  /** Play them once more in the opposite order: nothing may be left over from the first time, nor from a neighbour. */
  readonly twice: boolean;
}

/** What a worker process answers. */
export type FromWorker =
  /** The vocabulary is loaded; `runHooks` says how many BeforeAll and AfterAll it holds. */
  | { readonly type: 'ready'; readonly runHooks: number }
  /** A scenario has ended. The first answer of a worker has the sentences, hooks and parameter types as well. */
  | { readonly type: 'scenario'; readonly scenario: PlayedScenario; readonly definitions?: readonly Envelope[] }
  /** A batch has ended; `again` has the digests of the second time, if there was to be one. */
  | { readonly type: 'played'; readonly success: boolean; readonly again?: Digests }
  | { readonly type: 'problem'; readonly message: string };

/**
 * The messages of one scenario, its test case first. Ids that another process has never heard of are spelt so that every
 * process understands them: see `names.ts`.
 */
export interface PlayedScenario {
  readonly name: string;
  readonly failed: boolean;
  readonly messages: readonly Envelope[];
}
