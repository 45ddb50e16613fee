import {
  conditionTransitions,
  fieldOf,
  madeForNow,
  nearest,
  type ObjectName,
  objectName,
  objectNow,
  rolloutOf,
} from '../src/index';
import { pathOf } from './known';
import { assertSpan, fail, type Observed, observable } from './observation';
import type { Count, PodName, Span } from './parameters';
import { Then } from './sentence';
import { inState, type Status, seenOf } from './states';
import type { PodwrightWorld } from './world';

/** `deployment "web" is available`, `job "pi" has completed`, `node "n" is ready`, `persistentvolumeclaim "data" is bound`. */
observable('{object} {is} {state}( again)', (world: PodwrightWorld, object: ObjectName, state: string) =>
  inState(world, object, state, true),
);

observable('{object} {isNot} {state}( again)', (world: PodwrightWorld, object: ObjectName, state: string) =>
  inState(world, object, state, false),
);

/** `pod "web" is ready`: its condition. What `kubectl get pods` shows stands in quotes: `pod "web" is "Running"`. */
observable('{pod} {is} {state}( again)', (world: PodwrightWorld, { name, namespace }: PodName, state: string) =>
  inState(world, objectName('pod', name, namespace), state, true),
);

observable('{pod} {isNot} {state}( again)', (world: PodwrightWorld, { name, namespace }: PodName, state: string) =>
  inState(world, objectName('pod', name, namespace), state, false),
);

observable('{pod} {is} {state} but/and not ready', (world: PodwrightWorld, name: PodName, state: string) => {
  const pod = objectName('pod', name.name, name.namespace);
  const [is, isReady] = [inState(world, pod, state, true), inState(world, pod, 'ready', true)];
  return {
    holds: is.holds && !isReady.holds,
    expected: `${is.expected} and not ready`,
    seen: is.holds ? isReady.seen : is.seen,
  };
});

/** By its phase or a condition, as it is written there: `persistentvolumeclaim "data" is Bound`, `node "n" is NotReady`. */
observable('{object} {is} {status}', (world: PodwrightWorld, object: ObjectName, wanted: string) => {
  const found = objectNow(world.cluster, object);
  const status: Status | undefined = found?.status;
  const type = wanted.replace(/^Not(?=[A-Z])/, '');
  const not = type !== wanted;
  const condition = status?.conditions?.find((one) => one.type === type);
  return {
    holds: status?.phase === wanted || (condition !== undefined && (condition.status === 'True') !== not),
    expected: `${object.kind} ${object.name} is ${wanted}`,
    seen: found ? seenOf(status, type) : 'it is gone',
  };
});

observable('{object} completes/completed', (world: PodwrightWorld, object: ObjectName) =>
  inState(world, object, 'complete', true),
);
observable('{markable} fails/failed', (world: PodwrightWorld, object: ObjectName) =>
  inState(world, object, 'failed', true),
);
for (const failed of [
  'fails/failed {because} {status}',
  '{has} failed {because} {status}',
  'fails/failed with {status}',
])
  observable(`{object} ${failed}`, (world: PodwrightWorld, object: ObjectName, reason: string) => {
    const status: Status = objectNow(world.cluster, object)?.status ?? {};
    const condition = status.conditions?.find((one) => one.type === 'Failed' && one.status === 'True');
    return {
      holds: condition?.reason === reason,
      expected: `${object.kind} ${object.name} failed with reason ${reason}`,
      seen: condition ? `${condition.reason} (${condition.message})` : `it has not failed: ${seenOf(status, 'Failed')}`,
    };
  });
observable('{object} succeeds/succeeded', (world: PodwrightWorld, object: ObjectName) =>
  inState(world, object, 'succeeded', true),
);

/** What is never so is not so in any state of the journal. */
observable('{pod} {neverIs} ready', neverReady);

function neverReady(world: PodwrightWorld, pod: PodName): Observed {
  const first = conditionTransitions(world.cluster, pathOf(world, pod), 'Ready').find(({ value }) => value === 'True');
  return {
    holds: !first,
    expected: `pod "${pod.name}" is never ready`,
    seen: first ? `ready at ${world.moment(first.t)}` : 'never',
  };
}

/** One that has failed is not done. */
function progressOf(object: Parameters<typeof rolloutOf>[0]): { done: boolean; text: string } {
  try {
    return rolloutOf(object);
  } catch (error) {
    return { done: false, text: error instanceof Error ? error.message : String(error) };
  }
}

/** What `kubectl rollout status` waits for. */
function isRolledOut(world: PodwrightWorld, object: ObjectName): Observed {
  const found = objectNow(world.cluster, object);
  const { done, text } = found ? progressOf(found) : { done: false, text: 'it is gone' };
  return { holds: done, expected: `${object.kind} ${object.name} is rolled out`, seen: text };
}

observable('{object} {is} rolled out', isRolledOut);
observable('the rollout of {object} {is} complete/completed/finished/done', isRolledOut);
observable('the rollout of {object} finishes/completes/succeeds/finished/completed/succeeded', isRolledOut);
observable(
  'the rollout of {object} {isNot} complete/completed/finished/done',
  (world: PodwrightWorld, object: ObjectName) => {
    const { holds, expected, seen } = isRolledOut(world, object);
    return { holds: !holds, expected: expected.replace(' is ', ' is not '), seen };
  },
);

/** As `kubectl rollout status` gives up. */
observable('{object} {has} exceeded its progress deadline', (world: PodwrightWorld, object: ObjectName) => {
  const status: Status | undefined = objectNow(world.cluster, object)?.status;
  return {
    holds: status?.conditions?.some(({ reason }) => reason === 'ProgressDeadlineExceeded') === true,
    expected: `${object.kind} ${object.name} has exceeded its progress deadline`,
    seen: seenOf(status, 'Progressing'),
  };
});

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
for (const kind of ['pod(s)', 'job(s)', 'replicaset(s)'])
  observable(`{object} {has} {count} ${kind}( left)`, (world: PodwrightWorld, object: ObjectName, count: Count) => {
    const kinds = kind.replace(/[()]/g, '');
    const names = madeForNow(world.cluster, object, kinds);
    const seen = `${names.length}${names.length ? `: ${names.join(', ')}` : ''}`;
    return { holds: count.accepts(names.length), expected: `${count.text} ${kinds}`, seen };
  });

/** From its start to its completion. */
Then('{object} took {span}', function (this: PodwrightWorld, object: ObjectName, span: Span) {
  const job = objectNow(this.cluster, object);
  const [from, to] = ['status.startTime', 'status.completionTime'].map((path) => fieldOf(job, path));
  if (from === undefined || to === undefined) fail('by now', `${object.name} is complete`, 'no completionTime');
  assertSpan(`${object.kind} ${object.name}`, Date.parse(to) - Date.parse(from), span);
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
