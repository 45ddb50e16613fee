import { assertPodIsKnown, podCells } from '../src/index';
import { type Observed, observable } from './observation';
import { AT_LEAST_ONCE, type Count, type PodName } from './parameters';
import { restartsIn, storySince } from './storySince';
import type { PodwrightWorld } from './world';

/** The column RESTARTS, now and over time. */

export function restarts(world: PodwrightWorld, { name, namespace }: PodName, { text, accepts }: Count): Observed {
  const cells = podCells(world.cluster, name, namespace);
  if (!cells) assertPodIsKnown(world.cluster, name, namespace);
  const count = Number.parseInt(cells?.restarts ?? '', 10);
  return {
    holds: accepts(count),
    expected: `RESTARTS ${text}`,
    seen: cells ? `RESTARTS ${cells.restarts}` : 'the pod is gone',
  };
}

observable('{pod} {restarted} {times}', restarts);
observable('{pod} {restarted}', (world: PodwrightWorld, pod: PodName) => restarts(world, pod, AT_LEAST_ONCE));
observable('{pod} {has} {count} restart(s)', restarts);
observable('the {restartCount} of {pod} {is} {count}', restarts);
observable('{pod} {has} (a )restart count (of ){count}', restarts);

observable('{pod} {never} restarted/restart(s)', neverRestarted);

function neverRestarted(world: PodwrightWorld, { name, namespace }: PodName): Observed {
  assertPodIsKnown(world.cluster, name, namespace);
  const [before, rows] = storySince(world, name, namespace);
  const restarted = rows.find((row) => restartsIn(row) > before);
  return {
    holds: !restarted,
    expected: 'RESTARTS 0 at any time',
    seen: restarted ? `RESTARTS ${restarted.restarts} at ${world.moment(restarted.t)}` : 'RESTARTS 0',
  };
}

/** `for 5m pod "web" is not restarted again`: whatever came before that time. Without a time, once was enough. */
observable('{pod} {never} restarted/restart(s) again', (world: PodwrightWorld, { name, namespace }: PodName) => {
  assertPodIsKnown(world.cluster, name, namespace);
  const [before, rows] = storySince(world, name, namespace);
  const again = rows.find((row) => restartsIn(row) > (world.lookingSinceMs > 0 ? before : 1));
  return {
    holds: !again,
    expected: `pod "${name}" is not restarted again`,
    seen: again ? `RESTARTS ${again.restarts} at ${world.moment(again.t)}` : 'it was not',
  };
});
