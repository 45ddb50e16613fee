import { type Application, field, jobPath } from '../../application';
import { atMost, seconds } from '../../durations';
import type { Finding, Subject, Verdict } from '../../finding';
import { beginning, endOf, jobField, jobOf, jobTrial, podsOf, runsOf, standIns } from '../../jobs';
import { type Candidate, firstThatMends } from '../../repairs';

const RUN_MS = 10_000;
const PATIENCE_MS = 24 * 3_600_000;
/** Somebody should have time to read what a failed run has said. */
const READING_MS = 3_600_000;
const DAY_SECONDS = 86_400;

/** How often is a run tried that fails, for how long, and can its logs be read afterwards? */
export function failure(subject: Subject): Finding {
  const { application } = subject;
  const finding = answer(subject, application);
  if (finding.verdict === 'ok') return finding;
  const repair = firstThatMends(application, candidates(subject), (changed) => answer(subject, changed), ['ok']);
  return repair ? { ...finding, repair } : finding;
}

function candidates({ application, server }: Subject): Candidate[] {
  const { restartPolicy } = application.podSpec(server);
  const keeps: Candidate =
    restartPolicy === 'Never' ? [] : [field(server, `${server.template}.spec.restartPolicy`, 'Never')];
  const ttlSeconds = jobField<number>(application, server, 'ttlSecondsAfterFinished');
  const longer: Candidate =
    ttlSeconds === undefined ? [] : [field(server, `${jobPath(server)}.ttlSecondsAfterFinished`, DAY_SECONDS)];
  return [keeps, longer, [...keeps, ...longer]].filter((candidate) => candidate.length > 0);
}

function answer(subject: Subject, application: Application): Finding {
  const { server } = subject;
  const trial = jobTrial(subject, application, { forMs: RUN_MS, code: 1 });
  trial.cluster.advanceUntil(() => endOf(trial, server) !== undefined || !jobOf(trial, server), PATIENCE_MS);
  const end = endOf(trial, server);
  const tookMs = trial.elapsedMs;
  const runs = runsOf(trial, application, server);
  const logs = end ? logsAfterwards(subject, trial) : { verdict: 'ok' as const, words: '' };
  const tries = runs === 1 ? 'is not tried again' : `is tried ${runs} times in ${seconds(tookMs)}`;
  const name = application.containers(server)[0]?.container.name ?? '';
  return {
    question: 'job-failure',
    server,
    verdict: logs.verdict,
    answer: end
      ? `a run that fails after ${seconds(RUN_MS)} ${tries}; then the Job is ${end.how} (${end.reason})${logs.words}`
      : `a run that fails after ${seconds(RUN_MS)} is tried again and again: ${runs} times in ${seconds(tookMs)}`,
    figure: runs,
    unit: 'runs',
    path: `${jobPath(server)}.backoffLimit`,
    scenario: [
      `Given container "${name}" works for ${seconds(RUN_MS)} and ends with exit code 1`,
      ...beginning(subject, 0),
      `Then within ${atMost(tookMs + 120_000)} container "${name}" has started at least ${runs} times`,
    ],
    assumed: standIns(subject),
  };
}

function logsAfterwards({ server }: Subject, trial: ReturnType<typeof jobTrial>): { verdict: Verdict; words: string } {
  const { cluster } = trial;
  const fromMs = cluster.now;
  if (!cluster.advanceUntil(() => podsOf(trial, server).length === 0, READING_MS)) return { verdict: 'ok', words: '' };
  const job = jobOf(trial, server);
  if (job && !job.metadata.deletionTimestamp)
    return {
      verdict: 'warning',
      words: ', and its pod is deleted together with its logs, because of restartPolicy OnFailure',
    };
  return {
    verdict: 'note',
    words: `, and ${seconds(cluster.now - fromMs)} later it is deleted with its pods and logs (ttlSecondsAfterFinished)`,
  };
}
