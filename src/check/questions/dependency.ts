import { isReady, type Probe } from '../../api/index';
import { type Application, field } from '../application';
import { atMost } from '../durations';
import type { ContainerSubject, Finding } from '../finding';
import { commandLines, failsBetween, handlerText, quoted } from '../handlers';
import { asksItselfOnly } from '../pings';
import { isGrpcHealthProbe } from '../protocol';
import { type Candidate, firstThatMends } from '../repairs';
import { restartsOf, Trial } from '../trial';
import { ASKS_NOTHING, OWN_PAGE } from './ownPage';

const AWAY_MS = 5 * 60_000;
const PATIENCE_MS = 15 * 60_000;

/**
 * What happens when something that readiness asks for, such as a database, is away for five minutes?
 * @returns undefined for a container without readiness probe, or with one that asks only for an open port or the database beside it
 */
export function dependency(subject: ContainerSubject): Finding | undefined {
  const { application, server, container, path } = subject;
  const { readinessProbe, livenessProbe } = container;
  if (!readinessProbe || readinessProbe.tcpSocket) return undefined;
  if (asksItselfOnly(commandLines(readinessProbe))) return undefined;
  const finding = answer(subject, application);
  if (finding.verdict === 'ok' || !livenessProbe) return finding;
  const own = field(server, `${path}.livenessProbe`, withServiceOfItsOwn(livenessProbe));
  const page: Candidate = livenessProbe.httpGet
    ? [field(server, `${path}.livenessProbe.httpGet.path`, OWN_PAGE)]
    : [own];
  if (!livenessProbe.httpGet && own.value === undefined) return finding;
  const repair = firstThatMends(application, [page], (changed) => answer(subject, changed));
  if (!repair) return finding;
  const remark = livenessProbe.httpGet ? ASKS_NOTHING : HEALTH_OF_ITS_OWN;
  return { ...finding, repair: { ...repair, sentence: `${repair.sentence} ${remark}` } };
}

const SERVICE = 'liveness';
const HEALTH_OF_ITS_OWN =
  '(a service of that name which the app must know, and which is well as long as the process is)';

/** The same question to the gRPC health service, about liveness alone; undefined where the probe asks something else. */
function withServiceOfItsOwn({ grpc, exec, ...figures }: Probe): Probe | undefined {
  if (grpc) return { ...figures, grpc: { ...grpc, service: SERVICE } };
  if (!isGrpcHealthProbe(exec?.command)) return undefined;
  return { ...figures, exec: { command: [...(exec?.command ?? []), `-service=${SERVICE}`] } };
}

function answer(subject: ContainerSubject, application: Application): Finding {
  const { server, container, path, setup } = subject;
  const readinessProbe = container.readinessProbe ?? {};
  const current = application.containers(server).find((c) => c.path === path)?.container ?? container;
  const trial = new Trial(application.lonePod(server), setup);
  const { cluster } = trial;
  trial.untilReady(server, PATIENCE_MS);
  const fromMs = Math.round(cluster.now + 60_000);
  trial.behave(container.name, failsBetween(readinessProbe, current.livenessProbe, fromMs, fromMs + AWAY_MS));
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
        ? `liveness and readiness both ask ${asked}: if that needs something outside, such as a database, which is away for 5m, every pod restarts ${times(restarts)}, and pods serve again ${soon} it is back`
        : `if ${asked} needs something outside, such as a database, which is away for 5m, nothing restarts, and pods serve again ${soon} it is back`,
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

function times(restarts: number): string {
  return restarts === 1 ? 'once' : `${restarts} times`;
}

function scenarioGiven({ container }: ContainerSubject): string[] {
  const { httpGet, exec } = container.readinessProbe ?? {};
  const other = container.livenessProbe;
  const app = `container "${container.name}" answers`;
  if (httpGet) {
    const answers = (status: number, path: string) => `${app} ${status} on "${path}" from 2m to 7m`;
    const [path, spared] = [httpGet.path ?? '/', other?.httpGet?.path ?? '/'];
    // What is said of a path is said of it with any query, unless that is said too.
    const isAsked = other?.httpGet !== undefined && spared !== path && spared.startsWith(`${path}?`);
    return [`Given ${answers(503, path)}`, ...(isAsked ? [`And ${answers(200, spared)}`] : [])];
  }
  if (exec) {
    const answers = (line: string, code: number) => `${app} command ${quoted(line)} with exit code ${code} after 2m`;
    const [line, spared] = [commandLine(exec), commandLine(other?.exec)];
    // Such a sentence is about the beginning of a command line.
    const isRun = spared !== line && spared.startsWith(`${line} `);
    return [`Given ${answers(line, 1)}`, ...(isRun ? [`And ${answers(spared, 0)}`] : [])];
  }
  return [`Given the gRPC health of container "${container.name}" is "NOT_SERVING"`];
}

function commandLine(exec: { readonly command?: readonly string[] } | undefined): string {
  return exec?.command?.join(' ') ?? '';
}
