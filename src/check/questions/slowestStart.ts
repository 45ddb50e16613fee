import type { Container } from '../../api/index';
import { type Application, field } from '../application';
import { startsAfter } from '../behaviours';
import { seconds } from '../durations';
import { type ContainerSubject, type Finding, judged } from '../finding';
import { failingCommands, figuresText, handlerOf, PROBE_FIELDS } from '../handlers';
import { type Candidate, firstThatMends } from '../repairs';
import { largestThat } from '../search';
import { restartsOf, Trial, type TrialSetup } from '../trial';

/** Starts that take longer are nobody's. */
const MOST_MS = 30 * 60_000;
const STEP_MS = 1000;

/** What is the slowest start that the container's probes let live? */
export function slowestStart(subject: ContainerSubject): Finding {
  const { limits, application, server, path, container } = subject;
  const finding = answer(subject, application);
  if (finding.verdict === 'ok' || finding.verdict === 'note') return finding;
  const candidates = candidatesFor(container, limits.startMs).map(
    ([part, value]): Candidate => [field(server, `${path}.startupProbe${part}`, value)],
  );
  // One play tells most of the bad ones.
  const repair = firstThatMends(application, candidates, (changed) =>
    survivesStart(subject, changed) ? answer(subject, changed) : finding,
  );
  return repair ? { ...finding, repair } : finding;
}

/** Whether a start that takes as long as the limit survives. */
export function survivesStart(subject: ContainerSubject, application: Application): boolean {
  const current = application.containers(subject.server).find((c) => c.path === subject.path)?.container;
  const { container, limits, server } = subject;
  const killer = current?.startupProbe ?? current?.livenessProbe;
  const lone = application.lonePod(server);
  const phaseMs = (killer?.periodSeconds ?? 10) * 1000 - JUST_BEFORE_MS;
  const setup = withPull(subject.setup, current ?? container, phaseMs);
  return survives({ ...subject, setup }, lone, current ?? container, limits.startMs);
}

function answer(subject: ContainerSubject, application: Application): Finding {
  const { limits, server, container, path } = subject;
  const lone = application.lonePod(server);
  const current = application.containerNow(subject);
  const guess = guessMs(current);
  const luckyMs =
    largestThat((ms) => survives(subject, lone, current, ms), { step: STEP_MS, most: MOST_MS, guess }) ?? 0;
  const slowestMs = luckyMs < MOST_MS ? inEachPhase(subject, lone, current, luckyMs) : luckyMs;
  const killer = current.startupProbe ? 'startupProbe' : 'livenessProbe';
  const common = { question: 'slowest-start', server, container: container.name, unit: 'seconds' } as const;
  // A script that ends by itself is no start that a probe has cut short; it is watched until then.
  const watchMs = slowestMs >= MOST_MS ? MOST_MS + AFTERWARDS_MS : slowestMs;
  if (slowestMs >= MOST_MS || !(current.startupProbe ?? current.livenessProbe)) {
    return {
      ...common,
      verdict: 'ok',
      answer: 'a start may take any time: no probe ends it',
      figure: null,
      path,
      scenario: scenario(subject, { startMs: slowestMs, expectation: 'has never restarted', watchMs }),
    };
  }
  const enough = slowestMs >= limits.startMs;
  return {
    ...common,
    verdict: judged(enough, limits, 'startMs'),
    answer: `a start may take up to ${seconds(slowestMs)}${
      luckyMs > slowestMs ? ` (${seconds(luckyMs)} with luck)` : ''
    }; a slower one is killed by the ${killer} (${figuresText(current[killer])}), again and again`,
    figure: slowestMs / 1000,
    path: `${path}.${killer}`,
    scenario: scenario(subject, { startMs: luckyMs + STEP_MS, expectation: 'has started at least 2 times' }),
  };
}

/**
 * Probes tick from the creation of the pod, containers start when their image has come: how much of a period has passed
 * by then decides about the last probe that a start may miss. What is promised must hold for each.
 */
