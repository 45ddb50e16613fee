import { defineParameterType } from '@cucumber/cucumber';
import { assertContainerIsKnown, formatDuration, type ProbeRun, probeRuns, probeTimesMs } from '../src/index';
import { fail, type Observed, observable } from './observation';
import { AT_LEAST_ONCE, type ContainerName, NEVER, type Span, type Times } from './parameters';
import { Then } from './sentence';
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
    .some(({ spec }) =>
      [...(spec.initContainers ?? []), ...spec.containers].some(({ name, ...rest }) => name === wanted && rest[kind]),
    );
}

/** As they are said without an auxiliary. */
const VERBS: Readonly<Record<string, string>> = {
  run: 'runs/ran',
  succeeded: 'succeeds/succeeded',
  failed: 'fails/failed',
  errored: 'errors/errored',
};

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
    observable(`the {probe} of {container} ${did} {times}`, look);
    observable(`the {probe} of {container} ${did}`, (world: PodwrightWorld, probe: string, name: ContainerName) =>
      look(world, probe, name, AT_LEAST_ONCE),
    );
  }
  observable(
    `the {probe} of {container} {never} ${word}`,
    (world: PodwrightWorld, probe: string, name: ContainerName) => look(world, probe, name, NEVER),
  );
}

for (const failed of ['{has} failed', 'fails/failed'])
  observable(`the {probe} of {container} ${failed} with {string}`, failedWith);

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

Then('the first {probe} of {container} runs/ran {span} after its start', firstRuns);
Then('the {probe} of {container} runs/ran for the first time {span} after its start', firstRuns);

function firstRuns(this: PodwrightWorld, probe: string, name: ContainerName, span: Span): void {
  const first = timesOf(this, probe, name)[0]?.[0];
  if (first === undefined || !span.accepts(first))
    fail(
      'after the start of the container',
      `the first ${probe} probe ${span.text}`,
      first === undefined ? 'it has never run' : `it ran after ${formatDuration(first)}`,
    );
}

Then(
  'the first {probe} of {container} runs {span} after each start',
  function (this: PodwrightWorld, probe: string, name: ContainerName, span: Span) {
    const firsts = timesOf(this, probe, name).map((times) => times[0] as number);
    if (firsts.length === 0 || !firsts.every((ms) => span.accepts(ms)))
      fail(
        'after each start',
        `the first ${probe} probe ${span.text}`,
        firsts.map(formatDuration).join(', ') || 'no run',
      );
  },
);

Then(
  'the {probe} of {container} runs every {duration}',
  function (this: PodwrightWorld, probe: string, name: ContainerName, everyMs: number) {
    const gaps = timesOf(this, probe, name).flatMap((times) => times.slice(1).map((t, i) => t - (times[i] as number)));
    if (gaps.length < 2) fail('by now', `the ${probe} probe runs again and again`, `${gaps.length + 1} runs`);
    const odd = gaps.find((gap) => Math.abs(gap - everyMs) > JITTER_MS);
    if (odd !== undefined)
      fail('at any time', `a ${probe} probe every ${formatDuration(everyMs)}`, `a gap of ${formatDuration(odd)}`);
  },
);

for (const order of ['never runs before its {probe}', 'runs/starts/ran/started (only )after its/the {probe}'])
  Then(`the {probe} of {container} ${order} {has} succeeded`, onlyAfter);

function onlyAfter(this: PodwrightWorld, later: string, name: ContainerName, earlier: string): void {
  const first = runsOf(this, later, name)[0];
  if (!first) fail('by now', `the ${later} probe has run`, 'it has never run');
  const gate = runsOf(this, earlier, name).find((run) => RESULTS['succeeded']?.(run));
  if (!gate || gate.t > first.t)
    fail(`at ${this.moment(first.t)}`, `the ${earlier} probe has succeeded`, `the ${later} probe ran before`);
}
