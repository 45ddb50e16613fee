import type { KubeObject } from '../../api/index';
import type { Bounds, Coverage, Failure } from '../../fuzz/index';
import type { Machine } from '../../fuzz/machines';
import type { Share } from '../../fuzz/sharing';

/** What a worker process is asked to play, as plain data. */
export interface Job {
  readonly seed: number;
  /** Absent: made-up manifests. */
  readonly manifests?: readonly KubeObject[];
  readonly kubernetes: readonly string[];
  readonly bounds: Partial<Bounds>;
  /** Names of promises; absent: all that hold for given manifests. */
  readonly promises?: readonly string[];
  /** Features whose last sentences are looked at when a run is over. */
  readonly properties: readonly string[];
  readonly nodes: number;
  readonly machine?: Machine | undefined;
  readonly nodeLabels?: Readonly<Record<string, string>>;
  readonly share: Share;
  /** Runs with this number or a higher one are not played. */
  readonly runs: number;
}

/** What a coordinator says to a worker. */
export type Order =
  | { readonly do: 'play'; readonly job: Job }
  /** Play no run with this number or a higher one. */
  | { readonly do: 'limit'; readonly runs: number }
  | { readonly do: 'explain'; readonly run: number };

/** What a worker says. */
export type Report =
  | { readonly is: 'progress'; readonly runs: number; readonly states: readonly string[] }
  | { readonly is: 'failed'; readonly run: number }
  | { readonly is: 'done'; readonly tally: WorkerTally }
  /** The smallest story by now: more are tried. */
  | { readonly is: 'smaller'; readonly failure: Failure }
  | { readonly is: 'explained'; readonly failure: Failure }
  /** `usage`: it is the input that is wrong. */
  | { readonly is: 'broken'; readonly message: string; readonly usage: boolean };

export interface WorkerTally {
  readonly runs: number;
  readonly refused: number;
  readonly virtualMs: number;
  readonly coverage: Coverage;
}
