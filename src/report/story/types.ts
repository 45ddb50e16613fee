/**
 * The story of one scenario attempt: everything that a report shows of a cluster, as plain data that was read from the
 * journal and the store when the scenario ended. All times are virtual milliseconds since the story began.
 *
 * What changes is kept as a list of versions, oldest first; what was true at a moment is the last version that is not
 * after it. Nothing here depends on a clock or on random ids: same run, same story.
 */
export interface Story {
  readonly kubernetes: string;
  readonly seed: number;
  readonly endMs: number;
  /** What the calendar shows at time 0, milliseconds since 1970. */
  readonly epochMs: number;
  /** When each step of the scenario that ran began and ended, in order; empty where that is not known. */
  readonly steps: readonly StepTime[];
  readonly lanes: readonly Lane[];
  readonly pods: readonly PodVersion[];
  readonly objects: readonly ObjectHistory[];
  readonly events: readonly EventVersion[];
  readonly logs: readonly ContainerOutput[];
  readonly commands: readonly CommandRun[];
  /** Why each span and mark was so. */
  readonly why: Chains;
  /** What was left out because it was too much, as sentences. */
  readonly notes: readonly string[];
}

export type StepTime = readonly [fromMs: number, toMs: number];

/** Each kind of lane stands below the one that it belongs to. */
export type LaneKind = 'node' | 'pod' | 'container' | 'probe' | 'hook' | 'client';

/** A row of the timeline. */
export interface Lane {
  readonly kind: LaneKind;
  readonly name: string;
  /** `init`, `sidecar`, `ephemeral` of a container; the container of a probe or hook; the namespace of a pod. */
  readonly of?: string;
  readonly spans: readonly Span[];
  readonly marks: readonly Mark[];
}

/**
 * What a span looks like:
 * `waiting` for a known reason, `backoff`, `running` but not ready, `ready`, `done` with success, `failed`, `terminating`,
 * `unknown` to the control plane; for a run of equal answers `ok` or `bad`.
 */
export type SpanState =
  | 'waiting'
  | 'backoff'
  | 'running'
  | 'ready'
  | 'done'
  | 'failed'
  | 'terminating'
  | 'unknown'
  | 'ok'
  | 'bad';

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly state: SpanState;
  /** A word or two for the bar: `CrashLoopBackOff`, `exit 1`. */
  readonly label: string;
  /** More, for who points at it: a message, a probe's output. */
  readonly text?: string;
  /** How many equal answers in a row (probes, requests). The first is at `from`, the last at `to`. */
  readonly count?: number;
  /** The rule that acted; `podwright explain RULE` tells what it says. */
  readonly rule?: string;
  /** Position in the journal of the fact that began it; in a story that is finished `why` stands for it. */
  readonly fact?: number;
  /** The first link of the chain of causes behind it, a number in `Chains.reasons`. */
  readonly why?: number;
}

export type MarkType = 'start' | 'exit' | 'signal' | 'kill' | 'verdict';

/** Something that happened at one moment. */
export interface Mark {
  readonly t: number;
  readonly type: MarkType;
  readonly text: string;
  readonly bad?: boolean;
  readonly rule?: string;
  readonly fact?: number;
  /** As of a span. */
  readonly why?: number;
}

/** Chains of causes, each from a state back to what began it. Chains that come together share links. */
export interface Chains {
  readonly reasons: readonly Reason[];
  /** The rules that acted. */
  readonly rules: readonly { readonly id: string; readonly says: string; readonly source: string }[];
}

/** One link: a sentence, and the one behind it. */
export interface Reason {
  readonly t: number;
  readonly says: string;
  /** A number in `Chains.rules`. */
  readonly rule?: number;
  /** Where the chain ends: a person's deed, the manifest, the app, the world outside, the beginning of the story. */
  readonly root?: 'deed' | 'manifest' | 'app' | 'world' | 'start';
  /** A number in `Chains.reasons`. */
  readonly next?: number;
}

/** A row of `kubectl get pods` from `t` on. */
export interface PodVersion {
  readonly t: number;
  readonly namespace: string;
  readonly name: string;
  /** The pod is gone; other cells are empty. */
  readonly gone?: boolean;
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
  /** When the last restart's predecessor ended; only where kubectl shows how long ago that was. */
  readonly restartedMs?: number;
  readonly createdMs: number;
}

/** What `kubectl describe` shows of one object, version by version, without its events. */
export interface ObjectHistory {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The lines of all versions, each once. */
  readonly lines: readonly string[];
  readonly versions: readonly ObjectVersion[];
}

/**
 * A version as its difference to the one before (the first to nothing): the first `keep` lines and the last `tail` lines
 * stay, between them stand `lines` (numbers of lines in `ObjectHistory.lines`).
 */
export interface ObjectVersion {
  readonly t: number;
  readonly keep: number;
  readonly tail: number;
  readonly lines: readonly number[];
  readonly gone?: boolean;
  /** When its grace period ends: describe counts from there. */
  readonly deletionMs?: number;
}

/** An Event object from `t` on. */
export interface EventVersion {
  readonly t: number;
  /** Number of the object: later versions replace earlier ones of the same number. */
  readonly id: number;
  readonly gone?: boolean;
  readonly type: string;
  readonly reason: string;
  /** `Pod/web`. */
  readonly object: string;
  readonly namespace: string;
  readonly message: string;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly from: string;
}

/** What one instance of a container wrote. */
export interface ContainerOutput {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly attempt: number;
  readonly startedMs: number;
  readonly lines: readonly OutputLine[];
}

export interface OutputLine {
  readonly t: number;
  readonly text: string;
  readonly error?: boolean;
}

/** A command line that somebody typed. */
export interface CommandRun {
  readonly t: number;
  readonly commandLine: string;
  /** Where it ran, if not at the workstation. */
  readonly node?: string;
  readonly output: readonly OutputLine[];
  /** Undefined when it still ran at the end. */
  readonly endMs?: number;
  readonly exitCode?: number;
}
