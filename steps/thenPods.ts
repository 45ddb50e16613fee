import type { DataTable } from '@cucumber/cucumber';
import { assertPodIsKnown, firstMissing, formatDuration, type Pod, phasesEver, podCells, podStory } from '../src/index';
import { pathOf, podNow } from './known';
import { fail, type Observed, observable } from './observation';
import type { Count, PodName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** Phases that kubectl hides behind other words: `Completed`, `Error`. */
const HIDDEN_PHASES = ['Succeeded', 'Failed'];

/** `Running`, `1/1` or `1/1 Running`: STATUS, READY or both, as `kubectl get pods` shows them; or the phase of a pod that has ended. */
function looksLike(world: PodwrightWorld, { name, namespace }: PodName, wanted: string): Observed {
  const cells = podCells(world.cluster, name, namespace);
  if (!cells) assertPodIsKnown(world.cluster, name, namespace);
  const shown = cells ? [cells.status, cells.ready, `${cells.ready} ${cells.status}`] : [];
  const { phase } = world.cluster.api.find<Pod>('Pod', namespace, name)?.status ?? {};
  return {
    holds: shown.includes(wanted) || (HIDDEN_PHASES.includes(wanted) && phase === wanted),
    expected: `pod "${name}" is "${wanted}"`,
    seen: cells ? `pod "${name}" is "${cells.ready} ${cells.status}"` : `pod "${name}" is gone`,
  };
}

observable('{pod} {is} (in )(the )(status )(state ){status}', looksLike);
observable('the status of {pod} {is} {status}', looksLike);

observable(
  '{pod} {isNot} (in )(the )(status )(state ){status}',
  (world: PodwrightWorld, pod: PodName, unwanted: string) => {
    const { holds, expected, seen } = looksLike(world, pod, unwanted);
    return { holds: !holds, expected: expected.replace(' is ', ' is not '), seen };
  },
);

Then(
  '{pod} shows {status} at {duration}',
  function (this: PodwrightWorld, pod: PodName, wanted: string, ageMs: number) {
    const created = podStory(this.cluster, pod.name, pod.namespace).findLast((row) => row.type === 'ADDED');
    if (created) this.cluster.advance(Math.max(0, created.t + ageMs - this.cluster.now));
    const { holds, expected, seen } = looksLike(this, pod, wanted);
    if (!holds) fail(`at the age of ${formatDuration(ageMs)}`, expected, seen);
  },
);

const inPhase = (world: PodwrightWorld, name: PodName, phase: string): Observed => {
  const pod = podNow(world, name);
  return {
    holds: pod?.status?.phase === phase,
    expected: `phase ${phase}`,
    seen: pod ? `phase ${pod.status?.phase}` : 'the pod is gone',
  };
};

observable('{pod} {is} (in )(the )phase {status}', inPhase);
observable('the phase of {pod} {is} {status}', inPhase);

Then('{pod} {has} had (the )phase {status}', function (this: PodwrightWorld, pod: PodName, wanted: string) {
  const phases = phasesEver(this.cluster, pathOf(this, pod));
  if (!phases.includes(wanted)) fail('at some time', `phase ${wanted}`, phases.join(' → '));
});

function isGone(world: PodwrightWorld, { name, namespace }: PodName): Observed {
  const cells = podCells(world.cluster, name, namespace);
  if (!cells) assertPodIsKnown(world.cluster, name, namespace);
  return {
    holds: !cells,
    expected: `pod "${name}" is gone`,
    seen: `pod "${name}" is "${cells?.ready} ${cells?.status}"`,
  };
}

observable('{pod} {is} gone/removed', isGone);
observable('{pod} does not exist( any more)( anymore)', isGone);
observable('{pod} no longer exists', isGone);

/** Under When somebody deletes it. */
observable('{pod} {is} deleted', isGone, (world: PodwrightWorld, { name, namespace }: PodName) => {
  world.cluster.run(`kubectl delete pod ${name} -n ${namespace}`);
});

observable('{pod} exists', (world: PodwrightWorld, pod: PodName) => {
  const { holds } = isGone(world, pod);
  return { holds: !holds, expected: `pod "${pod.name}" is there`, seen: 'it is gone' };
});

function restarts(world: PodwrightWorld, { name, namespace }: PodName, { text, accepts }: Count): Observed {
  const cells = podCells(world.cluster, name, namespace);
  if (!cells) assertPodIsKnown(world.cluster, name, namespace);
  const count = Number.parseInt(cells?.restarts ?? '', 10);
  return {
    holds: accepts(count),
    expected: `RESTARTS ${text}`,
    seen: cells ? `RESTARTS ${cells.restarts}` : 'the pod is gone',
  };
}

observable('{pod} {has} restarted {times}', restarts);
observable('{pod} restarts/restarted {times}', restarts);
observable('{pod} {has} {count} restart(s)', restarts);
observable('the restart count of {pod} {is} {count}', restarts);
observable('{pod} {has} (a )restart count (of ){count}', restarts);

observable('{pod} {never} restarted/restart(s)', neverRestarted);

function neverRestarted(world: PodwrightWorld, { name, namespace }: PodName): Observed {
  assertPodIsKnown(world.cluster, name, namespace);
  const restarted = podStory(world.cluster, name, namespace).find((row) => Number.parseInt(row.restarts, 10) > 0);
  return {
    holds: !restarted,
    expected: 'RESTARTS 0 at any time',
    seen: restarted ? `RESTARTS ${restarted.restarts} at ${world.moment(restarted.t)}` : 'RESTARTS 0',
  };
}

const hasCondition = (world: PodwrightWorld, type: string, pod: PodName, status: string): Observed => {
  const condition = podNow(world, pod)?.status?.conditions?.find((c) => c.type === type);
  const because = condition?.reason ? ` (${condition.reason}: ${condition.message ?? ''})` : '';
  return {
    holds: condition?.status === status,
    expected: `condition ${type} is ${status}`,
    seen: condition ? `${condition.status}${because}` : 'no such condition',
  };
};

observable('(the )condition {status} of {pod} {is} {status}', hasCondition);
observable(
  '{pod} {has} (the )condition {status} (with status ){status}',
  (world: PodwrightWorld, pod: PodName, type: string, status: string) => hasCondition(world, type, pod, status),
);

observable('{pod} runs on {node}', isOn);
observable('{pod} {is} (running )(scheduled )on {node}', isOn);

function isOn(world: PodwrightWorld, name: PodName, node: string): Observed {
  const seen = podNow(world, name)?.spec.nodeName;
  return { holds: seen === node, expected: `pod "${name.name}" is on node "${node}"`, seen: seen ?? 'on no node' };
}

Then('{pod} goes/went/passes through {statuses}( in this order)', goesThrough);

Then('{pod} goes/went/passes through(:)', function (this: PodwrightWorld, pod: PodName, table: DataTable) {
  goesThrough.call(
    this,
    pod,
    table
      .raw()
      .map(([status = '']) => status)
      .filter((status) => status !== 'STATUS'),
  );
});

function goesThrough(this: PodwrightWorld, { name, namespace }: PodName, words: readonly string[]): void {
  assertPodIsKnown(this.cluster, name, namespace);
  const story = podStory(this.cluster, name, namespace);
  const missing = firstMissing(
    story.map((row) => row.status),
    words,
  );
  if (missing !== undefined)
    fail('by now', `"${words.join('", "')}" in this order`, `no "${missing}" at its place in ${steps(story)}`);
}

Then('{pod} {has} shown {status}', function (this: PodwrightWorld, { name, namespace }: PodName, wanted: string) {
  assertPodIsKnown(this.cluster, name, namespace);
  const story = podStory(this.cluster, name, namespace);
  if (!story.some((row) => row.status === wanted || row.ready === wanted))
    fail('at some time', `"${wanted}"`, steps(story));
});

Then(
  '{pod} {never} shown/showed/show/shows {status}',
  function (this: PodwrightWorld, { name, namespace }: PodName, unwanted: string) {
    assertPodIsKnown(this.cluster, name, namespace);
    const row = podStory(this.cluster, name, namespace).find((r) => r.status === unwanted || r.ready === unwanted);
    if (row) fail('at any time', `no "${unwanted}"`, `"${row.ready} ${row.status}" at ${this.moment(row.t)}`);
  },
);

function steps(story: ReturnType<typeof podStory>): string {
  return story
    .map((row) => row.status)
    .filter((status, i, all) => status !== all[i - 1])
    .join(' → ');
}
