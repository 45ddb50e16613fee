import type { Fact } from '../kernel/index';

/** Where a chain ends: what nothing in the cluster has brought about. */
export type Root =
  /** Somebody ran a command, or changed the world by hand. */
  | 'deed'
  /** A manifest says so. */
  | 'manifest'
  /** The program in a container does so. */
  | 'app'
  /** Something outside of the cluster: a registry, a machine. */
  | 'world'
  /** It was so when the story began. */
  | 'start';

/** One link of a chain, newest first: what happened, when and to what, as a sentence. */
export interface CauseLink {
  /** Position in the journal of the fact that it tells. */
  readonly fact: number;
  /** Virtual milliseconds since the cluster was made. */
  readonly t: number;
  /** `Pod/default/web`, or `''`. */
  readonly object: string;
  /** The whole sentence, with the figures that mattered. */
  readonly says: string;
  /** Id of the rule that acted; `podwright explain` tells what it says and where that can be read. */
  readonly rule?: string;
  /** Of the last link: what kind of beginning it is. */
  readonly root?: Root;
}

/**
 * What a link is about: the fact itself, or what is true since a write of a pod's status: the word in its STATUS column,
 * whether it is ready, how far its resize is, the state of one of its containers.
 */
export interface Moment {
  readonly fact: Fact;
  readonly about: 'fact' | 'status' | 'ready' | 'resize' | 'container';
  /** Of `container`: its name. */
  readonly container?: string;
  /** A state lasts: until when it is asked about, in virtual milliseconds. Default the time of the fact. */
  readonly untilMs?: number;
}

/** A sentence and what is behind it: another moment, or a root. Neither: whatever the journal has as the cause of the fact. */
export interface Said {
  readonly says: string;
  readonly rule?: string | undefined;
  readonly because?: Moment | undefined;
  readonly root?: Root | undefined;
}
