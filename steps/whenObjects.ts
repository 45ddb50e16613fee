import { type ObjectName, objectNow, type ShownPod } from '../src/index';
import { assertIsDone } from './deed';
import { perform } from './expectedFailures';
import { kubectl } from './kubectlVerbs';
import { type Observed, observable } from './observation';
import type { PodName } from './parameters';
import type { AllPods, Pods } from './pods';
import { When } from './sentence';
import { inState } from './states';
import type { PodwrightWorld } from './world';

/** What clients ask of the API server that kubectl has no command for. */

When('all pods with {label} are deleted', function (this: PodwrightWorld, labelSelector: string) {
  const query = { namespace: 'default', labelSelector };
  // A misspelt label must not pass for a deletion.
  if (this.cluster.api.list('Pod', query).length === 0) throw new Error(`no pod has the label ${labelSelector}`);
  this.cluster.api.deleteCollection('Pod', query);
});

When('I delete {pod}', function (this: PodwrightWorld, pod: PodName) {
  kubectl(this, 'delete', pod, ' --wait=false');
});
/** Whichever: the first by its name. */
for (const one of [
  'I delete one/a {pods}',
  'I delete one of the {pods}',
  'one/a {pods} is/gets deleted',
  'one of the {pods} is/gets deleted',
])
  When(one, function (this: PodwrightWorld, pods: Pods) {
    if (!one.startsWith('I')) assertIsDone(this, `within 10s there are 2 ${pods.text}`);
    deleteAll(this, pods, pods.in(this).slice(0, 1));
  });
When('I delete {all}', function (this: PodwrightWorld, pods: AllPods) {
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

/** Without a last word to its processes: `kubectl delete --force`. */
for (const deletes of [
  'I force-delete {pod}',
  'I force delete {pod}',
  '{pod} is force-deleted',
  '{pod} is force deleted',
])
  When(deletes, function (this: PodwrightWorld, pod: PodName) {
    if (!deletes.startsWith('I')) assertIsDone(this, `pod "${pod.name}" is gone`);
    kubectl(this, 'delete', pod, ' --wait=false --force');
  });

/** With the shortest grace that there is without force: `kubectl delete --now`. */
When('I delete {pod} now/immediately', function (this: PodwrightWorld, pod: PodName) {
  kubectl(this, 'delete', pod, ' --wait=false --now');
});

/** As `kubectl delete --grace-period` counts it. */
for (const deletes of [
  'I delete {pod} with (a )grace period (of ){duration}',
  '{pod} is/gets deleted with (a )grace period (of ){duration}',
])
  When(deletes, function (this: PodwrightWorld, pod: PodName, graceMs: number) {
    if (!deletes.startsWith('I')) assertIsDone(this, `pod "${pod.name}" is gone`);
    kubectl(this, 'delete', pod, ` --wait=false --grace-period=${graceMs / 1000}`);
  });

/** In another window: a budget may make whoever drains wait. */
function drain(world: PodwrightWorld, node: string): void {
  objectNow(world.cluster, { kind: 'Node', name: node, namespace: undefined });
  world.drain = world.cluster.run(`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data --force`);
}
When('I drain {node}', function (this: PodwrightWorld, node: string) {
  drain(this, node);
});
When('{node} is drained', function (this: PodwrightWorld, node: string) {
  assertIsDone(this, `no pods on node "${node}" run, node "${node}" is cordoned`);
  drain(this, node);
});

When('I cordon {node}', function (this: PodwrightWorld, node: string) {
  perform(this, `kubectl cordon ${node}`);
});
observable('{node} {is} cordoned', isCordonedNode, (world: PodwrightWorld, node: string) => {
  perform(world, `kubectl cordon ${node}`);
});

for (const open of ['{node} {isNot} cordoned', '{node} {is} schedulable( again)'])
  observable(open, (world: PodwrightWorld, name: string) =>
    inState(world, { kind: 'Node', name, namespace: undefined }, 'unschedulable', false),
  );

function isCordonedNode(world: PodwrightWorld, name: string): Observed {
  return inState(world, { kind: 'Node', name, namespace: undefined }, 'unschedulable', true);
}
When('I label {node} (with ){string}', function (this: PodwrightWorld, node: string, label: string) {
  perform(this, `kubectl label node ${node} --overwrite ${label}`);
});
for (const what of ['{pod}', '{markable}'])
  When(`I label ${what} (with ){string}`, function (this: PodwrightWorld, object: ObjectName, label: string) {
    kubectl(this, 'label', object, ` --overwrite ${label}`);
  });

for (const uncordoned of ['I uncordon {node}', '{node} is uncordoned'])
  When(uncordoned, function (this: PodwrightWorld, node: string) {
    perform(this, `kubectl uncordon ${node}`);
  });
