import { jobPath } from '../../application';
import { seconds } from '../../durations';
import { fieldIn } from '../../fields';
import type { Finding, Subject } from '../../finding';
import { beginning, endOf, jobField, jobTrial, standIns } from '../../jobs';
import { largestThat } from '../../search';

const STEP_MS = 1000;

/**
 * How long may a run take?
 * @returns undefined where nothing ends a run
 */
export function longestRun(subject: Subject): Finding | undefined {
  const { application, server } = subject;
  const ofJob = jobField<number>(application, server, 'activeDeadlineSeconds');
  const ofPod = fieldIn(application.podSpec(server), 'activeDeadlineSeconds') as number | undefined;
  const deadlineSeconds = Math.min(ofJob ?? Number.POSITIVE_INFINITY, ofPod ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(deadlineSeconds)) return undefined;
  const mostMs = 2 * deadlineSeconds * 1000;
  const completes = (forMs: number) => {
    const trial = jobTrial(subject, application, { forMs });
    trial.cluster.advanceUntil(() => endOf(trial, server) !== undefined, mostMs + 60_000);
    return endOf(trial, server)?.how === 'Complete';
  };
  const guess = deadlineSeconds * 1000 - 2 * STEP_MS;
  const longestMs = largestThat(completes, { step: STEP_MS, most: mostMs, guess }) ?? 0;
  const name = application.containers(server)[0]?.container.name ?? '';
  const whose = ofJob === deadlineSeconds ? 'the Job' : 'its pod';
  const shared = whose === 'the Job' ? ', further tries included' : '';
  return {
    question: 'job-longest-run',
    server,
    verdict: longestMs > 0 ? 'ok' : 'bad',
    answer: `a run may take up to ${seconds(longestMs)}${shared}: then ${whose} is ended by activeDeadlineSeconds ${deadlineSeconds}`,
    figure: longestMs / 1000,
    unit: 'seconds',
    path:
      whose === 'the Job'
        ? `${jobPath(server)}.activeDeadlineSeconds`
        : `${server.template}.spec.activeDeadlineSeconds`,
    scenario: [
      `Given container "${name}" works for ${seconds(longestMs + 60_000)}`,
      ...beginning(subject, longestMs + 30_000),
      `Then container "${name}" got signal "SIGTERM"`,
    ],
    assumed: standIns(subject),
  };
}
