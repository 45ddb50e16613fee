import type { ObjectName } from '../src/index';
import { giveText } from './givenManifests';
import { givenObjects } from './givenObjects';
import { Given } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** Workloads of one image, where nothing else about them matters: what `kubectl create` makes of a name and an image. */

type Template = { readonly metadata: object; readonly spec: object };

/** What stands around the template of its pods, by its kind. */
const KINDS: Readonly<
  Record<string, (template: Template, name: string, replicas: number) => [version: string, spec: object]>
> = {
  Deployment: (template, name, replicas) => ['apps/v1', { replicas, ...selecting(name), template }],
  ReplicaSet: (template, name, replicas) => ['apps/v1', { replicas, ...selecting(name), template }],
  StatefulSet: (template, name, replicas) => ['apps/v1', { replicas, ...selecting(name), template, serviceName: name }],
  DaemonSet: (template, name) => ['apps/v1', { ...selecting(name), template }],
  Job: (template) => ['batch/v1', { template: onceOnly(template) }],
};

/** What can be made of an image and a number. */
export const HAVING_REPLICAS: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet'];

function selecting(name: string): object {
  return { selector: { matchLabels: { app: name } } };
}

function onceOnly({ metadata, spec }: Template): Template {
  return { metadata, spec: { ...spec, restartPolicy: 'Never' } };
}

function templateOf(name: string, image: string): Template {
  return { metadata: { labels: { app: name } }, spec: { containers: [{ name, image }] } };
}

function giveWorkload(world: PodwrightWorld, object: ObjectName, replicas: number, image: string): void {
  const { kind, name } = object;
  const made = KINDS[kind]?.(templateOf(name, image), name, replicas);
  if (!made) throw told(`nobody knows what ${kind} "${name}" is like: give its manifest`);
  giveObject(world, made[0], object, made[1]);
}

/** YAML may be JSON. */
function giveObject(
  world: PodwrightWorld,
  apiVersion: string,
  { kind, name, namespace }: ObjectName,
  spec: object,
): void {
  const metadata = { name, ...(namespace && { namespace }) };
  giveText.call(world, JSON.stringify({ apiVersion, kind, metadata, spec }, null, 2));
}

Given(
  'a {object} with/of {int} replica(s) of/running/from {image}',
  function (this: PodwrightWorld, object: ObjectName, replicas: number, image: string) {
    giveReplicas(this, object, replicas, image);
  },
);

/** Of an image that nobody described: a well-behaved server. */
Given('a {object} with/of {int} replica(s)', function (this: PodwrightWorld, object: ObjectName, replicas: number) {
  giveReplicas(this, object, replicas, `example/${object.name}:1`);
});

function giveReplicas(world: PodwrightWorld, object: ObjectName, replicas: number, image: string): void {
  if (!HAVING_REPLICAS.includes(object.kind)) throw new Error(`a ${object.kind} has no replicas`);
  giveWorkload(world, object, replicas, image);
}

Given('a {object} with/of/running/from {image}', function (this: PodwrightWorld, object: ObjectName, image: string) {
  giveWorkload(this, object, 1, image);
});

/** As cron writes it: `*\/5 * * * *`. */
Given(
  'a {object} with (the )schedule {string} and {image}',
  function (this: PodwrightWorld, object: ObjectName, schedule: string, image: string) {
    const { kind, name } = object;
    if (kind !== 'CronJob') throw told(`only a CronJob has a schedule, and this is a ${kind}`);
    const template = onceOnly(templateOf(name, image));
    giveObject(this, 'batch/v1', object, { schedule, jobTemplate: { spec: { template } } });
  },
);

/** For the pods of a workload that was given before. */
for (const [words, field] of [
  ['at least {word} available pod(s)', 'minAvailable'],
  ['at most {word} unavailable pod(s)', 'maxUnavailable'],
  ['minAvailable {word}', 'minAvailable'],
  ['maxUnavailable {word}', 'maxUnavailable'],
] as const)
  Given(
    `a pod disruption budget for {object} with ${words}`,
    function (this: PodwrightWorld, { kind, name, namespace }: ObjectName, amount: string) {
      const workload = givenObjects(this).find((one) => one.kind === kind && one.metadata.name === name);
      const selector = (workload as { spec?: { selector?: object } } | undefined)?.spec?.selector;
      if (!selector) throw told(`no manifest that was given by now has a ${kind} "${name}": give it before`);
      const budget = { kind: 'PodDisruptionBudget', name, namespace: namespace ?? workload?.metadata.namespace };
      const value = /^\d+$/.test(amount) ? Number(amount) : amount;
      giveObject(this, 'policy/v1', budget, { [field]: value, selector });
    },
  );
