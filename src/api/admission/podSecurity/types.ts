import type { Release } from '../../release/index';
import type { PodTemplateSpec } from '../../types/index';

/** From everything to next to nothing. */
export const LEVELS = ['privileged', 'baseline', 'restricted'] as const;

/** How much pods may do. */
export type Level = (typeof LEVELS)[number];

/** A level as some release defined it. */
export interface Standard {
  readonly level: Level;
  /** 25 is that of v1.25; absent = the newest that the server knows. */
  readonly version?: number;
}

/** What a pod does that it may not. */
export interface Violation {
  /** Few words: they are all that is told when a whole namespace is looked at. */
  readonly reason: string;
  readonly detail: string;
}

/** Looks at a pod or a template of pods. The release words what it finds: what is forbidden hangs on the standard. */
export type Check = (pod: PodTemplateSpec, release: Release) => Violation | undefined;

/** One thing that a standard looks at. */
export interface VersionedCheck {
  readonly id: string;
  /** The check of baseline that this one says more than. */
  readonly overrides?: string;
  /** What it does from which version on; the newest comes first. */
  readonly versions: readonly (readonly [from: number, check: Check])[];
}
