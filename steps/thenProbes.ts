import { defineParameterType } from '@cucumber/cucumber';
import {
  allContainers,
  assertContainerIsKnown,
  formatDuration,
  LONGEST_DURATION_MS,
  type ProbeRun,
  probeRuns,
  probeTimesMs,
} from '../src/index';
import { delayProbe, failProbe } from './givenProbes';
import { asWritten, awaited, fail, type Observed, observable, untilSeen } from './observation';
import { AT_LEAST_ONCE, type ContainerName, NEVER, type Span, type Times } from './parameters';
import { Then } from './sentence';
import { whoseProbe } from './whose';
import type { PodwrightWorld } from './world';

defineParameterType({
  name: 'probe',
  regexp: /(liveness|readiness|startup) probe/,
  transformer: (kind: string) => kind,
  useForSnippets: false,
});

/** Two runs of one ticker are never exactly a period apart: the answer takes its time. */
const JITTER_MS = 200;

function runsOf(world: PodwrightWorld, probe: string, name: ContainerName): ProbeRun[] {
  assertContainerIsKnown(world.cluster, name.container);
  return probeRuns(world.cluster, probe, name);
}

/** The times of the runs of each instance, counted from its start; without those that had none. */
function timesOf(world: PodwrightWorld, probe: string, name: ContainerName): number[][] {
  assertContainerIsKnown(world.cluster, name.container);
  return probeTimesMs(world.cluster, probe, name).filter((times) => times.length > 0);
}

const RESULTS: Readonly<Record<string, (run: ProbeRun) => boolean>> = {
  run: () => true,
  succeeded: (run) => run.result === 'success' || run.result === 'warning',
  failed: (run) => run.result === 'failure',
  errored: (run) => run.result === 'error',
};

function hasProbe({ cluster }: PodwrightWorld, probe: string, { container: wanted }: ContainerName): boolean {
  const kind = `${probe}Probe` as 'livenessProbe' | 'readinessProbe' | 'startupProbe';
  return cluster
    .podsEver()
    .some(({ spec }) => allContainers(spec).some(({ name, ...rest }) => name === wanted && rest[kind]));
}

/** `Given the readiness probe of container "web" fails`: its app fails it from the beginning. */
function failingUnderGiven(look: (world: PodwrightWorld, probe: string, name: ContainerName) => Observed) {
  return (world: PodwrightWorld, probe: string, name: ContainerName): void => {
    if (world.under === 'Given') failProbe(world, probe, {}, name);
    else awaited(world, () => look(world, probe, name));
  };
}

/** Of a container, or of the only one that has such a probe. */
function ofProbe(
  course: string,
  look: (world: PodwrightWorld, probe: string, name: ContainerName, ...values: never[]) => Observed,
  act?: (world: PodwrightWorld, probe: string, name: ContainerName) => void,
  actOn?: typeof asWritten,
): void {
  observable(
    `the {probe}{ofContainer} ${course}`,
    (world: PodwrightWorld, probe: string, said: ContainerName | undefined, ...values: never[]) =>
      look(world, probe, whoseProbe(world, probe, said), ...values),
    act &&
      ((world: PodwrightWorld, probe: string, said: ContainerName | undefined) =>
        act(world, probe, whoseProbe(world, probe, said))),
    actOn,
  );
}

/** As they are said without an auxiliary. */
const VERBS: Readonly<Record<string, string>> = {
  run: 'runs/ran',
  succeeded: 'succeeds/succeeded',
  failed: 'fails/failed',
  errored: 'errors/errored',
};

/** `has never failed`, `never fails`. */
const neverVerbs = (word: string): string => [...new Set([word, ...(VERBS[word] ?? '').split('/')])].join('/');

