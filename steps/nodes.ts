import { When } from '@cucumber/cucumber';
import type { PodwrightWorld } from './world';

/** Machines of the cluster: what happens to them. */

When('node {string} loses power', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).powerOff();
});

When('node {string} has power again', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).powerOn();
});
