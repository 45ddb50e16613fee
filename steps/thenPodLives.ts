import {
  allContainers,
  conditionTransitions,
  deletionOf,
  eventsOf,
  phasesEver,
  podCells,
  signalsTo,
} from '../src/index';
import { pathOf, podsCalled, runsOf } from './known';
import { assertSpan, type Observed, observable, untilSeen } from './observation';
import type { PodName, Span } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** What becomes of pods, in the words of those who look after them. */

/** A pod that has been in phase Running has started, whatever became of it. */
observable('{pod} starts/started', (world: PodwrightWorld, pod: PodName): Observed => {
  const phases = phasesEver(world.cluster, pathOf(world, pod));
  return { holds: phases.includes('Running'), expected: `pod "${pod.name}" has started`, seen: phases.join(' → ') };
});

/** Whichever of its containers did, by now. */
observable('{pod} crashes/crashed', (world: PodwrightWorld, pod: PodName) => {
  const failed = allRunsOf(world, pod).filter(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
  return {
    holds: failed.length > 0,
    expected: `a container of pod "${pod.name}" ended with an exit code other than 0`,
    seen: 'none has',
  };
});

for (const loops of ['{pod} crash-loops', '{pod} crash loops', '{pod} {is} in a crash loop'])
  observable(loops, (world: PodwrightWorld, { name, namespace }: PodName) => {
    const cells = podCells(world.cluster, name, namespace);
    return {
      holds: cells?.status.endsWith('CrashLoopBackOff') === true,
      expected: `pod "${name}" waits in CrashLoopBackOff`,
      seen: cells ? `"${cells.ready} ${cells.status}"` : 'it is gone',
    };
  });

/** By themselves, all of them, before anybody lost patience. */
for (const gracefully of [
  '{pod} terminates/terminated/stops/stopped gracefully/cleanly',
  '{pod} {is} terminated/stopped gracefully/cleanly',
])
  observable(gracefully, (world: PodwrightWorld, pod: PodName) => {
    const runs = allRunsOf(world, pod);
    const { askedMs } = deletionOf(world.cluster, pathOf(world, pod));
    const killed = [...new Set(runs.map(({ container }) => container))].filter((container) =>
      signalsTo(world.cluster, { ...pod, pod: pod.name, container }).some(({ signal }) => signal === 'SIGKILL'),
    );
    const running = runs.filter(({ endedMs }) => endedMs === undefined).map(({ container }) => container);
    return {
      holds: askedMs !== undefined && killed.length === 0 && running.length === 0,
      expected: `pod "${pod.name}" was deleted, and its containers ended by themselves`,
      seen: seenOfEnd(askedMs, killed, running),
    };
  });

function seenOfEnd(askedMs: number | undefined, killed: readonly string[], running: readonly string[]): string {
  if (askedMs === undefined) return 'nobody has deleted it';
  if (killed.length > 0) return `killed: ${killed.join(', ')}`;
  return running.length > 0 ? `still running: ${running.join(', ')}` : 'they did';
}

/** All runs of all containers of a pod. */
function allRunsOf(world: PodwrightWorld, pod: PodName) {
  const specs = podsCalled(world, pod).flatMap(({ spec }) => allContainers(spec));
  const names = [...new Set(specs.map((container) => container.name))];
  return names.flatMap((container) =>
    runsOf(world, { container, pod: pod.name, namespace: pod.namespace }).map((run) => ({ ...run, container })),
  );
}

/** From its creation on. */
Then('{pod} takes/took {span} to become/get ready', function (this: PodwrightWorld, pod: PodName, span: Span) {
  const path = pathOf(this, pod);
  const ready = () => conditionTransitions(this.cluster, path, 'Ready').find(({ value }) => value === 'True');
  untilSeen(this, () => ready() !== undefined, `pod "${pod.name}" is ready`, 'it never was');
  const madeMs = conditionTransitions(this.cluster, path, 'PodScheduled')[0]?.t ?? 0;
  assertSpan('the time until it was ready', (ready()?.t ?? 0) - madeMs, span);
});

observable('{pod} {is} preempted', (world: PodwrightWorld, pod: PodName) => preempted(world, pod));
observable('{pod} {is} preempted by {pod}', (world: PodwrightWorld, pod: PodName, by: PodName) =>
  preempted(world, pod, by),
);

/** The event names who came instead: since 1.25 by its UID. */
function preempted(world: PodwrightWorld, pod: PodName, by?: PodName): Observed {
  const notes = eventsOf(world.cluster, pod)
    .filter(({ reason }) => reason === 'Preempted')
    .map(({ message }) => message);
  const others = by ? podsCalled(world, by) : [];
  const names = others.flatMap(({ metadata }) => [metadata.uid ?? '', `${metadata.namespace}/${metadata.name}`]);
  return {
    holds: notes.some((note) => !by || names.some((name) => note.split(' ').includes(name))),
    expected: `pod "${pod.name}" was preempted${by ? ` by pod "${by.name}"` : ''}`,
    seen: notes.at(-1) ?? 'it was not',
  };
}