function inEachPhase(subject: ContainerSubject, lone: Application, container: Container, luckyMs: number): number {
  const killer = container.startupProbe ?? container.livenessProbe;
  const periodMs = (killer?.periodSeconds ?? 10) * 1000;
  // The later it starts between two ticks the less it has until the last one: what holds for that holds for most.
  const phases = [periodMs - JUST_BEFORE_MS, (periodMs * 3) / 4, periodMs / 2, periodMs / 4];
  return phases.reduce((slowestMs, phaseMs) => {
    const setup = withPull(subject.setup, container, phaseMs);
    const holds = (ms: number) => survives({ ...subject, setup }, lone, container, ms);
    if (slowestMs === 0 || holds(slowestMs)) return slowestMs;
    const leastMs = Math.max(0, slowestMs - periodMs);
    const room = { step: STEP_MS, most: slowestMs - leastMs, guess: (slowestMs - leastMs) / 2 };
    const moreMs = largestThat((ms) => holds(leastMs + ms), room);
    return moreMs === undefined ? 0 : leastMs + moreMs;
  }, luckyMs);
}

/** Where to look first: what the figures would give on paper. */
function guessMs({ startupProbe, livenessProbe }: Container): number {
  const killer = startupProbe ?? livenessProbe;
  if (!killer) return MOST_MS;
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = killer;
  return (initialDelaySeconds + periodSeconds * failureThreshold) * 1000 - STEP_MS;
}

/** Sandbox and start take some of the time, too. */
const JUST_BEFORE_MS = 300;
const WITHOUT_PULL_MS = 600;

function withPull(setup: TrialSetup, { image = '' }: Container, startMs: number): TrialSetup {
  return {
    ...setup,
    describe: (cluster) => {
      setup.describe?.(cluster);
      cluster.registry.setOnNode(image, false);
      cluster.registry.setPull(image, { latencyMs: Math.max(0, startMs - WITHOUT_PULL_MS) });
    },
  };
}

/** Whether the first instance lives until it serves, and a while longer. */
function survives(
  { server, setup }: ContainerSubject,
  lone: Application,
  container: Container,
  startMs: number,
): boolean {
  const trial = new Trial(lone, setup, {
    behaviours: [{ container: container.name, behaviour: startsAfter(container, startMs) }],
  });
  const patienceMs = Math.max(0, ...PROBE_FIELDS.map((name) => 2000 * (container[name]?.periodSeconds ?? 10)));
  const restarted = trial.cluster.advanceUntil(
    () => restartsOf(trial.lonePod(server), container.name) > 0,
    startMs + patienceMs + 30_000,
  );
  return !restarted;
}

/** What gives enough time: the startup probe there is with more tries, or one like the liveness probe. */
function candidatesFor({ startupProbe, livenessProbe }: Container, neededMs: number): (readonly [string, unknown])[] {
  const { periodSeconds = 10, initialDelaySeconds = 0 } = startupProbe ?? {};
  const least = Math.ceil((neededMs / 1000 - initialDelaySeconds) / periodSeconds);
  return [least, least + 1, least + 2].map((failureThreshold) =>
    startupProbe
      ? ['.failureThreshold', failureThreshold]
      : ['', { ...handlerOf(livenessProbe ?? {}), periodSeconds, failureThreshold }],
  );
}

const AFTERWARDS_MS = 5 * 60_000;

function scenario(
  { container }: ContainerSubject,
  {
    startMs,
    expectation,
    watchMs = startMs + AFTERWARDS_MS,
  }: { startMs: number; expectation: string; watchMs?: number },
): string[] {
  return [
    `Given container "${container.name}" starts serving after ${seconds(startMs)}`,
    ...failingCommands(container, `until ${seconds(startMs)}`),
    'When the manifest is created',
    `And ${seconds(watchMs)} pass`,
    `Then container "${container.name}" ${expectation}`,
  ];
}
