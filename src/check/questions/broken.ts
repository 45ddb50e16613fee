import { requests } from '../../observe/index';
import type { Application } from '../application';
import { atMost } from '../durations';
import { type ContainerSubject, type Finding, judged } from '../finding';
import { brokenFrom, handlerText, probeCommands, quoted } from '../handlers';
import { type Candidate, field, firstThatMends } from '../repairs';
import { type Entrance, entranceTo, visitor } from '../serving';
import { Trial } from '../trial';

const MOST_MS = 5 * 60_000;
const PHASES = 3;
/** The pods of a scenario start a little later than it does. */
const SLACK_MS = 15_000;

/**
 * How long does a pod that answers 500 to everything still get traffic?
 * @returns undefined where no service leads to the container
 */
export function broken(subject: ContainerSubject): Finding | undefined {
  const { application, server, container, path } = subject;
  const entrance = entranceTo(application, server);
  if (entrance?.container !== container.name) return undefined;
  const finding = answer(subject, application, entrance);
  if (!finding || finding.verdict === 'ok') return finding;
  const repair = firstThatMends(application, candidates(), (changed) => answer(subject, changed, entrance) ?? finding);
  return repair ? { ...finding, repair } : finding;

  function candidates(): Candidate[] {
    const at = (name: string, value: unknown) => field(server, `${path}.readinessProbe${name}`, value);
    const { readinessProbe } = container;
    const page = { httpGet: { path: '/', port: entrance?.port } };
    if (!readinessProbe) return [[at('', { ...page, periodSeconds: 5 })]];
    if (readinessProbe.tcpSocket) return [[at('', { ...readinessProbe, tcpSocket: undefined, ...page })]];
    const faster: Candidate = [at('.periodSeconds', 5)];
    return [faster, [...faster, at('.failureThreshold', 2)]];
  }
}

function answer(subject: ContainerSubject, application: Application, entrance: Entrance): Finding | undefined {
  const { server, container, path, limits } = subject;
  const { readinessProbe } = application.containers(server).find((c) => c.path === path)?.container ?? container;
  const lone = application.lonePod(server);
  const periodMs = (readinessProbe?.periodSeconds ?? 10) * 1000;
  let worstMs = 0;
  for (let phase = 0; phase < PHASES && worstMs < MOST_MS; phase++) {
    const exposedMs = exposureMs(subject, lone, entrance, 30_000 + (phase * periodMs) / PHASES);
    if (exposedMs === undefined) return undefined;
    worstMs = Math.max(worstMs, exposedMs);
  }
  const forever = worstMs >= MOST_MS;
  const { name } = entrance.service.metadata;
  const probe = readinessProbe
    ? `the readiness probe asks ${handlerText(readinessProbe)} only`
    : 'there is no readiness probe';
  const notices = readinessProbe?.exec ? `, if ${handlerText(readinessProbe)} notices` : '';
  return {
    question: 'broken',
    server,
    container: container.name,
    verdict: judged(!forever && worstMs <= limits.brokenMs, limits, 'brokenMs'),
    answer: forever
      ? `a pod that answers 500 gets traffic for ever: ${probe}`
      : `a pod that answers 500 gets traffic for up to ${atMost(worstMs)}${notices}`,
    figure: forever ? null : Math.ceil(worstMs / 1000),
    unit: 'seconds',
    path: readinessProbe ? `${path}.readinessProbe` : path,
    scenario: [
      `Given container "${container.name}" answers 500 after 2m`,
      ...probeCommands(container).map(
        (command) => `And container "${container.name}" answers command ${quoted(command)} with exit code 1 after 2m`,
      ),
      'When the manifest is created',
      'And 2m pass',
      ...(forever
        ? ['And 5m pass', `Then a GET of "/" from service "${name}" answers with status 500`]
        : [`Then within ${atMost(worstMs + SLACK_MS)} service "${name}" has no endpoint`]),
    ],
  };
}

/**
 * From the first moment that it answers 500 to the last request that it gets.
 * @returns undefined for a server that does not speak HTTP
 */
function exposureMs(
  { server, setup, container }: ContainerSubject,
  lone: Application,
  entrance: Entrance,
  afterMs: number,
): number | undefined {
  const trial = new Trial(lone, setup);
  const { cluster } = trial;
  trial.untilReady(server, MOST_MS);
  const fromMs = Math.round(cluster.now + afterMs);
  trial.behave(container.name, brokenFrom(container, fromMs));
  cluster.advance(fromMs - cluster.now);
  const client = visitor(cluster, entrance, 5);
  cluster.advance(MOST_MS);
  client.stop();
  const sent = requests(cluster, { sinceMs: fromMs });
  if (!sent.some(({ status }) => status !== undefined)) return undefined;
  const last = sent.findLast((request) => request.status === 500);
  return last ? Math.min(last.t - fromMs, MOST_MS) : 0;
}
