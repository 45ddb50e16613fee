import { deletionOf, firstMissing, type SignalSent } from '../src/index';
import { pathOf, runsOf, signalsOf } from './known';
import { assertSpan, fail, inBrackets, type Observed, observable } from './observation';
import type { ContainerName, PodName, Span, Times } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

function list(world: PodwrightWorld, signals: readonly SignalSent[]): string {
  if (signals.length === 0) return 'no signals';
  return signals.map((s) => `${s.signal} at ${world.moment(s.t)}${inBrackets(s.rule)}`).join(', ');
}

/** When the container last got a signal, and the deletion of its pod was asked for. */
function lastSignal(world: PodwrightWorld, name: ContainerName, signal: string): SignalSent {
  const signals = signalsOf(world, name);
  const last = signals.findLast((s) => s.signal === signal);
  return last ?? fail('by now', `container "${name.container}" got ${signal}`, list(world, signals));
}

function deletedMs(world: PodwrightWorld, pod: string): number {
  return deletionOf(world.cluster, pod).askedMs ?? fail('by now', `pod ${pod} was deleted`, 'it was not');
}

function gotSignal(world: PodwrightWorld, name: ContainerName, signal: string): Observed {
  const signals = signalsOf(world, name);
  return {
    holds: signals.some((s) => s.signal === signal),
    expected: `container "${name.container}" got ${signal}`,
    seen: list(world, signals),
  };
}

observable('{container} got/received/gets/receives {signal}', gotSignal);
observable('{container} {is} killed by/with {signal}', gotSignal);

Then(
  '{container} got/received/gets/receives {signal} {times}',
  function (this: PodwrightWorld, name: ContainerName, signal: string, times: Times) {
    const signals = signalsOf(this, name);
    if (!times.accepts(signals.filter((s) => s.signal === signal).length))
      fail('by now', `${signal} ${times.text}`, list(this, signals));
  },
);

Then(
  '{container} got/received/gets/receives (the )signals {words} in this order',
  function (this: PodwrightWorld, name: ContainerName, words: string[]) {
    const signals = signalsOf(this, name);
    const got = signals.map(({ signal }) => signal);
    if (firstMissing(got, words) !== undefined)
      fail('by now', `${words.join(', ')} in this order`, list(this, signals));
  },
);

Then(
  '{container} {never} got/received/gets/receives/get/receive {signal}',
  function (this: PodwrightWorld, name: ContainerName, signal: string) {
    const signals = signalsOf(this, name);
    if (signals.some((s) => s.signal === signal)) fail('at any time', `no ${signal}`, list(this, signals));
  },
);

Then(
  '{container} got/received/gets/receives {signal} {span} after {signal}',
  function (this: PodwrightWorld, name: ContainerName, later: string, span: Span, earlier: string) {
    const [second, first] = [lastSignal(this, name, later), lastSignal(this, name, earlier)];
    assertSpan(`the time between ${earlier} and ${later}`, second.t - first.t, span);
  },
);

Then(
  '{container} got/received/gets/receives {signal} {span} after the deletion',
  function (this: PodwrightWorld, name: ContainerName, signal: string, span: Span) {
    const { t, pod } = lastSignal(this, name, signal);
    assertSpan(`the time between the deletion and ${signal}`, t - deletedMs(this, pod), span);
  },
);

Then(
  '{container} got/received/gets/receives {signal} (only )after {container} had/has ended/exited/finished/stopped/terminated',
  function (this: PodwrightWorld, name: ContainerName, signal: string, first: ContainerName) {
    const { t, pod } = lastSignal(this, name, signal);
    const run = runsOf(this, first).findLast((r) => r.pod === pod);
    if (run?.endedMs === undefined || run.endedMs > t)
      fail(
        `at ${this.moment(t)}`,
        `container "${first.container}" had ended`,
        run?.endedMs === undefined ? 'it had not' : `it ended at ${this.moment(run.endedMs)}`,
      );
  },
);

/** Of one that does not end by itself: by SIGKILL. */
Then(
  '{container} was/is killed {span} after the deletion',
  function (this: PodwrightWorld, name: ContainerName, span: Span) {
    const { t, pod } = lastSignal(this, name, 'SIGKILL');
    assertSpan('the time between the deletion and SIGKILL', t - deletedMs(this, pod), span);
  },
);

Then(
  '{container} ended/stopped {span} after the deletion',
  function (this: PodwrightWorld, name: ContainerName, span: Span) {
    const run = runsOf(this, name).findLast((r) => r.endedMs !== undefined);
    if (run?.endedMs === undefined) fail('by now', `container "${name.container}" ended`, 'it has not');
    assertSpan('the time between the deletion and the end', run.endedMs - deletedMs(this, run.pod), span);
  },
);

Then(
  '{pod} was gone {span} after {container} had ended',
  function (this: PodwrightWorld, pod: PodName, span: Span, name: ContainerName) {
    const path = pathOf(this, pod);
    const { goneMs } = deletionOf(this.cluster, path);
    const run = runsOf(this, name).findLast((r) => r.pod === path);
    if (goneMs === undefined || run?.endedMs === undefined)
      fail('by now', `container "${name.container}" ended and its pod is gone`, 'not both');
    assertSpan('what came after', goneMs - run.endedMs, span);
  },
);

Then('{pod} was/is gone {span} after the deletion', function (this: PodwrightWorld, pod: PodName, span: Span) {
  const { askedMs, goneMs } = deletionOf(this.cluster, pathOf(this, pod));
  if (goneMs === undefined || askedMs === undefined) fail('by now', `pod "${pod.name}" is gone`, 'it is still there');
  assertSpan('the deletion', goneMs - askedMs, span);
});
