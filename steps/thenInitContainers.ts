import { assertPodIsKnown } from '../src/index';
import { podsCalled, runsOf } from './known';
import { observable } from './observation';
import type { ContainerName, PodName } from './parameters';
import { Then } from './sentence';
import { startedAfterEnd } from './thenContainerPairs';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** The init containers of a pod, without their names. */

/** In the last pod of that name: as its spec names them. */
function initContainersOf(world: PodwrightWorld, pod: PodName): ContainerName[] {
  const { name, namespace } = pod;
  assertPodIsKnown(world.cluster, name, namespace);
  const names = (podsCalled(world, pod).at(-1)?.spec.initContainers ?? []).map((container) => container.name);
  if (names.length === 0) throw told(`pod "${name}" has no init containers`);
  return names.map((container) => ({ container, pod: name, namespace }));
}

for (const succeeded of ['{has} succeeded', '{has} completed'])
  observable(`(all )(the )init containers of {pod} ${succeeded}`, (world: PodwrightWorld, pod: PodName) => {
    const open = initContainersOf(world, pod).filter(
      (name) => !runsOf(world, name).some(({ exitCode }) => exitCode === 0),
    );
    return {
      holds: open.length === 0,
      expected: 'each of them ended with exit code 0',
      seen: `not by now: ${open.map(({ container }) => container).join(', ')}`,
    };
  });

/** Each start comes after the first success of the one before. */
Then('(all )(the )init containers of {pod} ran/run/started in order', function (this: PodwrightWorld, pod: PodName) {
  const names = initContainersOf(this, pod);
  for (const [i, name] of names.entries()) {
    const before = names[i - 1];
    if (before) startedAfterEnd(this, name, 'succeeded', before);
  }
});
