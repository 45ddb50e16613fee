import { type Observed, observable } from './observation';
import type { Count } from './parameters';
import type { Pods } from './pods';
import type { PodwrightWorld } from './world';

/** Pods counted by the image that they run. */

function countWith(world: PodwrightWorld, count: Count, pods: Pods, image: string): Observed {
  const seen = pods.in(world).map(({ name, images }) => ({ name, images: [...new Set(images)].join(', ') }));
  return {
    holds: count.accepts(seen.filter(({ images }) => images === image).length),
    expected: `${count.text} ${pods.text} with image "${image}"`,
    seen: seen.map(({ name, images }) => `${name}: ${images}`).join(', ') || 'no pods',
  };
}

observable('{count} {pods} run/runs/use/uses {image}', countWith);
observable('there {is} {count} {pods} with {image}', countWith);
