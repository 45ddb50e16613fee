import {
  assertPodIsKnown,
  firstMissing,
  formatDuration,
  nameMeant,
  type Pod,
  phasesEver,
  podCells,
  podStory,
} from '../src/index';
import { fail, type Observed, observable } from './observation';
import type { PodName, Times } from './parameters';
import { Then } from './then';
import type { PodwrightWorld } from './world';

/** `Running`, `1/1` or `1/1 Running`: STATUS, READY or both, as `kubectl get pods` shows them. */
function looksLike(world: PodwrightWorld, { name, namespace }: PodName, wanted: string): Observed {
  const cells = podCells(world.cluster, name, namespace);
  if (!cells) assertPodIsKnown(world.cluster, name, namespace);
  const shown = cells ? [cells.status, cells.ready, `${cells.ready} ${cells.status}`] : [];
  return {
    holds: shown.includes(wanted),
    expected: `pod "${name}" is "${wanted}"`,
    seen: cells ? `pod "${name}" is "${cells.ready} ${cells.status}"` : `pod "${name}" is gone`,
  };
}

observable('{pod} is {string}', looksLike);

Then(
  'for {duration} {pod} stays {string}',
  function (this: PodwrightWorld, durationMs: number, pod: PodName, wanted: string) {
    const startMs = this.cluster.now;
    const broken = this.cluster.advanceUntil(() => !looksLike(this, pod, wanted).holds, durationMs);
    if (!broken) return;
    const { seen } = looksLike(this, pod, wanted);
    fail(
      `for ${formatDuration(durationMs)}`,
      `pod "${pod.name}" stays "${wanted}"`,
      `${seen}, after ${formatDuration(this.cluster.now - startMs)}`,
    );
  },
);

Then(
  '{pod} shows {string} at {duration}',
  function (this: PodwrightWorld, pod: PodName, wanted: string, ageMs: number) {
    const created = podStory(this.cluster, pod.name, pod.namespace).findLast((row) => row.type === 'ADDED');
    if (created) this.cluster.advance(Math.max(0, created.t + ageMs - this.cluster.now));
    const { holds, expected, seen } = looksLike(this, pod, wanted);
    if (!holds) fail(`at the age of ${formatDuration(ageMs)}`, expected, seen);
  },
);

observable('{pod} has phase {string}', (world: PodwrightWorld, name: PodName, phase: string) => {
  const pod = find(world, name);
  return {
    holds: pod?.status?.phase === phase,
    expected: `phase ${phase}`,
    seen: pod ? `phase ${pod.status?.phase}` : 'the pod is gone',
  };
});

Then('{pod} has had phase {string}', function (this: PodwrightWorld, { name, namespace }: PodName, wanted: string) {
  assertPodIsKnown(this.cluster, name, namespace);
  const phases = phasesEver(this.cluster, `${namespace}/${name}`);
  if (!phases.includes(wanted)) fail('at some time', `phase ${wanted}`, phases.join(' → '));
});

observable('{pod} is gone', (world: PodwrightWorld, { name, namespace }: PodName) => {
  const cells = podCells(world.cluster, name, namespace);
  if (!cells) assertPodIsKnown(world.cluster, name, namespace);
  return {
    holds: !cells,
    expected: `pod "${name}" is gone`,
    seen: `pod "${name}" is "${cells?.ready} ${cells?.status}"`,
  };
});

observable('{pod} has restarted {times}', (world: PodwrightWorld, { name, namespace }: PodName, times: Times) => {
  const cells = podCells(world.cluster, name, namespace);
  if (!cells) assertPodIsKnown(world.cluster, name, namespace);
  const count = Number.parseInt(cells?.restarts ?? '', 10);
  return {
    holds: times.accepts(count),
    expected: `RESTARTS ${times.text}`,
    seen: cells ? `RESTARTS ${cells.restarts}` : 'the pod is gone',
  };
});

Then('{pod} has never restarted', function (this: PodwrightWorld, { name, namespace }: PodName) {
  assertPodIsKnown(this.cluster, name, namespace);
  const restarted = podStory(this.cluster, name, namespace).find((row) => Number.parseInt(row.restarts, 10) > 0);
  if (restarted) fail('at any time', 'RESTARTS 0', `RESTARTS ${restarted.restarts} at ${formatDuration(restarted.t)}`);
});

observable(
  'condition {string} of {pod} is {string}',
  (world: PodwrightWorld, type: string, pod: PodName, status: string) => {
    const condition = find(world, pod)?.status?.conditions?.find((c) => c.type === type);
    const because = condition?.reason ? ` (${condition.reason}: ${condition.message ?? ''})` : '';
    return {
      holds: condition?.status === status,
      expected: `condition ${type} is ${status}`,
      seen: condition ? `${condition.status}${because}` : 'no such condition',
    };
  },
);

Then(
  /^pod "([^"]+)"(?: in namespace "([^"]+)")? (?:goes|went) through (.+) in this order$/,
  function (this: PodwrightWorld, pattern: string, ns: string | undefined, list: string) {
    const namespace = ns ?? 'default';
    const name = nameMeant(this.cluster, { kind: 'Pod', name: pattern, namespace });
    assertPodIsKnown(this.cluster, name, namespace);
    const words = [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1] as string);
    const story = podStory(this.cluster, name, namespace);
    const missing = firstMissing(
      story.map((row) => row.status),
      words,
    );
    if (missing !== undefined)
      fail('by now', `"${words.join('", "')}" in this order`, `no "${missing}" at its place in ${steps(story)}`);
  },
);

Then('{pod} has shown {string}', function (this: PodwrightWorld, { name, namespace }: PodName, wanted: string) {
  assertPodIsKnown(this.cluster, name, namespace);
  const story = podStory(this.cluster, name, namespace);
  if (!story.some((row) => row.status === wanted || row.ready === wanted))
    fail('at some time', `"${wanted}"`, steps(story));
});

Then('{pod} has never shown {string}', function (this: PodwrightWorld, { name, namespace }: PodName, unwanted: string) {
  assertPodIsKnown(this.cluster, name, namespace);
  const row = podStory(this.cluster, name, namespace).find((r) => r.status === unwanted || r.ready === unwanted);
  if (row) fail('at any time', `no "${unwanted}"`, `"${row.ready} ${row.status}" at ${formatDuration(row.t)}`);
});

function find(world: PodwrightWorld, { name, namespace }: PodName): Pod | undefined {
  const pod = world.cluster.api.find<Pod>('Pod', namespace, name);
  if (!pod) assertPodIsKnown(world.cluster, name, namespace);
  return pod;
}

function steps(story: ReturnType<typeof podStory>): string {
  return story
    .map((row) => row.status)
    .filter((status, i, all) => status !== all[i - 1])
    .join(' → ');
}
