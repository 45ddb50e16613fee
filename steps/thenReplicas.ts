import { fieldOf, madeForNow, nearest, type ObjectName, objectNow } from '../src/index';
import { type Observed, observable } from './observation';
import type { Count } from './parameters';
import type { PodwrightWorld } from './world';

/** How many replicas and pods an object has, by its status. */

/** Where a DaemonSet keeps the numbers that others call replicas. */
const OF_DAEMONS: Readonly<Record<string, string>> = {
  ready: 'numberReady',
  available: 'numberAvailable',
  unavailable: 'numberUnavailable',
  updated: 'updatedNumberScheduled',
  current: 'currentNumberScheduled',
};

/** What a status counts of them. */
const OF_REPLICAS: ReadonlySet<string> = new Set([
  'available',
  'current',
  'desired',
  'ready',
  'terminating',
  'unavailable',
  'updated',
]);

/** As `kubectl get` heads that column. */
const UP_TO_DATE = 'up-to-date';

/** `deployment "web" has 3 ready replicas`: as its status says. */
observable(
  '{object} {has} {count} {word} replica(s)( again)',
  (world: PodwrightWorld, object: ObjectName, count: Count, word: string) => {
    return replicas(world, object, count, replicaField(object, word), `${count.text} ${word} replicas`);
  },
);

/** Where a status counts them: `readyReplicas`. @throws Error when it does not */
export function replicaField({ kind }: ObjectName, word: string): string {
  const said = word === UP_TO_DATE ? 'updated' : word;
  const field = kind === 'DaemonSet' ? OF_DAEMONS[said] : OF_REPLICAS.has(said) && `${said}Replicas`;
  if (!field) throw new Error(`no replica is "${word}"; ${nearest(word, [...OF_REPLICAS])}`);
  return field;
}

/** Of a Job, by its status: `job "pi" has 5 succeeded pods`; of others its replicas. */
observable(
  '{object} {has} {count} {word} pod(s)( again)',
  (world: PodwrightWorld, object: ObjectName, count: Count, word: string) => {
    const field = object.kind === 'Job' ? jobField(word) : replicaField(object, word);
    return replicas(world, object, count, field, `${count.text} ${word} pods`);
  },
);

/** Where the status of a Job counts its pods. */
const OF_JOBS: Readonly<Record<string, string>> = {
  active: 'active',
  running: 'active',
  ready: 'ready',
  succeeded: 'succeeded',
  successful: 'succeeded',
  completed: 'succeeded',
  failed: 'failed',
  terminating: 'terminating',
};

/** @throws Error when it does not */
export function jobField(word: string): string {
  const field = OF_JOBS[word];
  if (!field) throw new Error(`no pod of a Job is "${word}"; ${nearest(word, Object.keys(OF_JOBS))}`);
  return field;
}

/** What there is now of what it has made, as `kubectl get` lists it. */
for (const kind of ['pod(s)', 'job(s)', 'replicaset(s)', 'replica set(s)'])
  observable(`{object} {has} {count} ${kind}( left)`, (world: PodwrightWorld, object: ObjectName, count: Count) => {
    const kinds = kind.replace(/[() ]/g, '');
    const names = madeForNow(world.cluster, object, kinds);
    const seen = `${names.length}${names.length ? `: ${names.join(', ')}` : ''}`;
    return { holds: count.accepts(names.length), expected: `${count.text} ${kinds}`, seen };
  });

observable('{object} allows {count} disruption(s)', (world: PodwrightWorld, object: ObjectName, count: Count) =>
  replicas(world, object, count, 'disruptionsAllowed', `${count.text} disruptions allowed`),
);

observable('{object} {has} {count} replica(s)', (world: PodwrightWorld, object: ObjectName, count: Count) =>
  replicas(
    world,
    object,
    count,
    object.kind === 'DaemonSet' ? 'currentNumberScheduled' : 'replicas',
    `${count.text} replicas`,
  ),
);

/** A number that is left out is none. */
export function replicas(
  world: PodwrightWorld,
  object: ObjectName,
  count: Count,
  field: string,
  expected: string,
): Observed {
  const found = objectNow(world.cluster, object);
  const number = Number((found && fieldOf(found, `status.${field}`)) ?? 0);
  return { holds: count.accepts(number), expected, seen: found ? `status.${field} is ${number}` : 'it is gone' };
}
