import type { HookRun } from '../src/index';
import { hookRunsOf, runsOf, signalsOf } from './known';
import { assertSpan, fail, type Observed, observable, observableBefore, untilSeen } from './observation';
import { AT_LEAST_ONCE, type ContainerName, NEVER, type Span, type Times } from './parameters';
import { Then } from './sentence';
import { whoseHook } from './whose';
import type { PodwrightWorld } from './world';

function describe(world: PodwrightWorld, run: HookRun | undefined): string {
  if (!run) return 'it has never run';
  if (run.endedMs === undefined) return `it runs since ${world.moment(run.startedMs)}`;
  return run.ok ? `it succeeded at ${world.moment(run.endedMs)}` : `it failed: ${run.output}`;
}

function hasRun(world: PodwrightWorld, hook: string, name: ContainerName, { text, accepts }: Times): Observed {
  const count = hookRunsOf(world, hook, name).length;
  return { holds: accepts(count), expected: `the ${hook} hook ran ${text}`, seen: `${count} runs` };
}

function hasRunAtAll(world: PodwrightWorld, hook: string, name: ContainerName): Observed {
  return hasRun(world, hook, name, AT_LEAST_ONCE);
}

type Look = (world: PodwrightWorld, hook: string, name: ContainerName, ...values: never[]) => Observed;

/** Of a container, or of the only one that has such a hook. */
function ofHook(course: string, look: Look, observed: typeof observable = observable): void {
  observed(
    `the {hookName} hook{ofContainer} ${course}`,
    (world: PodwrightWorld, hook: string, said: ContainerName | undefined, ...values: never[]) =>
      look(world, hook, whoseHook(world, hook, said), ...values),
  );
}

for (const ran of ['{has} run', 'runs/ran']) ofHook(`${ran} {times}`, hasRun);
for (const ran of ['{has} run', 'runs']) ofHook(ran, hasRunAtAll);
ofHook('ran', hasRunAtAll, observableBefore);
ofHook('{never} run/runs/ran', (world, hook, name) => hasRun(world, hook, name, NEVER));

function isRunning(world: PodwrightWorld, hook: string, name: ContainerName): Observed {
  const run = hookRunsOf(world, hook, name).at(-1);
  return {
    holds: run !== undefined && run.endedMs === undefined,
    expected: `the ${hook} hook is running`,
    seen: describe(world, run),
  };
}
ofHook('{is} running', isRunning);

function hasSucceeded(world: PodwrightWorld, hook: string, name: ContainerName): Observed {
  const run = hookRunsOf(world, hook, name).at(-1);
  return { holds: run?.ok === true, expected: `the ${hook} hook succeeded`, seen: describe(world, run) };
}
ofHook('{has} succeeded', hasSucceeded);

ofHook('{has} failed with {string}', (world: PodwrightWorld, hook: string, name: ContainerName, output: string) => {
  const run = hookRunsOf(world, hook, name).findLast((r) => r.endedMs !== undefined);
  return {
    holds: run?.ok === false && (run.output ?? '').includes(output),
    expected: `the ${hook} hook failed with "${output}"`,
    seen: describe(world, run),
  };
});

/** Whether a run of it has, whatever it has said. */
export function hookHasFailed(world: PodwrightWorld, hook: string, name: ContainerName): Observed {
  const all = hookRunsOf(world, hook, name);
  return {
    holds: all.some(({ ok }) => ok === false),
    expected: `the ${hook} hook failed`,
    seen: describe(world, all.at(-1)),
  };
}

/** When a container of a pod was told to stop, or ended by itself. */
function stopMs(world: PodwrightWorld, name: ContainerName, pod: string | undefined): number | undefined {
  const sent = signalsOf(world, name).findLast((signal) => signal.pod === pod);
  return sent?.t ?? runsOf(world, name).findLast((run) => run.pod === pod)?.endedMs;
}

function assertRanBeforeStop(world: PodwrightWorld, hook: string, name: ContainerName): void {
  const last = () => hookRunsOf(world, hook, name).at(-1);
  const stopped = () => stopMs(world, name, last()?.pod);
  const both = `the ${hook} hook ran and the container was stopped`;
  untilSeen(world, () => stopped() !== undefined, both, describe(world, last()));
  const [run, atMs] = [last() as HookRun, stopped() as number];
  if (run.startedMs >= atMs || (run.endedMs ?? atMs) > atMs)
    fail(`at ${world.moment(atMs)}, when the container was stopped,`, `the ${hook} hook had run`, describe(world, run));
}

Then(
  'the {hookName} hook{ofContainer} runs/ran before {theStop}',
  function (this: PodwrightWorld, hook: string, said: ContainerName | undefined) {
    assertRanBeforeStop(this, hook, whoseHook(this, hook, said));
  },
);

function assertTook(world: PodwrightWorld, hook: string, name: ContainerName, span: Span): void {
  const run = hookRunsOf(world, hook, name).findLast((r) => r.endedMs !== undefined);
  if (run?.endedMs === undefined) fail('by now', `the ${hook} hook has ended`, describe(world, run));
  assertSpan(`the ${hook} hook`, run.endedMs - run.startedMs, span);
}

for (const took of ['took', 'ran for', 'lasted'])
  Then(
    `the {hookName} hook{ofContainer} ${took} {span}`,
    function (this: PodwrightWorld, hook: string, said: ContainerName | undefined, span: Span) {
      assertTook(this, hook, whoseHook(this, hook, said), span);
    },
  );

Then(
  '{container} got/received/gets/receives {signal} (only )after its/the {hookName} hook had/has ended/finished',
  function (this: PodwrightWorld, name: ContainerName, signal: string, hook: string) {
    const run = hookRunsOf(this, hook, name).at(-1);
    const sent = signalsOf(this, name).findLast((s) => s.signal === signal);
    if (!sent) fail('by now', `container "${name.container}" got ${signal}`, 'it did not');
    if (run?.endedMs === undefined || run.endedMs > sent.t)
      fail(`at ${this.moment(sent.t)}, when ${signal} was sent,`, `the ${hook} hook had ended`, describe(this, run));
  },
);

Then(
  '{container} starts only after the {word} hook of {container} {has} ended',
  function (this: PodwrightWorld, later: ContainerName, hook: string, name: ContainerName) {
    const first = runsOf(this, later)[0];
    const run = hookRunsOf(this, hook, name)[0];
    if (!first) fail('by now', `container "${later.container}" started`, 'it has never started');
    if (run?.endedMs === undefined || run.endedMs > first.startedMs)
      fail(`at ${this.moment(first.startedMs)}`, `the ${hook} hook had ended`, describe(this, run));
  },
);
