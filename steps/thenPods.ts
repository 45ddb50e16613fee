import { assertPodIsKnown, formatDuration, type Pod, phasesEver, podCells, podStory } from '../src/index';
import { pathOf, podNow } from './known';
import { fail, happening, type Observed, observable } from './observation';
import type { ConditionSaid, PodName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** Phases that kubectl hides behind other words: `Completed`, `Error`. */
const HIDDEN_PHASES = ['Succeeded', 'Failed'];

/**
 * No STATUS of kubectl's, but conditions that people speak of as if they were: `pod "web" is Ready`. (`NotReady` is a STATUS: of a pod
 * whose containers run on while one has ended.)
 */
const CONDITIONS = ['Ready', 'ContainersReady', 'Initialized', 'PodScheduled'];

/** `Running`, `1/1` or `1/1 Running`: STATUS, READY or both, as `kubectl get pods` shows them; or the phase of a pod that has ended. */
export function looksLike(world: PodwrightWorld, { name, namespace }: PodName, wanted: string): Observed {
  const cells = podCells(world.cluster, name, namespace);
  if (!cells) assertPodIsKnown(world.cluster, name, namespace);
  const shown = cells ? [cells.status, cells.ready, `${cells.ready} ${cells.status}`] : [];
  const { phase, conditions = [] } = world.cluster.api.find<Pod>('Pod', namespace, name)?.status ?? {};
  const isTrue = CONDITIONS.includes(wanted) && conditions.some((c) => c.type === wanted && c.status === 'True');
  return {
    holds: shown.includes(wanted) || (HIDDEN_PHASES.includes(wanted) && phase === wanted) || isTrue,
    expected: `pod "${name}" is "${wanted}"`,
    seen: cells ? `pod "${name}" is "${cells.ready} ${cells.status}"` : `pod "${name}" is gone`,
  };
}

observable('{pod} {is} (stuck )(in )(the )(status )(state ){status}( again)', looksLike);
observable('{pod} hangs/waits in (the )(status )(state ){status}', looksLike);
observable('the status/STATUS of {pod} {is} {status}', looksLike);
observable('(the )READY of {pod} {is} {status}', looksLike);
observable('{pod} shows (status ){status}', looksLike);
observable('{pod} {is} {status} or {status}', (world: PodwrightWorld, pod: PodName, one: string, other: string) => {
  const [a, b] = [looksLike(world, pod, one), looksLike(world, pod, other)];
  return { holds: a.holds || b.holds, expected: `${a.expected} or "${other}"`, seen: a.seen };
});

observable('{pod} {is} {status} and {status}', (world: PodwrightWorld, pod: PodName, one: string, other: string) => {
  const [a, b] = [looksLike(world, pod, one), looksLike(world, pod, other)];
  return { holds: a.holds && b.holds, expected: `${a.expected} and "${other}"`, seen: a.holds ? b.seen : a.seen };
});

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

export const inPhase = (world: PodwrightWorld, name: PodName, phase: string): Observed => {
  const pod = podNow(world, name);
  return {
    holds: pod?.status?.phase === phase,
    expected: `phase ${phase}`,
    seen: pod ? `phase ${pod.status?.phase}` : 'the pod is gone',
  };
};

observable('{pod} {is} (in )(the )phase {status}', inPhase);
observable('the phase of {pod} {is} {status}', inPhase);
observable('{pod} {is} in the {status} phase', inPhase);

/** By its phase: none of its containers will run again. */
const ENDED: Readonly<Record<string, readonly string[]>> = {
  ended: ['Succeeded', 'Failed'],
  completed: ['Succeeded'],
  failed: ['Failed'],
};

for (const [word, said] of [
  ['ended', '{has} ended/finished/terminated'],
  ['completed', 'completes/completed/succeeds/succeeded'],
  ['failed', 'fails/failed'],
] as const)
  observable(`{pod} ${said}`, (world: PodwrightWorld, name: PodName) => {
    const phase = podNow(world, name)?.status?.phase;
    return {
      holds: (ENDED[word] ?? []).includes(phase ?? ''),
      expected: `pod "${name.name}" has ${word}`,
      seen: phase ? `phase ${phase}` : 'the pod is gone',
    };
  });

observable('{pod} {failedFor} {status}', (world: PodwrightWorld, name: PodName, reason: string) => {
  const { phase, reason: why } = podNow(world, name)?.status ?? {};
  return {
    holds: phase === 'Failed' && why === reason,
    expected: `pod "${name.name}" failed with reason ${reason}`,
    seen: phase ? `phase ${phase}${why ? ` (${why})` : ''}` : 'the pod is gone',
  };
});

Then('{pod} {has} had (the )phase {status}', function (this: PodwrightWorld, pod: PodName, wanted: string) {
  const phases = phasesEver(this.cluster, pathOf(this, pod));
  if (!phases.includes(wanted)) fail('at some time', `phase ${wanted}`, phases.join(' → '));
});

/** None of its containers but those for init has: a pod that once ran has been in that phase. */
observable('{pod} never runs/ran/starts/started', (world: PodwrightWorld, pod: PodName) => {
  const phases = phasesEver(world.cluster, pathOf(world, pod));
  return { holds: !phases.includes('Running'), expected: 'never in phase Running', seen: phases.join(' → ') };
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
happening('{pod} disappears/vanishes', isGone);
observable('{pod} does not exist( any more)( anymore)', isGone);
observable('{pod} no longer exists', isGone);

/** Under When somebody deletes it. */
observable('{pod} {is} deleted', isGone, (world: PodwrightWorld, { name, namespace }: PodName) => {
  world.execute(`kubectl delete pod ${name} -n ${namespace} --wait=false`);
});

for (const exists of ['{pod} (still )exists', '{pod} {is} still there'])
  observable(exists, (world: PodwrightWorld, pod: PodName) => {
    const { holds } = isGone(world, pod);
    return { holds: !holds, expected: `pod "${pod.name}" is there`, seen: 'it is gone' };
  });

const hasCondition = (world: PodwrightWorld, type: string, pod: PodName, status: string, reason?: string): Observed => {
  const condition = podNow(world, pod)?.status?.conditions?.find((c) => c.type === type);
  const because = condition?.reason ? ` (${condition.reason}: ${condition.message ?? ''})` : '';
  return {
    holds: condition?.status === status && (reason === undefined || condition.reason === reason),
    expected: `condition ${type} is ${status}${reason === undefined ? '' : ` (${reason})`}`,
    seen: condition ? `${condition.status}${because}` : 'no such condition',
  };
};

observable('(the )condition {conditionType} of {pod} {is} {status}', hasCondition);
observable('the {conditionType} condition of {pod} {is} {truth}', hasCondition);
observable(
  '{pod} {has} (the )condition {conditionType} (with status ){status}',
  (world: PodwrightWorld, pod: PodName, type: string, status: string) => hasCondition(world, type, pod, status),
);

/** A condition that is spoken of without its status is true. */
observable('{pod} {has} (the )(a )condition {conditionType}', (world: PodwrightWorld, pod: PodName, type: string) =>
  hasCondition(world, type, pod, 'True'),
);

observable(
  '{pod} {has} (the )(a )condition {conditionType} with reason {status}',
  (world: PodwrightWorld, pod: PodName, type: string, reason: string) => hasCondition(world, type, pod, 'True', reason),
);

/** As `kubectl wait` writes it: `condition PodScheduled=False`. */
observable(
  '{pod} {has} (the )(a )condition {condition}',
  (world: PodwrightWorld, pod: PodName, { type, status }: ConditionSaid) => hasCondition(world, type, pod, status),
);
observable(
  '{pod} {has} (the )(a )condition {condition} with reason {status}',
  (world: PodwrightWorld, pod: PodName, { type, status }: ConditionSaid, reason: string) =>
    hasCondition(world, type, pod, status, reason),
);

observable('{pod} runs on {node}', isOn);
observable('{pod} {is} (running )(scheduled )(placed )on {node}', isOn);
observable('{pod} {is} scheduled to/onto {node}', isOn);

observable(
  '{pod} {isNot} (running )(scheduled )(placed )on {node}',
  (world: PodwrightWorld, name: PodName, node: string) => {
    const { holds, expected, seen } = isOn(world, name, node);
    return { holds: !holds, expected: expected.replace(' is ', ' is not '), seen };
  },
);

/** As the scheduler says it in the condition PodScheduled: `Insufficient cpu`. */
observable('{pod} {is} unschedulable {because} {string}', (world: PodwrightWorld, pod: PodName, why: string) => {
  const condition = podNow(world, pod)?.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return {
    holds: condition?.status === 'False' && condition.message?.includes(why) === true,
    expected: `pod "${pod.name}" unschedulable: ${why}`,
    seen: condition ? `${condition.status} (${condition.message ?? ''})` : 'no such condition',
  };
});

function isOn(world: PodwrightWorld, name: PodName, node: string): Observed {
  const seen = podNow(world, name)?.spec.nodeName;
  return { holds: seen === node, expected: `pod "${name.name}" is on node "${node}"`, seen: seen ?? 'on no node' };
}
