import type { Probe } from '../../api/index';
import { containerRuns, requests } from '../../observe/index';
import { type Application, field } from '../application';
import { atMost } from '../durations';
import { type ContainerSubject, type Finding, judged } from '../finding';
import { brokenFrom, handlerText, probeCommands, quoted } from '../handlers';
import { pageOn } from '../protocol';
import { type Candidate, firstThatMends } from '../repairs';
import { type Entrance, entranceTo, visitor } from '../serving';
import { Trial } from '../trial';

const MOST_MS = 5 * 60_000;
/** Traffic that has ended for so long does not come back: a readiness probe sees to that. */
const QUIET_MS = 30_000;
const ANY_PAGE = '(or another page that tells whether the app is well)';
/** Longer than the network takes to follow the end of an instance. */
const PAUSE_MS = 5000;
/** The pods of a scenario start a little later than it does. */
const SLACK_MS = 15_000;

/**
 * How long does a pod that answers 500 to everything still get traffic?
 * @returns undefined where no service leads to the container, or its port is no web server's
 */
export function broken(subject: ContainerSubject): Finding | undefined {
  const { application, server, container, path } = subject;
  const entrance = entranceTo(application, server);
  if (entrance?.container !== container.name || entrance.protocol === 'other') return undefined;
  const finding = answer(subject, application, entrance);
  if (!finding || finding.verdict === 'ok') return finding;
  const repair = firstThatMends(application, candidates(), (changed) => answer(subject, changed, entrance) ?? finding);
  if (!repair) return finding;
  const asksPage = JSON.stringify(repair.changes).includes('"path":"/"');
  return { ...finding, repair: asksPage ? { ...repair, sentence: `${repair.sentence} ${ANY_PAGE}` } : repair };

  function candidates(): Candidate[] {
    const at = (name: string, value: unknown) => field(server, `${path}.readinessProbe${name}`, value);
    const { readinessProbe } = container;
    const page = entrance && pageOn(entrance.protocol, entrance.port, '/', container);
    if (entrance?.service.spec.publishNotReadyAddresses) return [];
    if (!readinessProbe) return page ? [[at('', { ...page, periodSeconds: 5 })]] : [];
    if (readinessProbe.tcpSocket) return page ? [[at('', { ...readinessProbe, tcpSocket: undefined, ...page })]] : [];
    const faster: Candidate = [at('.periodSeconds', 5)];
    return [faster, [...faster, at('.failureThreshold', 2)]];
  }
}

function answer(subject: ContainerSubject, application: Application, entrance: Entrance): Finding | undefined {
  const { server, container, path, limits } = subject;
  const { readinessProbe } = application.containers(server).find((c) => c.path === path)?.container ?? container;
  const lone = application.lonePod(server);
  // Readiness takes its traffic away, or liveness ends it: whichever comes first, the worst moment is right after one of them.
  const asked = (['readiness', 'liveness'] as const).filter((kind) => kind === 'readiness' || container.livenessProbe);
  const exposedMs = asked.map((kind) => exposureMs(subject, lone, entrance, readinessProbe, kind));
  if (exposedMs.includes(undefined)) return undefined;
  const worstMs = Math.max(...exposedMs.map((ms = 0) => ms));
  const forever = worstMs >= MOST_MS;
  const { metadata, spec } = entrance.service;
  const { name } = metadata;
  const again = container.livenessProbe ? ', and after a restart by the liveness probe it gets traffic again' : '';
  const probe = spec.publishNotReadyAddresses
    ? `service ${name} sends to pods that are not ready, too (publishNotReadyAddresses)`
    : readinessProbe
      ? `the readiness probe asks ${handlerText(readinessProbe)} only`
      : `there is no readiness probe${again}`;
  const what = entrance.protocol === 'grpc' ? 'every call with an error' : '500';
  const notices = readinessProbe?.exec ? `, if ${handlerText(readinessProbe)} notices` : '';
  return {
    question: 'broken',
    server,
    container: container.name,
    verdict: judged(!forever && worstMs <= limits.brokenMs, limits, 'brokenMs'),
    answer: forever
      ? `a pod that answers ${what} gets traffic for ever: ${probe}`
      : `a pod that answers ${what} gets traffic for up to ${atMost(worstMs)}${notices}`,
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
        ? ['And 5m pass', `Then within 10m a GET of "/" from service "${name}" answers with status 500`]
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
  readinessProbe: Probe | undefined,
  after: 'readiness' | 'liveness',
): number | undefined {
  const trial = new Trial(lone, setup);
  const { cluster } = trial;
  trial.untilReady(server, MOST_MS);
  const probe = after === 'readiness' ? readinessProbe : container.livenessProbe;
  const periodMs = (probe?.periodSeconds ?? 10) * 1000;
  const fromMs = trial.justAfterProbe(container.name, after, periodMs, 30_000 + periodMs);
  trial.behave(container.name, brokenFrom(container, fromMs));
  cluster.advance(fromMs - cluster.now);
  const client = visitor(cluster, entrance, 5);
  const answered = () => requests(cluster, { sinceMs: fromMs }).filter(({ status }) => status === 500);
  while (cluster.now < fromMs + MOST_MS) {
    cluster.advance(QUIET_MS);
    if (readinessProbe && (answered().at(-1)?.t ?? 0) < cluster.now - QUIET_MS) break;
  }
  client.stop();
  if (!requests(cluster, { sinceMs: fromMs }).some(({ status }) => status !== undefined)) return undefined;
  const bad = answered();
  const last = bad.at(-1)?.t ?? fromMs;
  // Each new instance gets traffic again.
  const runs = containerRuns(cluster, { container: container.name });
  if (runs.some(({ startedMs }) => startedMs > fromMs && startedMs + PAUSE_MS < last)) return MOST_MS;
  return last > fromMs + MOST_MS - PAUSE_MS ? MOST_MS : last - fromMs;
}
