import type { Container } from '../../api/index';
import type { Application } from '../application';
import { seconds } from '../durations';
import type { ContainerSubject, Finding } from '../finding';
import { handlerOf, PROBE_FIELDS, probeCommands, startsAfter } from '../handlers';
import { type Candidate, field, firstThatMends } from '../repairs';
import { largestThat } from '../search';
import { otherSeeds, restartsOf, Trial } from '../trial';

/** Starts that take longer are nobody's. */
const MOST_MS = 30 * 60_000;
const STEP_MS = 1000;

/** What is the slowest start that the container's probes let live? */
export function slowestStart(subject: ContainerSubject): Finding {
  const { limits, application, server, path, container } = subject;
  const finding = answer(subject, application);
  if (finding.verdict === 'ok' || finding.verdict === 'note') return finding;
  const candidates = candidatesFor(container, limits.startMs).map(
    (probe): Candidate => [field(server, `${path}.startupProbe`, probe)],
  );
  const repair = firstThatMends(application, candidates, (changed) => answer(subject, changed));
  return repair ? { ...finding, repair } : finding;
}

function answer(subject: ContainerSubject, application: Application): Finding {
  const { limits, server, container, path } = subject;
  const lone = application.lonePod(server);
  const current = application.containers(server).find((c) => c.path === path)?.container ?? container;
  let slowestMs = largestThat((ms) => survives(subject, lone, current, ms), { step: STEP_MS, most: MOST_MS }) ?? 0;
  // Probes tick at a phase that chance gives: what is promised must hold with another one, too.
  for (const setup of otherSeeds(subject.setup))
    while (slowestMs > 0 && slowestMs < MOST_MS && !survives({ ...subject, setup }, lone, current, slowestMs))
      slowestMs -= STEP_MS;
  const killer = current.startupProbe ? 'startupProbe' : 'livenessProbe';
  const common = { question: 'slowest-start', server, container: container.name, unit: 'seconds' } as const;
  if (slowestMs >= MOST_MS) {
    return {
      ...common,
      verdict: 'ok',
      answer: 'a start may take any time: no probe ends it',
      figure: null,
      path,
      scenario: scenario(subject, MOST_MS, 'has never restarted'),
    };
  }
  const enough = slowestMs >= limits.startMs;
  return {
    ...common,
    verdict: enough ? 'ok' : 'bad',
    answer: `a start may take up to ${seconds(slowestMs)}; a slower one is killed by the ${killer}, again and again`,
    figure: slowestMs / 1000,
    path: `${path}.${killer}`,
    scenario: scenario(subject, slowestMs + STEP_MS, 'has started at least 2 times'),
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

/** Startup probes that give enough time: the one there is with more tries, or one like the liveness probe. */
function candidatesFor({ startupProbe, livenessProbe }: Container, neededMs: number): object[] {
  const model = startupProbe ?? livenessProbe;
  if (!model) return [];
  const period = startupProbe?.periodSeconds ?? 10;
  const tries = Math.ceil((neededMs / 1000 - (startupProbe?.initialDelaySeconds ?? 0)) / period);
  return [tries, tries + 1, tries + 2].map((failureThreshold) => ({
    ...(startupProbe ?? handlerOf(model)),
    periodSeconds: period,
    failureThreshold,
  }));
}

function scenario({ container }: ContainerSubject, startMs: number, expectation: string): string[] {
  return [
    `Given container "${container.name}" starts serving after ${seconds(startMs)}`,
    ...probeCommands(container).map(
      (command) =>
        `And container "${container.name}" answers command "${command}" with exit code 1 until ${seconds(startMs)}`,
    ),
    'When the manifest is created',
    `And ${seconds(startMs + 5 * 60_000)} pass`,
    `Then container "${container.name}" ${expectation}`,
  ];
}
