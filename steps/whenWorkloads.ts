import { fieldOf, type ObjectName, objectName, objectNow, podSpecOf } from '../src/index';
import { assertIsDone } from './deed';
import { perform } from './expectedFailures';
import { called, kubectl } from './kubectlVerbs';
import { observable } from './observation';
import type { ContainerName, PodName } from './parameters';
import { When } from './sentence';
import { onlyRollout } from './thenRollouts';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** What people do with Deployments, Jobs and the like: they scale, update, pause, patch and trigger them. */

/** `kubectl rollout pause` and `resume`; a Job or a CronJob is suspended by its field. */
const HOLDS: Readonly<Record<string, boolean>> = { pause: true, suspend: true, resume: false };
for (const [verb, isHeld] of Object.entries(HOLDS))
  When(`I ${verb} {object}`, function (this: PodwrightWorld, object: ObjectName) {
    if (object.kind === 'Deployment') kubectl(this, `rollout ${isHeld ? 'pause' : 'resume'}`, object);
    else patch(this, object, JSON.stringify({ spec: { suspend: isHeld } }));
  });

function patch(world: PodwrightWorld, object: ObjectName, json: string): void {
  kubectl(world, 'patch', object, ` -p '${json.replaceAll("'", `'\\''`)}'`);
}
When('I patch {object} with {string}', function (this: PodwrightWorld, object: ObjectName, json: string) {
  patch(this, object, json);
});
When('I patch {pod} with {string}', function (this: PodwrightWorld, pod: PodName, json: string) {
  patch(this, objectName('pod', pod.name, pod.namespace), json);
});

/** Out of its turn, as `kubectl create job --from` does. */
for (const triggers of ['I trigger {object}', 'I run {object} now'])
  When(triggers, function (this: PodwrightWorld, { kind, name, namespace }: ObjectName) {
    if (kind !== 'CronJob') throw told(`only a CronJob can be triggered, and this is a ${kind}`);
    const where = namespace === undefined ? '' : ` -n ${namespace}`;
    perform(this, `kubectl create job ${name}-manual --from=cronjob/${name}${where}`);
  });

const scale = (world: PodwrightWorld, object: ObjectName, replicas: number): void =>
  kubectl(world, 'scale', object, ` --replicas=${replicas}`);

When(
  'I scale up/down {object} to {int}( replicas)( replica)',
  function (this: PodwrightWorld, object: ObjectName, n: number) {
    scale(this, object, n);
  },
);
When(
  'I scale {object} (up )(down )to {int}( replicas)( replica)',
  function (this: PodwrightWorld, object: ObjectName, n: number) {
    scale(this, object, n);
  },
);

/** Under Then somebody else did: a HorizontalPodAutoscaler. */
observable(
  '{object} {is} scaled (up )(down )to {int}( replicas)( replica)',
  (world: PodwrightWorld, object: ObjectName, n: number) => {
    const seen = fieldOf(objectNow(world.cluster, object), 'spec.replicas') ?? 'none';
    return { holds: seen === String(n), expected: `spec.replicas is ${n}`, seen: `spec.replicas is ${seen}` };
  },
  scale,
);

When('I restart {object}', function (this: PodwrightWorld, object: ObjectName) {
  kubectl(this, 'rollout restart', object);
});
When('{markable} is restarted', function (this: PodwrightWorld, object: ObjectName) {
  assertIsDone(this, `the rollout of ${called(object)} is complete`);
  kubectl(this, 'rollout restart', object);
});

for (const rollBack of ['I roll back', 'I undo the rollout of'])
  When(`${rollBack} {object}`, function (this: PodwrightWorld, object: ObjectName) {
    kubectl(this, 'rollout undo', object);
  });
for (const rolledBack of ['{object} is rolled back', 'the rollout of {object} is undone'])
  When(rolledBack, function (this: PodwrightWorld, object: ObjectName) {
    assertIsDone(this, `the rollout of ${called(object)} is complete`);
    kubectl(this, 'rollout undo', object);
  });

/** Of all its containers. */
When(
  'I set/change/update the image of {object} to {string}',
  function (this: PodwrightWorld, object: ObjectName, image: string) {
    kubectl(this, 'set image', object, ` '*=${image}'`);
  },
);
When('I update/upgrade {object} to {string}', function (this: PodwrightWorld, object: ObjectName, image: string) {
  kubectl(this, 'set image', object, ` '*=${image}'`);
});
When('I set image {string} on/of {object}', function (this: PodwrightWorld, image: string, object: ObjectName) {
  kubectl(this, 'set image', object, ` '*=${image}'`);
});
When(
  '{object} {is} set/changed/updated to image {string}',
  function (this: PodwrightWorld, object: ObjectName, image: string) {
    assertIsDone(this, `all pods of ${called(object)} run image "${image}"`);
    kubectl(this, 'set image', object, ` '*=${image}'`);
  },
);
When(
  'I set/change/update the image of {container} of/in {workload} to {string}',
  function (this: PodwrightWorld, { container }: ContainerName, object: ObjectName, image: string) {
    kubectl(this, 'set image', object, ` ${container}=${image}`);
  },
);

/** Of the only workload, or the only pod that nobody owns, that has such a container. */
When(
  'I set/change/update the image of {container} to {string}',
  function (this: PodwrightWorld, { container }: ContainerName, image: string) {
    kubectl(this, 'set image', whoHas(this, container), ` ${container}=${image}`);
  },
);
When(
  '(the )image of {container} {is} set/changed/updated to {string}',
  function (this: PodwrightWorld, { container }: ContainerName, image: string) {
    assertIsDone(this, `container "${container}" runs image "${image}"`);
    kubectl(this, 'set image', whoHas(this, container), ` ${container}=${image}`);
  },
);

/** Of the only workload, all its containers. */
When('I set/change/update the image to {string}', function (this: PodwrightWorld, image: string) {
  kubectl(this, 'set image', onlyRollout(this), ` '*=${image}'`);
});
When('the image {is} set/changed/updated to {string}', function (this: PodwrightWorld, image: string) {
  assertIsDone(this, `all pods of deployment "web" run image "${image}"`);
  kubectl(this, 'set image', onlyRollout(this), ` '*=${image}'`);
});

const UPDATABLE = ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod'];

function whoHas({ cluster }: PodwrightWorld, container: string): ObjectName {
  const owners = UPDATABLE.flatMap((kind) => cluster.api.list(kind))
    .filter((object) => !object.metadata.ownerReferences?.length)
    .filter((object) => podSpecOf(object)?.containers.some(({ name }) => name === container))
    .map(({ kind, metadata }) => objectName(kind.toLowerCase(), metadata.name, metadata.namespace));
  const [only, ...others] = owners;
  if (!only) throw told(`there is no workload or pod with a container "${container}" now`);
  if (others.length > 0)
    throw told(
      `${owners.map(called).join(', ')} have a container "${container}": say the image of container "${container}" of ${called(only)}`,
    );
  return only;
}

When(
  '(the )image of {container} of/in {workload} {is} set/changed/updated to {string}',
  function (this: PodwrightWorld, { container }: ContainerName, object: ObjectName, image: string) {
    assertIsDone(this, `all pods of ${called(object)} run image "${image}"`);
    kubectl(this, 'set image', object, ` ${container}=${image}`);
  },
);
When(
  '(the )image of {object} {is} set/changed/updated to {string}',
  function (this: PodwrightWorld, object: ObjectName, image: string) {
    assertIsDone(this, `all pods of ${called(object)} run image "${image}"`);
    kubectl(this, 'set image', object, ` '*=${image}'`);
  },
);