for (const [word, counts] of Object.entries(RESULTS)) {
  const look = (world: PodwrightWorld, probe: string, name: ContainerName, times: Times) => {
    const count = runsOf(world, probe, name).filter(counts).length;
    const nobody = hasProbe(world, probe, name) ? '' : `no container "${name.container}" has a ${probe}Probe`;
    // That a probe which does not exist has never failed says nothing; most likely it stands in another container.
    if (nobody && word !== 'run') throw new Error(nobody);
    return {
      holds: times.accepts(count),
      expected: `the ${probe} probe ${word} ${times.text}`,
      seen: `${count} times${nobody && `: ${nobody}`}`,
    };
  };
  for (const did of [`{has} ${word}`, VERBS[word]]) {
    ofProbe(`${did} {times}`, look);
    const once = (world: PodwrightWorld, probe: string, name: ContainerName) => look(world, probe, name, AT_LEAST_ONCE);
    ofProbe(`${did}`, once, word === 'failed' ? failingUnderGiven(once) : undefined);
  }
  const never = (world: PodwrightWorld, probe: string, name: ContainerName) => look(world, probe, name, NEVER);
  ofProbe(`{never} ${neverVerbs(word)}`, never, word === 'succeeded' ? failingUnderGiven(never) : undefined);
}

/** `container "web" has failed its liveness probe 3 times`, `container "web" passes its startup probe`. */
for (const [verb, word] of [
  ['{failed}', 'failed'],
  ['{passed}', 'succeeded'],
] as const) {
  const look = (world: PodwrightWorld, name: ContainerName, probe: string, times: Times): Observed => {
    if (!hasProbe(world, probe, name)) throw new Error(`no container "${name.container}" has a ${probe}Probe`);
    const count = runsOf(world, probe, name).filter(RESULTS[word] as (run: ProbeRun) => boolean).length;
    return {
      holds: times.accepts(count),
      expected: `the ${probe} probe ${word} ${times.text}`,
      seen: `${count} times`,
    };
  };
  const once = (world: PodwrightWorld, probe: string, name: ContainerName) => look(world, name, probe, AT_LEAST_ONCE);
  const act = failingUnderGiven(once);
  observable(
    `{container} ${verb} its/the {probe}`,
    (world: PodwrightWorld, name: ContainerName, probe: string) => once(world, probe, name),
    word === 'failed'
      ? (world: PodwrightWorld, name: ContainerName, probe: string) => act(world, probe, name)
      : undefined,
  );
  observable(`{container} ${verb} its/the {probe} {times}`, look);
}

for (const failed of ['{has} failed', 'fails/failed']) ofProbe(`${failed} with {string}`, failedWith);

/** As the kubelet tells it of HTTP and TCP; a command's probe says so with its own words. */
const TIMED_OUT = /deadline exceeded|did not complete within|timed out|i\/o timeout|Client\.Timeout/;

function hasTimedOut(world: PodwrightWorld, probe: string, name: ContainerName): Observed {
  const failures = runsOf(world, probe, name).filter(({ result }) => result === 'failure');
  return {
    holds: failures.some(({ output }) => TIMED_OUT.test(output)),
    expected: `the ${probe} probe timed out`,
    seen: failures.at(-1)?.output ?? 'no failure',
  };
}
/** Under Given nobody answers it in time. */
ofProbe(
  '{timedOut}',
  hasTimedOut,
  (world: PodwrightWorld, probe: string, name: ContainerName) => {
    if (world.under === 'Given') delayProbe(world, probe, LONGEST_DURATION_MS, name);
    else awaited(world, () => hasTimedOut(world, probe, name));
  },
  asWritten,
);
ofProbe('{has} always succeeded', (world: PodwrightWorld, probe: string, name: ContainerName) => {
  const runs = runsOf(world, probe, name);
  const failed = runs.find(({ result }) => result === 'failure' || result === 'error');
  return {
    holds: runs.length > 0 && !failed,
    expected: `the ${probe} probe has always succeeded`,
    seen: failed ? `it failed at ${world.moment(failed.t)}: ${failed.output}` : `${runs.length} runs`,
  };
});

