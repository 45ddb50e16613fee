import { type Application, field, jobPath } from '../../application';
import { seconds } from '../../durations';
import type { Finding, Subject } from '../../finding';
import { beginning, endOf, jobField, jobOf, jobTrial, podsOf, runsOf, standIns } from '../../jobs';
import { type Candidate, firstThatMends } from '../../repairs';

const MOST_RUN_MS = 300_000;
const PATIENCE_MS = 3_600_000;

/** What becomes of a run when its node is drained halfway? */
export function eviction(subject: Subject): Finding {
  const { application } = subject;
  const finding = answer(subject, application);
  if (finding.verdict === 'ok') return finding;
  const repair = firstThatMends(application, candidates(subject), (changed) => answer(subject, changed));
  return repair
    ? { ...finding, repair: { ...repair, sentence: `${repair.sentence} (if the work may be begun twice)` } }
    : finding;
}

/** An eviction that does not count (KEP-3329, beta since 1.26), or one more try. */
function candidates({ application, server, setup }: Subject): Candidate[] {
  const { restartPolicy } = application.podSpec(server);
  const known = Number(setup.kubernetes.split('.')[1]) >= 26;
  const rules = [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }];
  const ignored: Candidate =
    known && restartPolicy === 'Never' && !jobField(application, server, 'podFailurePolicy')
      ? [field(server, `${jobPath(server)}.podFailurePolicy`, { rules })]
      : [];
  const more: Candidate = [field(server, `${jobPath(server)}.backoffLimit`, 1)];
  return [ignored, more].filter((candidate) => candidate.length > 0);
}

function answer(subject: Subject, application: Application): Finding {
  const { server } = subject;
  const deadlineSeconds = jobField<number>(application, server, 'activeDeadlineSeconds');
  const runMs = Math.min(MOST_RUN_MS, ((deadlineSeconds ?? Number.POSITIVE_INFINITY) * 1000) / 3);
  const trial = jobTrial(subject, application, { forMs: runMs }, 3);
  const { cluster } = trial;
  cluster.advanceUntil(() => runsOf(trial, application, server) > 0, PATIENCE_MS);
  cluster.advance(runMs / 2);
  const node = podsOf(trial, server)[0]?.spec.nodeName ?? '';
  cluster.run(`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data --force --timeout=10m`);
  cluster.advanceUntil(() => endOf(trial, server) !== undefined || !jobOf(trial, server), PATIENCE_MS);
  const end = endOf(trial, server);
  const failed = jobOf(trial, server)?.status?.failed ?? 0;
  const limit = jobField<number>(application, server, 'backoffLimit') ?? 6;
  const counts = failed === 0 ? 'counts as no failure' : `counts as a failure (of backoffLimit ${limit})`;
  const name = application.containers(server)[0]?.container.name ?? '';
  return {
    question: 'job-eviction',
    server,
    verdict: end?.how === 'Complete' ? 'ok' : 'warning',
    answer:
      end?.how === 'Complete'
        ? `when the node of a run is drained, the run begins again from its start elsewhere; that ${counts}`
        : `when the node of a run is drained, the Job ${end ? `is Failed (${end.reason})` : 'does not come to an end within 1h'}: that ${counts}`,
    figure: failed,
    unit: 'runs',
    path: `${jobPath(server)}.backoffLimit`,
    scenario: [
      'Given a cluster of 3 nodes',
      `And container "${name}" works for ${seconds(runMs)}`,
      ...beginning(subject, runMs / 2),
      'And the node of a pod with label "job-name" is drained',
      `And ${seconds(runMs + 120_000)} pass`,
      end?.how === 'Complete'
        ? `Then container "${name}" has started at least 2 times`
        : `Then container "${name}" has started 1 time`,
    ],
    assumed: standIns(subject),
  };
}
