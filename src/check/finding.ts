import type { Container } from '../api/index';
import type { Application, FieldChange, Server } from './application';
import type { TrialSetup } from './trial';

/** `ok`: nothing to do. `note`: worth knowing. `warning`: bad in some circumstances. `bad`: users will notice. */
export type Verdict = 'ok' | 'note' | 'warning' | 'bad';

/** A change of few fields that was tried, and what it changed. */
export interface Repair {
  readonly changes: readonly FieldChange[];
  /** `set readinessProbe.periodSeconds from 30 to 5`. */
  readonly sentence: string;
  /** What the question says after it. */
  readonly afterwards: string;
}

/** The answer to one question about a container or a workload, found by simulation. */
export interface Finding {
  readonly question: QuestionId;
  readonly server: Server;
  readonly container?: string;
  readonly verdict: Verdict;
  /** The answer as a sentence. */
  readonly answer: string;
  /** The figure in it, for tools; null where there is no bound. */
  readonly figure: number | null;
  readonly unit: 'seconds' | 'requests' | 'restarts' | 'programs' | 'runs';
  /** The field that the answer hangs on most: editors show the finding there. */
  readonly path: string;
  /** The steps of a scenario that shows it, in the public vocabulary. */
  readonly scenario: readonly string[];
  readonly repair?: Repair;
  /** Fields that had to be taken away because nobody knows what they do: everything said about the server holds without them. */
  readonly assumed?: readonly FieldChange[];
}

export const QUESTIONS = [
  'start',
  'slowest-start',
  'hang',
  'broken',
  'longest-drain',
  'dependency',
  'programs',
  'rollout',
  'node-drain',
  'job-failure',
  'job-hang',
  'job-longest-run',
  'job-eviction',
  'job-sidecar',
  'cron-overlap',
] as const;

export type QuestionId = (typeof QUESTIONS)[number];

/** What users ask for. */
export interface Limits {
  /** A start that takes this long must survive. Default 60 s. */
  readonly startMs: number;
  /** A hanging container must be replaced within. Default 2 min. */
  readonly hangMs: number;
  /** A broken pod may get traffic for as long as this. Default 30 s. */
  readonly brokenMs: number;
  /** The app needs this long to finish its requests. Default 5 s: half of the ten that controllers often have as grace. */
  readonly drainMs: number;
  /** Those that somebody asked for: an answer beyond is `bad`, and a `warning` where it is only our default. */
  readonly asked?: ReadonlySet<LimitName>;
}

export type LimitName = 'startMs' | 'hangMs' | 'brokenMs' | 'drainMs';

/** The verdict on an answer that may or may not keep to a limit. */
export function judged(keeps: boolean, limits: Limits, name: LimitName): Verdict {
  if (keeps) return 'ok';
  return limits.asked?.has(name) ? 'bad' : 'warning';
}

export const DEFAULT_LIMITS: Limits = { startMs: 60_000, hangMs: 120_000, brokenMs: 30_000, drainMs: 5_000 };

/** What a question is asked about. */
export interface Subject {
  readonly application: Application;
  readonly server: Server;
  readonly setup: TrialSetup;
  readonly limits: Limits;
}

export interface ContainerSubject extends Subject {
  readonly container: Container;
  /** Its place in the object: `spec.template.spec.containers[0]`. */
  readonly path: string;
}
