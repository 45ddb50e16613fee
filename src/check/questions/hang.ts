import type { Container } from '../../api/index';
import type { Application } from '../application';
import { atMost } from '../durations';
import { type ContainerSubject, type Finding, judged } from '../finding';
import { handlerText, hangsFrom, probeCommands, quoted } from '../handlers';

import { type Candidate, field, firstThatMends } from '../repairs';
import { isReady, restartsOf, Trial } from '../trial';
import { ASKS_NOTHING, OWN_PAGE, ownPage } from './ownPage';

/** Nobody waits longer for a restart. */
const MOST_MS = 15 * 60_000;
/** A hang may begin at any moment of the liveness probe's period. */
const PHASES = 4;

/** How long does a hang last before a new instance serves? A hanging process does not hear its stop signal either. */
export function hang(subject: ContainerSubject): Finding {
  const { application, server, path, container } = subject;
  const finding = answer(subject, application);
  if (finding.verdict === 'ok' || finding.verdict === 'note') return finding;
  const repair = firstThatMends(application, candidatesFor(subject, container), (changed) => answer(subject, changed));
  if (!repair) return finding;
  const asksPage = JSON.stringify(repair.changes).includes(OWN_PAGE);
  return { ...finding, repair: asksPage ? { ...repair, sentence: `${repair.sentence} ${ASKS_NOTHING}` } : repair };

  function candidatesFor({ setup }: ContainerSubject, { livenessProbe, readinessProbe }: Container): Candidate[] {
    const at = (name: string, value: unknown) => field(server, `${path}.livenessProbe${name}`, value);
    if (!livenessProbe) {
      const page = ownPage(readinessProbe);
      return page ? [[at('', { ...page, periodSeconds: 10, failureThreshold: 3 })]] : [];
    }
    const fewer: Candidate = (livenessProbe.failureThreshold ?? 3) > 3 ? [at('.failureThreshold', 3)] : [];
    const faster: Candidate = (livenessProbe.periodSeconds ?? 10) > 10 ? [at('.periodSeconds', 10)] : [];
    const hasProbeGrace = Number(setup.kubernetes.split('.')[1]) >= 25;
    const harder: Candidate = hasProbeGrace ? [at('.terminationGracePeriodSeconds', 10)] : [];
    const page = livenessProbe.tcpSocket && ownPage(readinessProbe);
    const answering: Candidate[] = page ? [[at('', { ...livenessProbe, tcpSocket: undefined, ...page })]] : [];
    return [...answering, fewer, faster, [...fewer, ...faster], harder, [...fewer, ...faster, ...harder]].filter(
      (candidate) => candidate.length > 0,
    );
  }
}

function answer(subject: ContainerSubject, application: Application): Finding {
  const { server, container, path, limits } = subject;
  const current = application.containers(server).find((c) => c.path === path)?.container ?? container;
  const { livenessProbe } = current;
  const common = { question: 'hang', server, container: container.name, unit: 'seconds' } as const;
  const periodMs = (livenessProbe?.periodSeconds ?? 10) * 1000;
  const lone = application.lonePod(server);
  let worstMs = 0;
  for (let phase = 0; phase < PHASES && worstMs < MOST_MS; phase++) {
    worstMs = Math.max(worstMs, recoveryMs(subject, lone, current, 60_000 + (phase * periodMs) / PHASES));
    if (!livenessProbe) break;
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

/** From a hang that begins some time after the pod is ready to the readiness of the next instance. */
function recoveryMs(
  { server, setup }: ContainerSubject,
  lone: Application,
  container: Container,
  afterMs: number,
): number {
  const trial = new Trial(lone, setup);
  const { cluster } = trial;
  trial.untilReady(server, MOST_MS);
  const fromMs = Math.round(cluster.now + afterMs);
  const recover = trial.behave(container.name, hangsFrom(container, fromMs));
  cluster.advance(fromMs - cluster.now);
  const replaced = () => restartsOf(trial.lonePod(server), container.name) > 0;
  if (!cluster.advanceUntil(replaced, MOST_MS)) return MOST_MS;
  recover();
  cluster.advanceUntil(() => isReady(trial.lonePod(server)), MOST_MS);
  return cluster.now - fromMs;
}
