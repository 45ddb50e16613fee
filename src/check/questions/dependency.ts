import type { Application } from '../application';
import { atMost } from '../durations';
import type { ContainerSubject, Finding } from '../finding';
import { failsBetween, handlerText } from '../handlers';
import { type Candidate, field, firstThatMends } from '../repairs';
import { isReady, restartsOf, Trial } from '../trial';

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
  const candidates: Candidate[] =
    port === undefined
      ? []
      : [
          [
            field(server, `${path}.livenessProbe`, {
              ...livenessProbe,
              httpGet: undefined,
              exec: undefined,
              grpc: undefined,
              tcpSocket: { port },
            }),
          ],
        ];
  const repair = firstThatMends(application, candidates, (changed) => answer(subject, changed));
  return repair ? { ...finding, repair } : finding;
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
  return {
    question: 'dependency',
    server,
    container: container.name,
    verdict: restarts > 0 ? 'bad' : 'ok',
    answer:
      restarts > 0
        ? `while what ${asked} needs is away for 5m, the liveness probe restarts every pod ${restarts} times; they serve again ${atMost(laterMs)} after it is back`
        : `while what ${asked} needs is away for 5m nothing restarts, and pods serve again ${atMost(laterMs)} after it is back`,
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
      `Given container "${container.name}" answers command "${exec.command?.join(' ')}" with exit code 1 after 2m`,
    ];
  return [`Given the gRPC health of container "${container.name}" is "NOT_SERVING"`];
}
