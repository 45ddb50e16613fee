import {
  assertFieldIsKnown,
  fieldOf,
  madeFor,
  type ObjectName,
  objectNow,
  type StatusCondition,
  versionsOf,
} from '../src/index';
import { haveObject } from './givenCluster';
import { awaited, type Observed, observable } from './observation';
import type { ConditionSaid, Count } from './parameters';
import type { PodwrightWorld } from './world';

/** Set by the Deployment controller (pkg/controller/deployment/util/deployment_util.go, RevisionAnnotation). */
const REVISION = 'deployment.kubernetes.io/revision';

/** @throws Error when no object of the kind has such a field */
function fieldNow(world: PodwrightWorld, object: ObjectName, path: string): string | undefined {
  assertFieldIsKnown(object.kind, path);
  return fieldOf(objectNow(world.cluster, object), path);
}

const called = ({ kind, name }: ObjectName) => `${kind} "${name}"`;

observable(
  '(the )field {string} of {object} {is} {fieldValue}',
  (world: PodwrightWorld, path: string, object: ObjectName, expected: string) => {
    const value = fieldNow(world, object, path);
    return {
      holds: value === expected,
      expected: `${path} is "${expected}"`,
      seen: value === undefined ? 'no such field' : `"${value}"`,
    };
  },
);

observable('(the )field {string} of {object} {unset}', (world: PodwrightWorld, path: string, object: ObjectName) => {
  const value = fieldNow(world, object, path);
  const isThere = objectNow(world.cluster, object) !== undefined;
  return { holds: isThere && !value, expected: `no ${path}`, seen: isThere ? `"${value}"` : 'it is gone' };
});

for (const what of ['{object}', '{pod}'])
  observable(
    `(the )generation of ${what} {is} {int}`,
    (world: PodwrightWorld, object: ObjectName, expected: number) => {
      const generation = objectNow(world.cluster, object)?.metadata.generation;
      return { holds: generation === expected, expected: `generation ${expected}`, seen: `${generation ?? 'none'}` };
    },
  );

/** Of a Deployment (or a ReplicaSet): as `kubectl rollout history` counts. */
for (const at of ['{object} {is} at/on revision {int}', '{object} {has} revision {int}'])
  observable(at, (world: PodwrightWorld, object: ObjectName, expected: number) => {
    const revision = objectNow(world.cluster, object)?.metadata.annotations?.[REVISION];
    return { holds: revision === `${expected}`, expected: `revision ${expected}`, seen: revision ?? 'no revision' };
  });

/** `service "web" is of type ClusterIP`: as its spec says. */
observable('{object} {is} of type {status}', (world: PodwrightWorld, object: ObjectName, expected: string) => {
  const type = fieldOf(objectNow(world.cluster, object), 'spec.type');
  return { holds: type === expected, expected: `type ${expected}`, seen: type ?? 'no type' };
});

function isGone(world: PodwrightWorld, object: ObjectName): Observed {
  const found = objectNow(world.cluster, object);
  return { holds: !found, expected: `${called(object)} is gone`, seen: 'it is still there' };
}

observable('{object} {is} gone/removed', isGone);
/** Under Given it is deleted, if it is there at all. */
observable(
  '{object} does not exist( any more)( anymore)',
  isGone,
  (world: PodwrightWorld, { kind, name, namespace }: ObjectName) => {
    if (world.cluster.api.find(kind, namespace, name)) world.execute(deletion({ kind, name, namespace }));
  },
);
observable('{object} no longer exists', isGone);

/** Under When somebody deletes it. */
observable('{object} {is} deleted', isGone, (world: PodwrightWorld, object: ObjectName) => {
  world.cluster.run(deletion(object));
});

function deletion({ kind, name, namespace }: ObjectName): string {
  return `kubectl delete ${kind.toLowerCase()} ${name}${namespace === undefined ? '' : ` -n ${namespace}`}`;
}

observable('{object} {is} still there', isThere);
observable('{object} still exists', isThere);
/** Under Given some are made; what somebody else has to make is waited for. */
for (const exists of ['{object} exists', '{object} {is} created'])
  observable(exists, isThere, (world: PodwrightWorld, object: ObjectName) => {
    if (!haveObject(world, object)) awaited(world, () => isThere(world, object));
  });

function isThere(world: PodwrightWorld, object: ObjectName): Observed {
  const found = objectNow(world.cluster, object);
  return { holds: found !== undefined, expected: `${called(object)} is there`, seen: 'it is gone' };
}

