import type { ManifestPlan } from './arbitraries/manifests';

/**
 * A run as fast-check draws it and makes it smaller: numbers and lists without any dependence on each other. What a number means
 * is up to `interpret.ts`, which takes it modulo whatever there is to choose from; so each part shrinks by itself, and
 * a plan with something left out is still a plan.
 */
export interface Plan {
  readonly seed: number;
  /** Index of a release, newest first. */
  readonly release: number;
  /** How many nodes there are besides the first. */
  readonly moreNodes: number;
  /** Index into the speeds of a cluster. */
  readonly slowness: number;
  readonly anyOrder: boolean;
  /** Which promise the run is about: its troubles are those that the promise says it bears. 0 is none: any troubles. */
  readonly theme: number;
  /** Bits that switch kinds of trouble off: swarm testing, so that rare combinations are not drowned by common ones. */
  readonly off: number;
  readonly troubles: readonly TroublePlan[];
  /** Of a run that makes up its manifests too. */
  readonly manifests?: ManifestPlan;
}

/** Something that happens; all numbers from 0 to 1000. */
export interface TroublePlan {
  readonly kind: number;
  readonly target: number;
  /** When, in thousandths of the time in which anything happens. */
  readonly at: number;
  /** How much, in thousandths of the range that the world has. */
  readonly amount: number;
}
