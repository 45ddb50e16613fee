import type { Application } from '../../application';
import type { Subject } from '../../finding';
import { cronTrial, endingOf, jobsOf, keepingAll, type Run } from '../../jobs';

/** Nobody waits longer for a first run. */
const MOST_PERIOD_MS = 32 * 24 * 3_600_000;

/** What was seen of a CronJob for some time. */
export interface Seen {
  readonly started: number;
  readonly completed: number;
  /** The most Jobs that ran at a time. */
  readonly atOnce: number;
}

/** Plays a CronJob for a number of its periods from the first run on. */
export function watched(subject: Subject, application: Application, run: Run, everyMs: number, periods: number): Seen {
  const { server } = subject;
  const trial = cronTrial(subject, keepingAll(subject, application), run);
  const { cluster } = trial;
  const started = new Set<string>();
  const completed = new Set<string>();
  let atOnce = 0;
  cluster.advanceUntil(() => jobsOf(trial, server).length > 0, MOST_PERIOD_MS);
  // A look soon after each due time, and one halfway between.
  cluster.advance(everyMs / 4);
  for (let i = 0; i < 2 * periods; i++) {
    const jobs = jobsOf(trial, server);
    for (const { metadata } of jobs) started.add(metadata.name ?? '');
    for (const job of jobs) if (endingOf(job)?.how === 'Complete') completed.add(job.metadata.name ?? '');
    atOnce = Math.max(atOnce, jobs.filter((job) => endingOf(job) === undefined).length);
    cluster.advance(everyMs / 2);
  }
  return { started: started.size, completed: completed.size, atOnce };
}
