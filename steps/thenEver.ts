import { podsOver, type ShownPod } from '../src/index';
import { type Observed, observable } from './observation';
import type { Pods } from './pods';
import { stateOf } from './shownStates';
import type { PodwrightWorld } from './world';

/** How many pods there were at any time, however short. */

observable(
  'never more than {int} {pods} {is} {shown}( at once)( at the same time)',
  (world: PodwrightWorld, most: number, pods: Pods, word: string) =>
    neverMore(world, most, pods, word, stateOf(word).is),
);

observable('no more than {int} {pods} exist/existed at once', (world: PodwrightWorld, most: number, pods: Pods) =>
  neverMore(world, most, pods, 'there', () => true),
);
observable('no more than {int} {pods} run/runs/ran at once', (world: PodwrightWorld, most: number, pods: Pods) =>
  neverMore(world, most, pods, 'running', stateOf('running').is),
);

function neverMore(
  world: PodwrightWorld,
  most: number,
  pods: Pods,
  word: string,
  is: (pod: ShownPod) => boolean,
): Observed {
  const over = podsOver(world.cluster, pods.filter(world), is).find(({ count }) => count > most);
  // Of none nothing is true: a misspelt label must not pass
  const some = world.cluster.podsEver().some(pods.filter(world));
  const seen = over ? `${over.count}, at ${world.moment(over.t)}` : `there never were ${pods.text}`;
  return { holds: some && !over, expected: `never more than ${most} ${pods.text} ${word}`, seen };
}

/** From the moment on at which there were as many: they have to start once. */
observable(
  'never fewer/less than {int} {pods} {is} {shown}( at once)( at the same time)',
  (world: PodwrightWorld, least: number, pods: Pods, word: string) => {
    const counts = podsOver(world.cluster, pods.filter(world), stateOf(word).is);
    const first = counts.findIndex(({ count }) => count >= least);
    const under = counts.slice(Math.max(first, 0)).find(({ count }) => count < least);
    const seen = under ? `${under.count}, at ${world.moment(under.t)}` : 'there never were as many';
    return {
      holds: first >= 0 && !under,
      expected: `never fewer than ${least} ${pods.text} ${word}, once there were as many`,
      seen: first >= 0 ? seen : 'there never were as many',
    };
  },
);
