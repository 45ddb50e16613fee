import type { Container } from '../../api/index';
import { containerRuns } from '../../observe/index';
import { type Application, field } from '../application';
import { seconds } from '../durations';
import { type ContainerSubject, type Finding, judged } from '../finding';
import { type Candidate, firstThatMends } from '../repairs';
import { largestThat } from '../search';
import { Trial } from '../trial';

const STEP_MS = 1000;
/** Beyond the longest grace that anybody gives. */
const SLACK_MS = 120_000;
const SIGKILL = 137;
const LATER_SECONDS = 5;

/** How long may an app take to finish its requests after SIGTERM before it is killed? */
export function longestDrain(subject: ContainerSubject): Finding | undefined {
  const { application, server, limits } = subject;
  const finding = answer(subject, application);
  if (!finding || finding.verdict === 'ok') return finding;
  const path = server.template === '' ? 'spec' : `${server.template}.spec`;
  const grace = application.podSpec(server).terminationGracePeriodSeconds ?? 30;
  const missing = Math.ceil(limits.drainMs / 1000) - (finding.figure ?? 0);
  const candidates = [missing, missing + 1, missing + 2].map(
    (more): Candidate => [field(server, `${path}.terminationGracePeriodSeconds`, grace + more)],
  );
  const repair = firstThatMends(application, candidates, (changed) => answer(subject, changed) ?? finding);
  return repair ? { ...finding, repair } : finding;
}

function answer(subject: ContainerSubject, application: Application): Finding | undefined {
  const { server, container, path, limits } = subject;
  const lone = application.lonePod(server);
  const grace = application.podSpec(server).terminationGracePeriodSeconds ?? 30;
  const mostMs = grace * 1000 + SLACK_MS;
  const holds = (ms: number) => endsByItself(subject, lone, ms, mostMs);
  const guess = grace * 1000 - STEP_MS;
  const longestMs = holds(0) ? largestThat(holds, { step: STEP_MS, most: mostMs, guess }) : undefined;
  // Its image has a program of its own, which does what it does.
  if (longestMs !== undefined && longestMs >= mostMs) return undefined;
  const template = server.template === '' ? 'spec' : `${server.template}.spec`;
  const common = { question: 'longest-drain', server, container: container.name, unit: 'seconds' } as const;
  const scenario = (drainMs: number) => [
    `Given container "${container.name}" needs ${seconds(drainMs)} to drain`,
    'When the manifest is created',
    'And 5m pass',
    ...(server.kind === 'Pod'
      ? [`And I start \`kubectl delete pod ${server.name}\``]
      : [`And I start \`kubectl delete ${server.kind.toLowerCase()} ${server.name}\``]),
    `And ${seconds(mostMs)} pass`,
    `Then container "${container.name}" got signal "SIGKILL"`,
  ];
  if (longestMs === undefined) {
    const preStop = container.lifecycle?.preStop ? 'its preStop hook takes the whole grace period, or ' : '';
    return {
      ...common,
      verdict: 'bad',
      answer: `every stop ends with SIGKILL after ${grace}s: ${preStop}its main process does not react to its stop signal`,
      figure: 0,
      path: `${template}.terminationGracePeriodSeconds`,
      scenario: scenario(0).slice(1),
    };
  }
  return {
    ...common,
    verdict: judged(longestMs >= limits.drainMs, limits, 'drainMs'),
    answer: `an app has up to ${seconds(longestMs)} to finish after its stop signal; then it is killed (SIGKILL)${whose(container, grace, longestMs)}`,
    figure: longestMs / 1000,
    path: container.lifecycle?.preStop ? `${path}.lifecycle.preStop` : `${template}.terminationGracePeriodSeconds`,
    scenario: scenario(longestMs + STEP_MS),
  };
}

function endsByItself(
  { server, setup, container }: ContainerSubject,
  lone: Application,
  drainMs: number,
  mostMs: number,
): boolean {
  const behaviour = drainMs > 0 ? { drain: { forMs: drainMs, serving: true } } : {};
  const trial = new Trial(lone, setup, { behaviours: [{ container: container.name, behaviour }] });
  const { cluster } = trial;
  trial.untilReady(server, 10 * 60_000);
  cluster.run(`kubectl delete pod ${server.name} --namespace ${server.namespace}`);
  const lastRun = () => containerRuns(cluster, { container: container.name }).at(-1);
  cluster.advanceUntil(() => trial.lonePod(server) === undefined, mostMs + 30_000);
  // With no grace at all the object goes at once, the processes a little later.
  for (let i = 0; i < LATER_SECONDS && lastRun()?.exitCode === undefined; i++) cluster.advance(1000);
  const last = lastRun();
  return last?.exitCode !== undefined && last.exitCode !== SIGKILL;
}

/** Where the rest of the grace period has gone. */
function whose({ lifecycle }: Container, grace: number, longestMs: number): string {
  if (grace < 1) return ': there is no grace period, and the kubelet waits 2s all the same';
  const isShort = grace * 1000 - longestMs > 2 * STEP_MS;
  return lifecycle?.preStop && isShort ? `: its preStop hook takes the rest of the ${grace}s` : '';
}
