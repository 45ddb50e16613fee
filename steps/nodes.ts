import { Given, When } from '@cucumber/cucumber';
import { forgetEndedContainers, type Pod } from '../src/index';
import type { PodName } from './parameters';
import type { PodwrightWorld } from './world';

/** Machines of the cluster: what happens to them. */

Given('the file {string} on node {string}', function (this: PodwrightWorld, path: string, node: string, text: string) {
  this.cluster.node(node).writeFile(path, text.endsWith('\n') ? text : `${text}\n`);
});

When('the ended containers of {pod} are removed from their node', function (this: PodwrightWorld, pod: PodName) {
  forgetEndedContainers(this.cluster, pod);
});

When('node {string} loses power', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).powerOff();
});

When('node {string} reboots', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).reboot();
});

/** Its process alone: the containers run on. */
When('the kubelet of node {string} restarts', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).restart();
});

When('node {string} has power again', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).powerOn();
});

When(
  'node {string} evicts its pods with label {string} for lack of {word}',
  function (this: PodwrightWorld, name: string, label: string, resource: string) {
    const message = `The node was low on resource: ${resource}. `;
    for (const pod of this.cluster.api.list<Pod>('Pod', { labelSelector: label })) {
      if (pod.spec.nodeName === name) this.cluster.node(name).evictPod(pod, { reason: 'Evicted', message });
    }
  },
);
