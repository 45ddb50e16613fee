import { type Container, isReady } from '../../api/index';
import { type Application, field, type Server } from '../application';
import { atMost } from '../durations';
import { type ContainerSubject, type Finding, judged } from '../finding';
import { handlerOf, handlerText, hangsFrom, probeCommands, quoted } from '../handlers';
import { pingOf } from '../pings';
import { pageOn } from '../protocol';
import { type Candidate, firstThatMends } from '../repairs';
import { entranceTo } from '../serving';
import { otherSeeds, restartsOf, Trial } from '../trial';
import { ASKS_NOTHING, OWN_PAGE, ownPage } from './ownPage';
import { survivesStart } from './slowestStart';

/** Nobody waits longer for a restart. */
const MOST_MS = 15 * 60_000;
/** Restarts take more or less long. */
const TRIES = 2;

/** How long does a hang last before a new instance serves? A hanging process does not hear its stop signal either. */
export function hang(subject: ContainerSubject): Finding {
  const { application, container } = subject;
  const finding = answer(subject, application);
  if (finding.verdict === 'ok' || finding.verdict === 'note') return finding;
  const candidates = candidatesFor(subject, container).flatMap((candidate) => [
    candidate,
    [...candidate, ...startupProbeFor(subject, candidate)],
  ]);
  const startsNow = survivesStart(subject, application);
  const repair = firstThatMends(application, candidates, (changed) => {
    const after = answer(subject, changed);
    // What notices a hang sooner must not kill a slow start instead.
    const kills = after.verdict === 'ok' && startsNow && !survivesStart(subject, changed);
    return kills ? finding : after;
  });
  if (!repair) return finding;
  const asksPage = JSON.stringify(repair.changes).includes(OWN_PAGE);
  return { ...finding, repair: asksPage ? { ...repair, sentence: `${repair.sentence} ${ASKS_NOTHING}` } : repair };
}

function candidatesFor({ application, server, setup, path }: ContainerSubject, container: Container): Candidate[] {
  const { livenessProbe, readinessProbe } = container;
  const at = (name: string, value: unknown) => field(server, `${path}.livenessProbe${name}`, value);
  const page = ownPage(readinessProbe) ?? pageOfEntrance(application, server, container);
  const ping = pingOf(setup, container);
  const noticing = [page, ping].filter((handler) => handler !== undefined);
  if (!livenessProbe)
    return noticing.map((handler) => [at('', { ...handler, periodSeconds: 10, failureThreshold: 3 })]);
  const fewer: Candidate = (livenessProbe.failureThreshold ?? 3) > 3 ? [at('.failureThreshold', 3)] : [];
  const faster: Candidate = (livenessProbe.periodSeconds ?? 10) > 10 ? [at('.periodSeconds', 10)] : [];
  const impatient: Candidate = (livenessProbe.timeoutSeconds ?? 1) > 5 ? [at('.timeoutSeconds', 5)] : [];
  const hasProbeGrace = Number(setup.kubernetes.split('.')[1]) >= 25;
  const harder: Candidate = hasProbeGrace ? [at('.terminationGracePeriodSeconds', 10)] : [];
  const answering: Candidate[] = livenessProbe.tcpSocket
    ? noticing.map((handler) => [at('', { ...livenessProbe, tcpSocket: undefined, ...handler })])
    : [];
  const plain = [fewer, faster, [...fewer, ...faster], impatient, harder, [...fewer, ...faster, ...harder]];
  return [...answering, ...plain].filter((candidate) => candidate.length > 0);
}

/** The page of a web server that a service leads to; the health service of a gRPC one. */
function pageOfEntrance(application: Application, server: Server, container: Container) {
  const entrance = entranceTo(application, server);
  return entrance?.container === container.name
    ? pageOn(entrance.protocol, entrance.port, OWN_PAGE, container)
    : undefined;
}

/** A startup probe that asks what liveness asks and leaves the limit's time, for a container that has none. */
function startupProbeFor(
  { application, server, path, container, limits }: ContainerSubject,
  candidate: Candidate,
): Candidate {
  const { livenessProbe, startupProbe } =
    application
      .with(candidate)
      .containers(server)
      .find((c) => c.path === path)?.container ?? container;
  if (startupProbe || !livenessProbe) return [];
  const periodSeconds = 10;
  const failureThreshold = Math.ceil(limits.startMs / 1000 / periodSeconds) + 1;
  return [field(server, `${path}.startupProbe`, { ...handlerOf(livenessProbe), periodSeconds, failureThreshold })];
}

function answer(subject: ContainerSubject, application: Application): Finding {
  const { server, container, path, limits } = subject;
  const current = application.containers(server).find((c) => c.path === path)?.container ?? container;
  const { livenessProbe } = current;
  const common = { question: 'hang', server, container: container.name, unit: 'seconds' } as const;
  const lone = application.lonePod(server);
  let worstMs = 0;
  for (const luck of [subject.setup, ...otherSeeds(subject.setup)].slice(0, livenessProbe ? TRIES : 1)) {
    worstMs = Math.max(worstMs, recoveryMs({ ...subject, setup: luck }, lone, current));
    if (worstMs >= MOST_MS) break;
  }
  const scenarioOf = (expectation: string) => [
    `Given container "${container.name}" hangs after 2m`,
    `And container "${container.name}" ignores SIGTERM`,
    ...probeCommands(current).map(
      (command) => `And container "${container.name}" answers command ${quoted(command)} with exit code 1 after 2m`,
    ),
    'When the manifest is created',
    'And 2m pass',
    `And ${atMost(Math.min(worstMs, MOST_MS) + 30_000)} pass`,
    `Then container "${container.name}" ${expectation}`,
  ];
  if (worstMs >= MOST_MS) {
    const probed = livenessProbe && `: the liveness probe (${handlerText(livenessProbe)}) does not notice it`;
    return {
      ...common,
      verdict: judged(false, limits, 'hangMs'),
      answer: `a hang lasts until somebody looks${probed ?? ': there is no liveness probe'}`,
      figure: null,
      path: livenessProbe ? `${path}.livenessProbe` : path,
      scenario: scenarioOf('has never restarted'),
    };
  }
  return {
    ...common,
    verdict: judged(worstMs <= limits.hangMs, limits, 'hangMs'),
    answer: `a hang lasts up to ${atMost(worstMs)} until a new instance serves`,
    figure: Math.ceil(worstMs / 1000),
    path: `${path}.livenessProbe`,
    scenario: scenarioOf('has started at least 2 times'),
  };
}

/** From a hang that begins when the pod has been ready for some time, right after its liveness probe, to the readiness of the next instance. */
function recoveryMs({ server, setup }: ContainerSubject, lone: Application, container: Container): number {
  const trial = new Trial(lone, setup);
  const { cluster } = trial;
  trial.untilReady(server, MOST_MS);
  const periodMs = (container.livenessProbe?.periodSeconds ?? 10) * 1000;
  const fromMs = trial.justAfterProbe(container.name, 'liveness', periodMs, 60_000 + periodMs);
  const recover = trial.behave(container.name, hangsFrom(container, fromMs));
  cluster.advance(fromMs - cluster.now);
  const replaced = () => restartsOf(trial.lonePod(server), container.name) > 0;
  if (!cluster.advanceUntil(replaced, MOST_MS)) return MOST_MS;
  recover();
  cluster.advanceUntil(() => isReady(trial.lonePod(server)), MOST_MS);
  return cluster.now - fromMs;
}
