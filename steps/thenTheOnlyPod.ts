import { containerNames, containerRuns, nameMeant, objectName } from '../src/index';
import { happening, type Observed, observable } from './observation';
import type { PodName } from './parameters';
import { restarts } from './thenPodRestarts';
import { wentThrough } from './thenPodStories';
import { inPhase, looksLike } from './thenPods';
import { hasLine, lacksLine, logsOfPod } from './thenRecords';
import type { PodwrightWorld } from './world';

/** What is said where there is only one pod, which then needs no name: `the status is "Init:0/2"`, `READY is 0/1`. */

/** @throws Error where there is none, or where there are several */
function onlyPod({ cluster }: PodwrightWorld): PodName {
  const pod = { ...objectName('pod', '*'), namespace: 'default' };
  return { ...pod, name: nameMeant(cluster, pod) };
}

type Look = (world: PodwrightWorld, pod: PodName, ...values: never[]) => Observed;

function ofTheOnlyPod(expression: string, look: Look, observed: typeof observable = observable): void {
  observed(expression, (world: PodwrightWorld, ...values: never[]) => look(world, onlyPod(world), ...values));
}

for (const status of ['the status/STATUS', "the pod's status", 'READY'])
  ofTheOnlyPod(`${status} {is} {status}`, looksLike);
for (const phase of ['the phase', "the pod's phase"]) ofTheOnlyPod(`${phase} {is} {status}`, inPhase);
for (const count of ['the {restartCount}', 'RESTARTS']) ofTheOnlyPod(`${count} {is} {count}`, restarts);

ofTheOnlyPod('the status goes/passes through {statuses}( in this order)', wentThrough, happening);
ofTheOnlyPod('the status {went} through {statuses}( in this order)', wentThrough);
for (const [changes, observed] of [
  ['goes/changes', happening],
  ['went/changed', observable],
] as const)
  ofTheOnlyPod(
    `the status ${changes} from {status} to {status}`,
    (world: PodwrightWorld, pod: PodName, ...two: string[]) => wentThrough(world, pod, two),
    observed,
  );

ofTheOnlyPod('the log(s) {contains} (the line ){string}', (world: PodwrightWorld, pod: PodName, text: string) =>
  hasLine(logsOfPod(world, pod), text),
);
ofTheOnlyPod('the log(s) {lacks} {string}', (world: PodwrightWorld, pod: PodName, text: string) =>
  lacksLine(logsOfPod(world, pod), text),
);

/** Whichever: of all pods that there ever were. */
observable('no container {has} started', ({ cluster }: PodwrightWorld) => {
  const started = containerNames(cluster).filter((container) => containerRuns(cluster, { container }).length > 0);
  return { holds: started.length === 0, expected: 'no container has started', seen: started.join(', ') };
});
