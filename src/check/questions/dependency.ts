import type { Application } from '../application';
import { atMost } from '../durations';
import type { ContainerSubject, Finding } from '../finding';
import { failsBetween, handlerText, quoted } from '../handlers';
import { type Candidate, field, firstThatMends } from '../repairs';
import { isReady, restartsOf, Trial } from '../trial';
import { ASKS_NOTHING, OWN_PAGE } from './ownPage';

const AWAY_MS = 5 * 60_000;
const PATIENCE_MS = 15 * 60_000;

/**
 * What happens when something that readiness asks for, such as a database, is away for five minutes?
 * @returns undefined for a container without readiness probe, or with one that asks only for an open port
 */
export function dependency(subject: ContainerSubject): Finding | undefined {
  const { application, server, container, path } = subject;
  const { readinessProbe, livenessProbe } = container;
  if (!readinessProbe || readinessProbe.tcpSocket) return undefined;
  const finding = answer(subject, application);
  if (finding.verdict === 'ok' || !livenessProbe) return finding;
  const port = livenessProbe.httpGet?.port ?? livenessProbe.grpc?.port ?? container.ports?.[0]?.containerPort;
  const other = { httpGet: undefined, exec: undefined, grpc: undefined, tcpSocket: { port } };
  const page: Candidate = livenessProbe.httpGet ? [field(server, `${path}.livenessProbe.httpGet.path`, OWN_PAGE)] : [];
  const open: Candidate =
    port === undefined ? [] : [field(server, `${path}.livenessProbe`, { ...livenessProbe, ...other })];
  const candidates = [page, open].filter((candidate) => candidate.length > 0);
  const repair = firstThatMends(application, candidates, (changed) => answer(subject, changed));
  if (!repair) return finding;
  const sentence = repair.changes === page ? `${repair.sentence} ${ASKS_NOTHING}` : repair.sentence;
  return { ...finding, repair: { ...repair, sentence } };
}

function answer(subject: ContainerSubject, application: Application): Finding {
  const { server, container, path, setup } = subject;
  const readinessProbe = container.readinessProbe ?? {};
  const trial = new Trial(application.lonePod(server), setup);
  const { cluster } = trial;
  trial.untilReady(server, PATIENCE_MS);
  const fromMs = Math.round(cluster.now + 60_000);
  trial.behave(container.name, failsBetween(readinessProbe, fromMs, fromMs + AWAY_MS));
  cluster.advance(fromMs + AWAY_MS - cluster.now);
  const restarts = restartsOf(trial.lonePod(server), container.name);
  cluster.advanceUntil(() => isReady(trial.lonePod(server)), PATIENCE_MS);
  const laterMs = cluster.now - fromMs - AWAY_MS;
  const asked = handlerText(readinessProbe);
  const soon = laterMs < 500 ? 'at once when' : `${atMost(laterMs)} after`;
  return {
    question: 'dependency',
    server,
    container: container.name,
    // Nobody knows whether a page that both probes ask really needs something outside.
    verdict: restarts === 0 ? 'ok' : 'warning',
    answer:
      restarts > 0
        ? `liveness and readiness both ask ${asked}: if that needs something outside which is away for 5m, every pod restarts ${restarts} times, and they serve again ${soon} it is back`
        : `while what ${asked} needs is away for 5m nothing restarts, and pods serve again ${soon} it is back`,
    figure: restarts,
    unit: 'restarts',
    path: restarts > 0 ? `${path}.livenessProbe` : `${path}.readinessProbe`,
    scenario: [
      ...scenarioGiven(subject),
      'When the manifest is created',
      'And 8m pass',
      `Then container "${container.name}" has ${restarts > 0 ? 'started at least 2 times' : 'never restarted'}`,
    ],
  };
}

function scenarioGiven({ container }: ContainerSubject): string[] {
  const { httpGet, exec } = container.readinessProbe ?? {};
  const at = 'from 2m to 7m';
  if (httpGet) return [`Given container "${container.name}" answers 503 on "${httpGet.path ?? '/'}" ${at}`];
  if (exec)
    return [
      `Given container "${container.name}" answers command ${quoted(exec.command?.join(' ') ?? '')} with exit code 1 after 2m`,
    ];
  return [`Given the gRPC health of container "${container.name}" is "NOT_SERVING"`];
}
