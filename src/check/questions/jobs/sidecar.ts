import type { Container } from '../../../api/index';
import { type Application, field, jobPath } from '../../application';
import { seconds } from '../../durations';
import type { Finding, Subject } from '../../finding';
import { beginning, endOf, FOR_EVER_MS, jobOf, jobTrial, standIns } from '../../jobs';
import { type Candidate, firstThatMends } from '../../repairs';

const WORK_MS = 20_000;
const PATIENCE_MS = 24 * 3_600_000;

/**
 * What becomes of a Job when one of its containers, such as a proxy, goes on while the others have done their work?
 * @returns undefined for a Job with one container
 */
export function sidecar(subject: Subject): Finding | undefined {
  const { application, server } = subject;
  const containers = application.containers(server).map(({ container }) => container);
  const going = containers.find(serves) ?? containers.findLast(runsItsImage) ?? containers.at(-1);
  if (!going || containers.length < 2) return undefined;
  const finding = answer(subject, application, going);
  if (finding.verdict === 'ok') return finding;
  const repair = firstThatMends(
    application,
    nativeSidecar(subject, going),
    (changed) => answer(subject, changed, going),
    ['ok'],
  );
  return repair ? { ...finding, repair: { ...repair, sentence: sentenceFor(going) } } : finding;
}

/** Who listens or is probed is more likely to be a server than one that works. */
function serves({ ports = [], readinessProbe, livenessProbe }: Container): boolean {
  return ports.length > 0 || readinessProbe !== undefined || livenessProbe !== undefined;
}

/** The work is what somebody wrote a command for; a helper comes as its image is. */
function runsItsImage({ command }: Container): boolean {
  return command === undefined;
}

/** KEP-753: beta, and on, since 1.29. */
function nativeSidecar({ application, server, setup }: Subject, going: Container): Candidate[] {
  if (Number(setup.kubernetes.split('.')[1]) < 29) return [];
  const spec = `${server.template}.spec`;
  const { initContainers = [], containers } = application.podSpec(server);
  return [
    [
      field(server, `${spec}.initContainers`, [...initContainers, { ...going, restartPolicy: 'Always' }]),
      field(
        server,
        `${spec}.containers`,
        containers.filter(({ name }) => name !== going.name),
      ),
    ],
  ];
}

function sentenceFor({ name }: Container): string {
  return `move container ${name} to initContainers, with restartPolicy: Always (a sidecar)`;
}

function answer(subject: Subject, application: Application, { name }: Container): Finding {
  const { server } = subject;
  const trial = jobTrial(subject, application, { forMs: WORK_MS });
  trial.behave(name, { works: { forMs: FOR_EVER_MS } });
  trial.cluster.advanceUntil(() => endOf(trial, server) !== undefined || !jobOf(trial, server), PATIENCE_MS);
  const end = endOf(trial, server);
  const words = `if container ${name} goes on when the others have done their work, the Job`;
  const others = application.containers(server).filter(({ container }) => container.name !== name);
  return {
    question: 'job-sidecar',
    server,
    verdict: end?.how === 'Complete' ? 'ok' : 'note',
    answer: !end
      ? `${words} is never complete, and its pod runs on`
      : end.how === 'Complete'
        ? `${words} is complete all the same`
        : `${words} is Failed after ${seconds(trial.elapsedMs)} (${end.reason}) in spite of it`,
    figure: end ? Math.ceil(trial.elapsedMs / 1000) : null,
    unit: 'seconds',
    path: `${jobPath(server)}.template.spec.containers`,
    scenario: [
      `Given container "${name}" works for 720h`,
      ...others.map(({ container }) => `And container "${container.name}" works for ${seconds(WORK_MS)}`),
      ...beginning(subject, 60_000),
      `Then container "${others[0]?.container.name}" is terminated with exit code 0`,
    ],
    assumed: standIns(subject),
  };
}
