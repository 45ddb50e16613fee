import { When } from '@cucumber/cucumber';
import type { KubeNode } from '../src/index';
import { observable } from './observation';
import type { PodwrightWorld } from './world';

/** Machines of the cluster: what happens to them, and what they say of themselves. */

When('node {string} loses power', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).powerOff();
});

When('node {string} has power again', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).powerOn();
});

observable(
  'condition {string} of node {string} is {string} with reason {string}',
  (world: PodwrightWorld, type: string, name: string, status: string, reason: string) => {
    world.cluster.node(name);
    const node = world.cluster.api.find<KubeNode>('Node', undefined, name);
    const condition = node?.status?.conditions?.find((c) => c.type === type);
    return {
      holds: condition?.status === status && condition.reason === reason,
      expected: `condition ${type} is ${status} (${reason})`,
      seen: condition ? `${condition.status} (${condition.reason}: ${condition.message})` : 'no such condition',
    };
  },
);
