import { type Application, field, jobPath } from '../../application';
import { seconds } from '../../durations';
import { fieldIn } from '../../fields';
import type { Finding, Subject } from '../../finding';
import { beginning, endOf, FOR_EVER_MS, jobTrial, scheduleOf, standIns } from '../../jobs';
import { firstThatMends } from '../../repairs';
import { watched } from './cron';

const PATIENCE_MS = 24 * 3_600_000;
const HOUR_SECONDS = 3600;
const PERIODS = 6;
const REMARK = '(it must be longer than the longest good run)';

/** When does a run end that hangs, and what does it do to the runs after it? */
export function hangingRun(subject: Subject): Finding {
  const { application, server } = subject;
  const everyMs = scheduleOf(subject)?.everyMs;
  const ask = (changed: Application) => answer(subject, changed, everyMs);
  const finding = ask(application);
  if (finding.verdict === 'ok') return finding;
  // Nine tenths of a period: it has ended when its successor comes.
  const deadline = Math.max(
    1,
    Math.min(HOUR_SECONDS, Math.floor(((everyMs ?? Number.POSITIVE_INFINITY) * 0.9) / 1000)),
  );
  const candidates = [[field(server, `${jobPath(server)}.activeDeadlineSeconds`, deadline)]];
  const repair = firstThatMends(application, candidates, ask);
  return repair ? { ...finding, repair: { ...repair, sentence: `${repair.sentence} ${REMARK}` } } : finding;
}

function answer(subject: Subject, application: Application, everyMs: number | undefined): Finding {
  const { server } = subject;
  const trial = jobTrial(subject, application, { forMs: FOR_EVER_MS });
  trial.cluster.advanceUntil(() => endOf(trial, server) !== undefined, PATIENCE_MS);
  const end = endOf(trial, server);
  const endMs = end ? trial.elapsedMs : undefined;
  const seen =
    everyMs === undefined ? undefined : watched(subject, application, { forMs: FOR_EVER_MS }, everyMs, PERIODS);
  const policy = fieldIn(application.objectOf(server), 'spec.concurrencyPolicy') ?? 'Allow';
  const others =
    seen && everyMs !== undefined ? onOthers(seen.started, seen.atOnce, seconds(everyMs), String(policy)) : '';
  const ends =
    endMs === undefined
      ? 'goes on for ever: there is no activeDeadlineSeconds'
      : `is ended after ${seconds(endMs)} (${end?.reason})`;
  // Whoever replaces does not wait for it.
  const replaced = policy === 'Replace' && server.kind === 'CronJob' && seen !== undefined;
  // Halfway between two due times.
  const lifeMs = endMs === undefined ? (PERIODS - 0.5) * (everyMs ?? HOUR_SECONDS * 1000) : endMs + 60_000;
  const jobs = seen?.atOnce ?? 1;
  const name = application.containers(server)[0]?.container.name ?? '';
  return {
    question: 'job-hang',
    server,
    verdict: (endMs !== undefined && others === '') || replaced ? 'ok' : 'warning',
    answer:
      replaced && endMs === undefined
        ? `a run that hangs is replaced by the next one, ${seconds(everyMs ?? 0)} later (concurrencyPolicy Replace)`
        : `a run that hangs ${ends}${others}`,
    figure: endMs === undefined ? null : Math.ceil(endMs / 1000),
    unit: 'seconds',
    path: `${jobPath(server)}.activeDeadlineSeconds`,
    scenario: [
      `Given container "${name}" works for 720h`,
      ...beginning(subject, lifeMs),
      endMs === undefined
        ? `Then there ${jobs === 1 ? 'is 1 job' : `are ${jobs} jobs`}`
        : `Then container "${name}" got signal "SIGTERM"`,
    ],
    assumed: standIns(subject),
  };
}

function onOthers(started: number, atOnce: number, every: string, policy: string): string {
  if (atOnce > 1)
    return `, and the next ones start all the same: after ${PERIODS} runs, one each ${every}, ${atOnce} Jobs run at a time`;
  if (policy === 'Forbid' && started < PERIODS)
    return `, and meanwhile no other one starts: ${PERIODS - started} of ${PERIODS}, one each ${every}, are left out (concurrencyPolicy Forbid)`;
  return '';
}
