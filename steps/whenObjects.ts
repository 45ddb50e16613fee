import { fieldOf, type ObjectName, objectNow, type ShownPod } from '../src/index';
import { expectFailureAhead } from './expectedFailures';
import { type Observed, observable } from './observation';
import type { ContainerName, PodName } from './parameters';
import type { Pods } from './pods';
import { When } from './sentence';
import { inState } from './states';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** What clients ask of the API server that kubectl has no command for. */

When('all pods with {label} are deleted', function (this: PodwrightWorld, labelSelector: string) {
  const query = { namespace: 'default', labelSelector };
  // A misspelt label must not pass for a deletion.
  if (this.cluster.api.list('Pod', query).length === 0) throw new Error(`no pod has the label ${labelSelector}`);
  this.cluster.api.deleteCollection('Pod', query);
});

/** What people do with one object, in the words of kubectl's verbs. */
function kubectl(world: PodwrightWorld, verb: string, { kind, name, namespace }: ObjectName, more = ''): void {
  const where = namespace === undefined ? '' : ` -n ${namespace}`;
  expectFailureAhead(world, world.execute(`kubectl ${verb} ${kind.toLowerCase()} ${name}${where}${more}`));
}

When('I delete {pod}', function (this: PodwrightWorld, pod: PodName) {
  kubectl(this, 'delete', pod, ' --wait=false');
});
/** Whichever: the first by its name. */
When('I delete one/a {pods}', function (this: PodwrightWorld, pods: Pods) {
  deleteAll(this, pods, pods.in(this).slice(0, 1));
});
When('I delete {every} {pods}', function (this: PodwrightWorld, _: string, pods: Pods) {
  deleteAll(this, pods, pods.in(this));
});

/** A misspelt label must not pass for a deletion. */
function deleteAll(world: PodwrightWorld, { text }: Pods, pods: readonly ShownPod[]): void {
  if (pods.length === 0) throw new Error(`there are no ${text}`);
  for (const { name, namespace } of pods) world.execute(`kubectl delete pod ${name} -n ${namespace} --wait=false`);
}

When('I delete {object}', function (this: PodwrightWorld, object: ObjectName) {
  kubectl(this, 'delete', object, ' --wait=false');
});

const scale = (world: PodwrightWorld, object: ObjectName, replicas: number): void =>
  kubectl(world, 'scale', object, ` --replicas=${replicas}`);

When(
  'I scale {object} (up )(down )to {int}( replicas)',
  function (this: PodwrightWorld, object: ObjectName, n: number) {
    scale(this, object, n);
  },
);

/** Under Then somebody else did: a HorizontalPodAutoscaler. */
observable(
  '{object} {is} scaled (up )(down )to {int}( replicas)',
  (world: PodwrightWorld, object: ObjectName, n: number) => {
    const seen = fieldOf(objectNow(world.cluster, object), 'spec.replicas') ?? 'none';
    return { holds: seen === String(n), expected: `spec.replicas is ${n}`, seen: `spec.replicas is ${seen}` };
  },
  scale,
);

When('I restart {object}', function (this: PodwrightWorld, object: ObjectName) {
  kubectl(this, 'rollout restart', object);
});
When('{object} is restarted', function (this: PodwrightWorld, object: ObjectName) {
  assertIsDone(this, `the rollout of ${called(object)} is complete`);
  kubectl(this, 'rollout restart', object);
});

When('I roll back {object}', function (this: PodwrightWorld, object: ObjectName) {
  kubectl(this, 'rollout undo', object);
});
When('{object} is rolled back', function (this: PodwrightWorld, object: ObjectName) {
  assertIsDone(this, `the rollout of ${called(object)} is complete`);
  kubectl(this, 'rollout undo', object);
});

/** Of all its containers. */
When('I set the image of {object} to {string}', function (this: PodwrightWorld, object: ObjectName, image: string) {
  kubectl(this, 'set image', object, ` '*=${image}'`);
});
When(
  'I set the image of {container} of {object} to {string}',
  function (this: PodwrightWorld, { container }: ContainerName, object: ObjectName, image: string) {
    kubectl(this, 'set image', object, ` ${container}=${image}`);
  },
);

const called = ({ kind, name }: ObjectName) => `${kind.toLowerCase()} "${name}"`;

/** Under Then it would be done and nothing be checked. */
function assertIsDone({ isOutcome }: PodwrightWorld, instead: string): void {
  if (isOutcome)
    throw told(`this sentence does it, under When; it checks nothing. Under Then say what is seen: ${instead}`);
}

/** In another window: a budget may make whoever drains wait. */
function drain(world: PodwrightWorld, node: string): void {
  world.cluster.run(`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data --force`);
}
When('I drain {node}', function (this: PodwrightWorld, node: string) {
  drain(this, node);
});
When('{node} is drained', function (this: PodwrightWorld, node: string) {
  assertIsDone(this, `no pods on node "${node}" run, node "${node}" is cordoned`);
  drain(this, node);
});

When('I cordon {node}', function (this: PodwrightWorld, node: string) {
  this.execute(`kubectl cordon ${node}`);
});
observable('{node} {is} cordoned', isCordonedNode, (world: PodwrightWorld, node: string) => {
  world.execute(`kubectl cordon ${node}`);
});

function isCordonedNode(world: PodwrightWorld, name: string): Observed {
  return inState(world, { kind: 'Node', name, namespace: undefined }, 'unschedulable', true);
}
When('I label {node} (with ){string}', function (this: PodwrightWorld, node: string, label: string) {
  expectFailureAhead(this, this.execute(`kubectl label node ${node} --overwrite ${label}`));
});

for (const uncordoned of ['I uncordon {node}', '{node} is uncordoned'])
  When(uncordoned, function (this: PodwrightWorld, node: string) {
    this.execute(`kubectl uncordon ${node}`);
  });
