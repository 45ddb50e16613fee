import { isReady, type Pod } from '../../api/index';
import { podRow } from '../../kubectl/index';
import { inNamespace } from '../../namespaceWords';
import { containerLog, eventRows } from '../../observe/index';
import { type Application, isTask, type Server, specPath } from '../application';
import type { Finding, Subject } from '../finding';
import type { Obstacle } from '../obstacle';
import { overcome, PATIENCE_MS } from '../overcome';
import { Trial } from '../trial';

/** How a server's pod starts, and the application about which more can be asked. */
export interface Start {
  readonly finding?: Finding;
  /** With what had to be assumed; undefined when the pod never starts. */
  readonly application?: Application;
}

/**
 * Does the pod get ready at all, when its apps start at once? Without that nothing else can be asked. What programs of
 * images do that nobody described, and what is not in the files, is taken to work, and said.
 */
export function start(subject: Subject): Start {
  const course = overcome(subject);
  if (!course) return { application: subject.application };
  const { application, met, first } = course;
  return application ? explained(subject, application, met, first) : { finding: never(subject, first) };
}

/** What asks for something that the application holds is no obstacle, as long as it comes when everything runs. */
function explained(subject: Subject, application: Application, met: readonly Obstacle[], first: Trial): Start {
  if (met.every(({ waits }) => waits) && startsInCompany(subject)) return { application };
  const inside = met.find(({ waitsForOwn }) => waitsForOwn);
  if (inside && !startsInCompany({ ...subject, application: whereAllWorks(subject, met) }))
    return { finding: { ...never(subject, first), answer: `the pod is never ready: ${inside.sentence}` } };
  const unknown = met.filter(({ waitsForOwn }) => !waitsForOwn);
  if (unknown.length === 0) return { application };
  const assumed = met.flatMap(({ changes }) => changes);
  const sentence = unknown.map((obstacle) => obstacle.sentence).join('; ');
  const finding: Finding = {
    ...about(subject),
    verdict: 'note',
    answer: `${sentence}: taken to work`,
    path: assumed[0]?.path ?? '',
    scenario: [
      'When the manifest is created',
      'And 10m pass',
      isTask(subject.server) ? 'Then no pod is "Error"' : 'Then `kubectl get pods` prints "Running"',
    ],
    assumed,
  };
  return { application, finding };
}

/** With everything of which nobody can know whether it works taken to work, here and beside; what waits, waits. */
function whereAllWorks({ application, server, setup }: Subject, met: readonly Obstacle[]): Application {
  const others = application.servers().filter(({ manifest }) => manifest !== server.manifest);
  const beside = others.flatMap((other) => overcome({ application, server: other, setup })?.met ?? []);
  return application.with([...met, ...beside].filter(({ waits }) => !waits).flatMap(({ changes }) => changes));
}

function startsInCompany({ application, server, setup }: Subject): boolean {
  const trial = new Trial(application, setup, { nodes: 3 });
  return trial.cluster.advanceUntil(() => trial.pods(server, application).some(isReady), PATIENCE_MS);
}

/** The last warning that gives a reason: that something is tried again is none. */
function warningOf(trial: Trial): string | undefined {
  const last = eventRows(trial.cluster, trial.startMs).findLast(
    ({ type, reason }) => type === 'Warning' && reason !== 'BackOff',
  );
  return last && `${last.reason}: ${last.message}`;
}

/** How the container ended that keeps its pod from being ready. */
function endOf(trial: Trial, pod: Pod | undefined): string | undefined {
  const statuses = [...(pod?.status?.initContainerStatuses ?? []), ...(pod?.status?.containerStatuses ?? [])];
  for (const { name, ready, state, lastState } of statuses) {
    const end = state?.terminated ?? lastState?.terminated;
    if (end && !ready && end.reason !== 'StartError') {
      const said = containerLog(trial.cluster, { container: name }).at(-1)?.text.trim();
      return `container ${name} ends with exit code ${end.exitCode}${said ? `; it says "${said}"` : ''}`;
    }
  }
  return undefined;
}

function never(subject: Subject, trial: Trial): Finding {
  const { server } = subject;
  const pod = trial.lonePod(server);
  const status = pod ? podRow(pod, trial.cluster.wallMs(), trial.cluster.release).status : 'missing';
  const gates = pod?.spec.readinessGates?.map((gate) => gate.conditionType) ?? [];
  const why =
    gates.length > 0 && !isReady(pod)
      ? `nobody sets its readiness gate ${gates.join(', ')}`
      : ((status === 'CrashLoopBackOff' ? endOf(trial, pod) : undefined) ??
        warningOf(trial) ??
        endOf(trial, pod) ??
        'no event says why');
  return {
    ...about(subject),
    verdict: gates.length > 0 ? 'note' : 'bad',
    answer: isTask(server)
      ? `its pod does not do its work within 10m (${status}): ${why}`
      : `the pod is not ready after 10m (${status}): ${why}`,
    scenario: ['When the manifest is created', 'And 10m pass', `Then ${neverThere(server)}`],
  };
}

/** Says of this workload alone that no pod of it gets where it should: others of the same files may be well. */
function neverThere(server: Server): string {
  const name = `${server.kind.toLowerCase()} "${server.name}"${inNamespace(server.namespace)}`;
  if (isTask(server)) return `no pod of ${name} is succeeded`;
  return server.kind === 'Pod' ? `${name} is not ready` : `no pod of ${name} is ready`;
}

function about({ server }: Subject) {
  return { question: 'start', server, figure: null, unit: 'seconds', path: specPath(server) } as const;
}