observable(
  'the fields {string} and {string} of {object} are equal',
  (world: PodwrightWorld, one: string, other: string, object: ObjectName) => {
    const [a, b] = [one, other].map((path) => fieldNow(world, object, path));
    return { holds: a === b, expected: `${one} equals ${other}`, seen: `"${a}" and "${b}"` };
  },
);

observable(
  'the field {string} of {object} {has} had {int} value(s)',
  (world: PodwrightWorld, path: string, object: ObjectName, count: number) => {
    assertFieldIsKnown(object.kind, path);
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

/** Whether an object's status has it so. */
export function hasCondition(
  world: PodwrightWorld,
  type: string,
  object: ObjectName,
  status: string,
  reason?: string,
): Observed {
  const condition = conditionOf(world, object, type);
  return {
    holds: condition?.status === status && (reason === undefined || condition.reason === reason),
    expected: `condition ${type} is ${status}${reason === undefined ? '' : ` (${reason})`}`,
    seen: describe(condition),
  };
}

observable(
  '(the )condition {conditionType} of {object} {is} {status}',
  (world: PodwrightWorld, type: string, object: ObjectName, status: string) =>
    hasCondition(world, type, object, status),
);

observable('the {conditionType} condition of {object} {is} {truth}', hasCondition);
observable('(the )condition {conditionType} of {object} {is} {status} with reason {status}', hasCondition);

observable(
  '{object} {has} (the )condition {conditionType} (with status ){status}',
  (world: PodwrightWorld, object: ObjectName, type: string, status: string) =>
    hasCondition(world, type, object, status),
);

observable(
  '{object} {has} (the )condition {conditionType} (with status ){status} with reason {status}',
  (world: PodwrightWorld, object: ObjectName, type: string, status: string, reason: string) =>
    hasCondition(world, type, object, status, reason),
);

/** A condition that is spoken of without its status is true. */
observable(
  '{object} {has} (the )(a )condition {conditionType}',
  (world: PodwrightWorld, object: ObjectName, type: string) => hasCondition(world, type, object, 'True'),
);
observable(
  '{object} {has} (the )(a )condition {conditionType} with reason {status}',
  (world: PodwrightWorld, object: ObjectName, type: string, reason: string) =>
    hasCondition(world, type, object, 'True', reason),
);

/** As `kubectl wait` writes it: `condition Progressing=False`. */
observable(
  '{object} {has} (the )(a )condition {condition}',
  (world: PodwrightWorld, object: ObjectName, { type, status }: ConditionSaid) =>
    hasCondition(world, type, object, status),
);
observable(
  '{object} {has} (the )(a )condition {condition} with reason {status}',
  (world: PodwrightWorld, object: ObjectName, { type, status }: ConditionSaid, reason: string) =>
    hasCondition(world, type, object, status, reason),
);

observable('{object} {has} no condition {conditionType}', (world: PodwrightWorld, object: ObjectName, type: string) => {
  const condition = conditionOf(world, object, type);
  return { holds: !condition, expected: `no condition ${type}`, seen: describe(condition) };
});

/** What a controller has made for it by now, gone or not. Its events would not tell: recorders drop what becomes too much. */
for (const made of ['{has} created/started/run', 'creates/created/starts/started/runs/ran'])
  observable(
    `{object} ${made} {count} {word}`,
    (world: PodwrightWorld, object: ObjectName, count: Count, word: string) => {
      const kinds = /^times?$/.test(word) ? runsOf(object) : word;
      const names = madeFor(world.cluster, object, kinds);
      const seen = `${names.length} created${names.length ? `: ${names.join(', ')}` : ''}`;
      return { holds: count.accepts(names.length), expected: `${count.text} ${kinds} created`, seen };
    },
  );

for (const made of ['{has} created/started', 'creates/created/starts/started'])
  observable(`{object} ${made} a/another {word}`, (world: PodwrightWorld, object: ObjectName, word: string) => {
    const names = madeFor(world.cluster, object, word);
    return { holds: names.length > 0, expected: `a ${word} created`, seen: names.join(', ') || 'none' };
  });

/** What `has run 3 times` counts: a CronJob starts Jobs, a Job pods. */
function runsOf({ kind }: ObjectName): string {
  return kind === 'CronJob' ? 'jobs' : 'pods';
}
