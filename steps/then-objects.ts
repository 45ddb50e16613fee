import { defineParameterType } from '@cucumber/cucumber';
import {
  fieldOf,
  type ObjectName,
  objectEvents,
  objectName,
  objectNow,
  type StatusCondition,
  versionsOf,
} from '../src/index';
import { type Observed, observable } from './observation';
import type { Times } from './parameters';
import type { PodwrightWorld } from './world';

/** Objects of any kind but pods, which have sentences of their own. */
const KINDS =
  'configmap|cronjob|daemonset|deployment|endpoints|horizontalpodautoscaler|job|limitrange|namespace|node|persistentvolume|persistentvolumeclaim|poddisruptionbudget|priorityclass|replicaset|replicationcontroller|resourcequota|secret|service|serviceaccount|statefulset|storageclass';

/** `deployment "web"`, `job "pi" in namespace "dev"`. */
defineParameterType({
  name: 'object',
  regexp: new RegExp(`(${KINDS}) "([^"]+)"(?: in namespace "([^"]+)")?`),
  transformer: (kind: string, name: string, namespace?: string): ObjectName => objectName(kind, name, namespace),
  useForSnippets: false,
});

const called = ({ kind, name }: ObjectName) => `${kind} "${name}"`;

observable(
  'the field {string} of {object} is {string}',
  (world: PodwrightWorld, path: string, object: ObjectName, expected: string) => {
    const value = fieldOf(objectNow(world.cluster, object), path);
    return {
      holds: value === expected,
      expected: `${path} is "${expected}"`,
      seen: value === undefined ? 'no such field' : `"${value}"`,
    };
  },
);

observable('the field {string} of {object} is not set', (world: PodwrightWorld, path: string, object: ObjectName) => {
  const value = fieldOf(objectNow(world.cluster, object), path);
  return { holds: value === undefined, expected: `no ${path}`, seen: `"${value}"` };
});

observable('{object} is gone', (world: PodwrightWorld, object: ObjectName) => {
  const found = objectNow(world.cluster, object);
  return { holds: !found, expected: `${called(object)} is gone`, seen: 'it is still there' };
});

observable('{object} is still there', (world: PodwrightWorld, object: ObjectName) => {
  const found = objectNow(world.cluster, object);
  return { holds: found !== undefined, expected: `${called(object)} is there`, seen: 'it is gone' };
});

observable(
  'the fields {string} and {string} of {object} are equal',
  (world: PodwrightWorld, one: string, other: string, object: ObjectName) => {
    const [a, b] = [one, other].map((path) => fieldOf(objectNow(world.cluster, object), path));
    return { holds: a === b, expected: `${one} equals ${other}`, seen: `"${a}" and "${b}"` };
  },
);

observable(
  'the field {string} of {object} has had {int} value(s)',
  (world: PodwrightWorld, path: string, object: ObjectName, count: number) => {
    const values = new Set(versionsOf(world.cluster, object).map((version) => fieldOf(version, path) ?? 'none'));
    return { holds: values.size === count, expected: `${count} values of ${path}`, seen: [...values].join(', ') };
  },
);

function conditionOf(world: PodwrightWorld, object: ObjectName, type: string): StatusCondition | undefined {
  return objectNow(world.cluster, object)?.status?.conditions?.find((condition) => condition.type === type);
}

function describe(condition: StatusCondition | undefined): string {
  if (!condition) return 'no such condition';
  return `${condition.status} (${condition.reason ?? 'no reason'}: ${condition.message ?? ''})`;
}

observable(
  'condition {string} of {object} is {string}',
  (world: PodwrightWorld, type: string, object: ObjectName, status: string): Observed => {
    const condition = conditionOf(world, object, type);
    return {
      holds: condition?.status === status,
      expected: `condition ${type} is ${status}`,
      seen: describe(condition),
    };
  },
);

observable(
  'condition {string} of {object} is {string} with reason {string}',
  (world: PodwrightWorld, type: string, object: ObjectName, status: string, reason: string): Observed => {
    const condition = conditionOf(world, object, type);
    return {
      holds: condition?.status === status && condition.reason === reason,
      expected: `condition ${type} is ${status} (${reason})`,
      seen: describe(condition),
    };
  },
);

observable('{object} has no condition {string}', (world: PodwrightWorld, object: ObjectName, type: string) => {
  const condition = conditionOf(world, object, type);
  return { holds: !condition, expected: `no condition ${type}`, seen: describe(condition) };
});

function countEvents(world: PodwrightWorld, object: ObjectName, reason: string, message: string): number {
  const counts = new Map<string, number>();
  for (const event of objectEvents(world.cluster, object))
    if (event.reason === reason && event.message.includes(message)) counts.set(event.name, event.count);
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
}

observable('{object} has the event {string}', (world: PodwrightWorld, object: ObjectName, reason: string) => ({
  holds: countEvents(world, object, reason, '') > 0,
  expected: `event ${reason}`,
  seen: reasons(world, object),
}));

observable(
  '{object} has the event {string} {times}',
  (world: PodwrightWorld, object: ObjectName, reason: string, times: Times) => {
    const count = countEvents(world, object, reason, '');
    return { holds: times.accepts(count), expected: `event ${reason} ${times.text}`, seen: `${count} times` };
  },
);

observable(
  '{object} has the event {string} with message {string}',
  (world: PodwrightWorld, object: ObjectName, reason: string, message: string) => ({
    holds: countEvents(world, object, reason, message) > 0,
    expected: `event ${reason} with "${message}"`,
    seen: reasons(world, object),
  }),
);

function reasons(world: PodwrightWorld, object: ObjectName): string {
  return (
    objectEvents(world.cluster, object)
      .map((e) => `${e.reason} "${e.message}"`)
      .join(', ') || 'no events'
  );
}
