import type { Cluster } from '../../cluster';

/**
 * What the world may do to an app without the promise being void: start-up and draining take their time, images are pulled,
 * dependencies come late or go, people delete and roll out.
 */
export type Trouble =
  | 'starts-late'
  | 'answers-slowly'
  | 'hangs'
  | 'refuses'
  | 'answers-500'
  | 'crashes-at-first'
  | 'keeps-crashing'
  | 'works'
  | 'fails-its-work'
  | 'ignores-term'
  | 'drains'
  | 'uses-memory'
  | 'pull-takes'
  | 'dependency-late'
  | 'outage'
  | 'delete'
  | 'delete-now'
  | 'rollout'
  | 'watched-rollout'
  | 'scale'
  | 'drain'
  | 'node-failure'
  | 'reboot'
  | 'kubelet-restart'
  | 'delete-workload'
  | 'delete-sooner'
  | 'scale-out-and-in'
  | 'network-cut'
  | 'load-changes';

/** The first moment at which a promise was broken. */
export interface Breach {
  readonly t: number;
  readonly object: string;
  /** What was seen, for people. */
  readonly seen: string;
}

/**
 * What whoever runs an app may expect of its manifest, as long as the world keeps within its bounds. Unlike an invariant
 * it is not Kubernetes that breaks it but a manifest: each is a known way in which a deployment that works today fails
 * tomorrow.
 */
export interface Expectation {
  /** `area/what`: `start/not-cut-short`. */
  readonly name: string;
  /** What is expected, as a sentence of a feature. */
  readonly says: string;
  /** What to look at when it is broken. */
  readonly advice: string;
  /** Where it can be read. */
  readonly source: string;
  /** Whatever of this happens, the promise holds; of anything else it says nothing. */
  readonly despite: readonly Trouble[];
  /** Looks at a story that is over. */
  broken(cluster: Cluster, sinceMs: number): Breach | undefined;
}
