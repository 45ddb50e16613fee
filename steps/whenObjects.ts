import type { ObjectName } from '../src/index';
import { expectFailureAhead } from './expectedFailures';
import { type Observed, observable } from './observation';
import type { PodName } from './parameters';
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

/** What people do with one object, in the words of kubectl's verbs. */
function kubectl(world: PodwrightWorld, verb: string, { kind, name, namespace }: ObjectName, more = ''): void {
  const where = namespace === undefined ? '' : ` -n ${namespace}`;
  expectFailureAhead(world, world.execute(`kubectl ${verb} ${kind.toLowerCase()} ${name}${where}${more}`));
}

When('I delete {pod}', function (this: PodwrightWorld, pod: PodName) {
  kubectl(this, 'delete', pod, ' --wait=false');
});
When('I delete {object}', function (this: PodwrightWorld, object: ObjectName) {
  kubectl(this, 'delete', object, ' --wait=false');
});

for (const scaled of ['I scale {object} to {int}( replicas)', '{object} is scaled to {int}( replicas)'])
  When(scaled, function (this: PodwrightWorld, object: ObjectName, replicas: number) {
    kubectl(this, 'scale', object, ` --replicas=${replicas}`);
  });

for (const restarted of ['I restart {object}', '{object} is restarted'])
  When(restarted, function (this: PodwrightWorld, object: ObjectName) {
    kubectl(this, 'rollout restart', object);
  });

for (const rolledBack of ['I roll back {object}', '{object} is rolled back'])
  When(rolledBack, function (this: PodwrightWorld, object: ObjectName) {
    kubectl(this, 'rollout undo', object);
  });

/** In another window: a budget may make whoever drains wait. */
for (const drained of ['I drain {node}', '{node} is drained'])
  When(drained, function (this: PodwrightWorld, node: string) {
    this.cluster.run(`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data --force`);
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
for (const uncordoned of ['I uncordon {node}', '{node} is uncordoned'])
  When(uncordoned, function (this: PodwrightWorld, node: string) {
    this.execute(`kubectl uncordon ${node}`);
  });