function failedWith(world: PodwrightWorld, probe: string, name: ContainerName, text: string): Observed {
  const outputs = runsOf(world, probe, name)
    .filter((run) => run.result === 'failure')
    .map((run) => run.output);
  return {
    holds: outputs.some((output) => output.includes(text)),
    expected: `the ${probe} probe fails with "${text}"`,
    seen: outputs.length ? `"${outputs.at(-1)}"` : 'no failure',
  };
}

for (const first of ['the first {probe}{ofContainer} runs/ran', 'the {probe}{ofContainer} runs/ran for the first time'])
  for (const start of ['its start', 'the start of the/its container', 'the container started'])
    Then(`${first} {span} after ${start}`, firstRuns);

function firstRuns(this: PodwrightWorld, probe: string, said: ContainerName | undefined, span: Span): void {
  const name = whoseProbe(this, probe, said);
  untilSeen(this, () => timesOf(this, probe, name).length > 0, `the ${probe} probe runs`, 'it has never run');
  const first = timesOf(this, probe, name)[0]?.[0];
  if (first === undefined || !span.accepts(first))
    fail(
      'after the start of the container',
      `the first ${probe} probe ${span.text}`,
      first === undefined ? 'it has never run' : `it ran after ${formatDuration(first)}`,
    );
}

Then(
  'the first {probe}{ofContainer} runs {span} after each start',
  function (this: PodwrightWorld, probe: string, said: ContainerName | undefined, span: Span) {
    const name = whoseProbe(this, probe, said);
    const firsts = timesOf(this, probe, name).map((times) => times[0] as number);
    if (firsts.length === 0 || !firsts.every((ms) => span.accepts(ms)))
      fail(
        'after each start',
        `the first ${probe} probe ${span.text}`,
        firsts.map(formatDuration).join(', ') || 'no run',
      );
  },
);

/** The first run may come out of turn: as soon as a container has started, or its startup probe has succeeded. */
function gapsOf(times: readonly number[], everyMs: number): number[] {
  const gaps = times.slice(1).map((t, i) => t - (times[i] as number));
  return (gaps[0] ?? everyMs) < everyMs - JITTER_MS ? gaps.slice(1) : gaps;
}

Then(
  'the {probe}{ofContainer} runs every {duration}',
  function (this: PodwrightWorld, probe: string, said: ContainerName | undefined, everyMs: number) {
    const name = whoseProbe(this, probe, said);
    const gaps = timesOf(this, probe, name).flatMap((times) => gapsOf(times, everyMs));
    if (gaps.length < 2) fail('by now', `the ${probe} probe runs again and again`, `${gaps.length + 1} runs`);
    const odd = gaps.find((gap) => Math.abs(gap - everyMs) > JITTER_MS);
    if (odd !== undefined)
      fail('at any time', `a ${probe} probe every ${formatDuration(everyMs)}`, `a gap of ${formatDuration(odd)}`);
  },
);

for (const order of [
  'never runs before its/the {probe}',
  '{never} run before its/the {probe}',
  'runs/starts/ran/started (only )after its/the {probe}',
])
  for (const succeeded of ['{has} succeeded', 'succeeded/succeeds'])
    Then(`the {probe}{ofContainer} ${order} ${succeeded}`, onlyAfter);

function onlyAfter(this: PodwrightWorld, later: string, said: ContainerName | undefined, earlier: string): void {
  const name = whoseProbe(this, later, said);
  const first = runsOf(this, later, name)[0];
  if (!first) fail('by now', `the ${later} probe has run`, 'it has never run');
  const gate = runsOf(this, earlier, name).find((run) => RESULTS['succeeded']?.(run));
  if (!gate || gate.t > first.t)
    fail(`at ${this.moment(first.t)}`, `the ${earlier} probe has succeeded`, `the ${later} probe ran before`);
}
