import { containerNames, deletionOf, firstMissing, type SignalSent, signalsTo } from '../src/index';
import { pathOf, runsOf, signalsOf } from './known';
import { PATIENCE_MS } from './look';
import { assertSpan, fail, happening, inBrackets, type Observed, observable, untilSeen } from './observation';
import type { ContainerName, PodName, Span, Times } from './parameters';
import { Then } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

function list(world: PodwrightWorld, signals: readonly SignalSent[]): string {
  if (signals.length === 0) return 'no signals';
  return signals.map((s) => `${s.signal} at ${world.moment(s.t)}${inBrackets(s.rule)}`).join(', ');
}

/** When the container last got a signal, and the deletion of its pod was asked for. */
function lastSignal(world: PodwrightWorld, name: ContainerName, signal: string): SignalSent {
  const find = () => signalsOf(world, name).findLast((s) => s.signal === signal);
  // What begins with a deletion is told in the present tense as well, and may take a while
  if (!find()) world.cluster.advanceUntil(() => find() !== undefined, PATIENCE_MS);
  const signals = signalsOf(world, name);
  return find() ?? fail('by now', `container "${name.container}" got ${signal}`, list(world, signals));
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

observable('{container} (has )got/received/gets/receives {signal}', gotSignal);
observable('{container} {is} killed/stopped/terminated by/with {signal}', gotSignal);
observable('{container} {is} sent {signal}', gotSignal);
observable('{signal} {is} sent to {container}', (world: PodwrightWorld, signal: string, name: ContainerName) =>
  gotSignal(world, name, signal),
);

/** By the kubelet, which had asked it to stop: that takes its time. */
for (const over of [
  '{container} {is} killed after its grace period',
  '{container} {is} killed at the end of its grace period',
  '{container} {is} killed when its grace period ends/ended',
])
  happening(over, (world: PodwrightWorld, name: ContainerName) => {
    const signals = signalsOf(world, name);
    const asked = signals.find(({ signal }) => signal !== 'SIGKILL');
    return {
      holds: signals.some(({ signal, pod, t }) => signal === 'SIGKILL' && asked?.pod === pod && asked.t < t),
      expected: `container "${name.container}" got a stop signal, and SIGKILL when its grace period was over`,
      seen: list(world, signals),
    };
  });
observable(
  '{container} {never} killed by/with {signal}',
  (world: PodwrightWorld, name: ContainerName, signal: string) => {
    const signals = signalsOf(world, name);
    return {
      holds: !signals.some((sent) => sent.signal === signal),
      expected: `container "${name.container}" never got ${signal}`,
      seen: list(world, signals),
    };
  },
);

/** Whichever: of all pods that there ever were. */
observable('no container {is} killed( by SIGKILL)( with SIGKILL)', ({ cluster }: PodwrightWorld) => {
  const killed = containerNames(cluster).filter((container) =>
    signalsTo(cluster, { container }).some(({ signal }) => signal === 'SIGKILL'),
  );
  return { holds: killed.length === 0, expected: 'no container killed', seen: killed.join(', ') };
});

/** By itself, before anybody lost patience. */
observable(
  '{container} ends/ended/stops/stopped/terminates/terminated gracefully/cleanly',
  (world: PodwrightWorld, name: ContainerName) => {
    const last = runsOf(world, name).findLast(({ endedMs }) => endedMs !== undefined);
    const signals = signalsOf(world, name);
    const killed = signals.some(({ signal, pod }) => signal === 'SIGKILL' && pod === last?.pod);
    const asked = signals.some(({ signal, pod }) => signal !== 'SIGKILL' && pod === last?.pod);
    return {
      holds: last !== undefined && asked && !killed,
      expected: `container "${name.container}" ended by itself after its stop signal`,
      seen: last ? list(world, signals) : 'it has not ended',
    };
  },
);

/** `container "app" ended 12s after SIGTERM`: the end of the run that got it. */
for (const ended of ['ends/ended/stops/stopped/exited', 'was/is killed'])
  Then(
    `{container} ${ended} {span} after {signal}`,
    function (this: PodwrightWorld, name: ContainerName, span: Span, signal: string) {
      const isKilled = ended.endsWith('killed');
      const isOver = () =>
        isKilled
          ? signalsOf(this, name).some((sent) => sent.signal === 'SIGKILL')
          : runsOf(this, name).some(
              ({ endedMs = 0 }) =>
                endedMs >= (signalsOf(this, name).findLast((sent) => sent.signal === signal)?.t ?? Infinity),
            );
      untilSeen(this, isOver, `container "${name.container}" ended after ${signal}`, 'it did not');
      const { t, pod } = lastSignal(this, name, signal);
      const end = ended.endsWith('killed')
        ? lastSignal(this, name, 'SIGKILL').t
        : runsOf(this, name).find((run) => run.pod === pod && run.endedMs !== undefined && run.endedMs >= t)?.endedMs;
      if (end === undefined) fail('by now', `container "${name.container}" ended`, 'it has not');
      assertSpan(`the time after ${signal}`, end - t, span);
    },
  );

/** Of the only pod that was deleted. */
Then('the deletion/termination took/takes {span}', function (this: PodwrightWorld, span: Span) {
  const paths = this.cluster.podsEver().map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const deleted = () =>
    [...new Set(paths)].map((path) => deletionOf(this.cluster, path)).filter(({ askedMs }) => askedMs !== undefined);
  untilSeen(
    this,
    () => deleted().some(({ goneMs }) => goneMs !== undefined),
    'a pod that was deleted is gone',
    'none is',
  );
  const [one, ...others] = deleted();
  if (others.length > 0)
    throw told(`${others.length + 1} pods were deleted: say pod "…" took ${span.text} to terminate`);
  assertSpan('the deletion', (one?.goneMs ?? 0) - (one?.askedMs ?? 0), span);
});

/** From the request to delete it until its object is gone. */
for (const took of [
  'took/takes {span} to terminate/stop/disappear',
  'took/takes {span} to shut down',
  'terminates/terminated {span}',
  'shuts/shut down {span}',
])
  Then(`{pod} ${took}`, function (this: PodwrightWorld, pod: PodName, span: Span) {
    const path = pathOf(this, pod);
    untilSeen(
      this,
      () => deletionOf(this.cluster, path).goneMs !== undefined,
      `pod "${pod.name}" is gone`,
      'it is still there',
    );
    const { askedMs = 0, goneMs = 0 } = deletionOf(this.cluster, path);
    assertSpan('the deletion', goneMs - askedMs, span);
  });

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

for (const gotNone of [
  '{container} {never} got/received/gets/receives/get/receive {signal}',
  '{container} got/received/gets/receives no {signal}',
])
  Then(gotNone, function (this: PodwrightWorld, name: ContainerName, signal: string) {
    const signals = signalsOf(this, name);
    if (signals.some((s) => s.signal === signal)) fail('at any time', `no ${signal}`, list(this, signals));
  });

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

Then('{pod} was/is gone {span} after the/its deletion', function (this: PodwrightWorld, pod: PodName, span: Span) {
  const { askedMs, goneMs } = deletionOf(this.cluster, pathOf(this, pod));
  if (goneMs === undefined || askedMs === undefined) fail('by now', `pod "${pod.name}" is gone`, 'it is still there');
  assertSpan('the deletion', goneMs - askedMs, span);
});
