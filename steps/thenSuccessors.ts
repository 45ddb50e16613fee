import { podCells } from '../src/index';
import { podsCalled } from './known';
import { type Observed, observable } from './observation';
import type { PodName } from './parameters';
import type { PodwrightWorld } from './world';

/** `pod "web-0" comes back`: another of its name stands in its place, as StatefulSets make them. */
observable('{pod} {is} recreated/replaced/back', (world: PodwrightWorld, pod: PodName): Observed => {
  const all = podsCalled(world, pod);
  const cells = podCells(world.cluster, pod.name, pod.namespace);
  const now = cells ? `"${cells.ready} ${cells.status}"` : 'none is there';
  return {
    holds: all.length > 1 && cells !== undefined,
    expected: `another pod "${pod.name}" after the first`,
    seen: `${all.length} so far, now ${now}`,
  };
});
