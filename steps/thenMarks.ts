import { type ObjectName, objectName, objectNow } from '../src/index';
import { perform } from './expectedFailures';
import { type Observed, observable } from './observation';
import type { PodwrightWorld } from './world';

/** Labels and annotations: `app=web`, as `kubectl label` writes them; without `=` any value will do. */

function isMarked(world: PodwrightWorld, object: ObjectName, marks: 'labels' | 'annotations', text: string): Observed {
  const [key = '', ...value] = text.split('=');
  const seen = objectNow(world.cluster, object)?.metadata[marks] ?? {};
  const actual = seen[key];
  return {
    holds: actual !== undefined && (value.length === 0 || actual === value.join('=')),
    expected: `${object.kind} ${object.name} has ${marks.slice(0, -1)} ${text}`,
    seen:
      Object.keys(seen)
        .map((one) => `${one}=${seen[one]}`)
        .join(', ') || `no ${marks}`,
  };
}

/** Under Given a node gets it. */
observable(
  '{node} {has} (the )(a ){label}',
  (world: PodwrightWorld, node: string, label: string) => isMarked(world, objectName('node', node), 'labels', label),
  (world: PodwrightWorld, node: string, label: string) => perform(world, `kubectl label node ${node} ${label}`),
);
for (const what of ['{markable}', '{pod}']) {
  observable(`${what} {has} (the )(a ){label}`, (world: PodwrightWorld, object: ObjectName, label: string) =>
    isMarked(world, object, 'labels', label),
  );
  observable(
    `${what} {has} (the )(an )annotation {string}`,
    (world: PodwrightWorld, object: ObjectName, annotation: string) =>
      isMarked(world, object, 'annotations', annotation),
  );
}
