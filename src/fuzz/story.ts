import type { KubeObject } from '../api/index';
import type { Circumstance } from './circumstances';
import type { Deed } from './deeds';
import type { Machine } from './machines';

/**
 * One run as plain data in the words of the vocabulary: what was there, what was created, what was done. It can be played,
 * made smaller, and written as a feature; all three see the same thing.
 */
export interface Story {
  /** What the cluster is like. */
  readonly setting: Setting;
  /** What is created at time 0, with one `kubectl create`. */
  readonly manifests: readonly KubeObject[];
  /** How the world behaves, known before anything is created. */
  readonly circumstances: readonly Circumstance[];
  /** What people and machines do, by time since the creation. */
  readonly deeds: readonly TimedDeed[];
  /** How long nothing more is done after the last deed. */
  readonly quietMs: number;
}

export interface Setting {
  readonly seed: number;
  readonly kubernetes: string;
  readonly nodes: number;
  /** What each node has; undefined: the usual. */
  readonly machine?: Machine | undefined;
  /** Labels of each node besides its own, as the manifests' pods want them; `{n}` stands for the number of the node. */
  readonly nodeLabels?: Readonly<Record<string, string>> | undefined;
  /** All delays of the cluster take so many times as long as usual. */
  readonly slowness: number;
  /** The seed decides the order of simultaneous events. */
  readonly anyOrder: boolean;
}

export interface TimedDeed {
  readonly atMs: number;
  readonly deed: Deed;
}

/** How many things happen in a story, besides that its manifests are created: what a reader has to keep in mind. */
export function actionsOf(story: Story): number {
  return story.circumstances.length + story.deeds.length;
}
