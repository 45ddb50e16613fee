import { Given } from '@cucumber/cucumber';
import { isQuantity } from '../src/index';
import type { PodwrightWorld } from './world';

Given('Kubernetes {word}', function (this: PodwrightWorld, kubernetes: string) {
  this.configure({ kubernetes });
});

Given('seed {int}', function (this: PodwrightWorld, seed: number) {
  this.configure({ seed });
});

/** Kubernetes itself is made for so many nodes (kubernetes.io, Considerations for large clusters). */
const MOST_NODES = 5000;

function assertNodeCount(count: number): void {
  if (count < 1 || count > MOST_NODES) throw new Error(`a cluster has 1 to ${MOST_NODES} nodes, not ${count}`);
}

Given('a cluster of {int} node(s)', function (this: PodwrightWorld, count: number) {
  assertNodeCount(count);
  this.configure({ nodes: Array.from({ length: count }, () => ({})) });
});

Given(
  'a cluster of {int} node(s) with {word} cpu and {word} of memory each',
  function (this: PodwrightWorld, count: number, cpu: string, memory: string) {
    const strange = [cpu, memory].find((amount) => !isQuantity(amount));
    if (strange !== undefined)
      throw new Error(`"${strange}" is no amount; write 500m or 4 of cpu, 512Mi or 8Gi of memory`);
    assertNodeCount(count);
    this.configure({ nodes: Array.from({ length: count }, () => ({ capacity: { cpu, memory } })) });
  },
);

Given('services may have node ports {int} to {int}', function (this: PodwrightWorld, first: number, last: number) {
  this.configure({ nodePortRange: [first, last] });
});

Given('nodes wait at most {duration} before they restart a container', function (this: PodwrightWorld, maxMs: number) {
  const nodes = this.options.nodes ?? [{}];
  this.configure({ nodes: nodes.map((node) => ({ ...node, maxContainerRestartPeriodMs: maxMs })) });
});

Given('the namespace {string}', function (this: PodwrightWorld, name: string) {
  this.execute(`kubectl create namespace ${name}`);
});

Given('service {string} is missing', function (this: PodwrightWorld, name: string) {
  if (this.cluster.api.find('Service', 'default', name)) this.execute(`kubectl delete service ${name}`);
});

Given('service {string} exists', function (this: PodwrightWorld, name: string) {
  this.execute(`kubectl create service clusterip ${name} --tcp=80:80`);
});

Given('node {string} has the label {string}', function (this: PodwrightWorld, node: string, label: string) {
  this.execute(`kubectl label node ${node} ${label}`);
});

Given(
  'file {string} on node {string} contains {string}',
  function (this: PodwrightWorld, path: string, node: string, content: string) {
    this.cluster.node(node).writeFile(path, `${content}\n`);
  },
);

Given('image {string} is on the node', function (this: PodwrightWorld, image: string) {
  this.cluster.registry.setOnNode(image, true);
});

Given('image {string} is in the registry only', function (this: PodwrightWorld, image: string) {
  this.cluster.registry.setOnNode(image, false);
});

Given('image {string} is absent', function (this: PodwrightWorld, image: string) {
  this.cluster.registry.setOnNode(image, false);
  this.cluster.registry.setAbsent(image);
});

Given('the registry {string} is down', function (this: PodwrightWorld, host: string) {
  this.cluster.registry.setDown(host);
});

Given('a pull of image {string} takes {duration}', function (this: PodwrightWorld, image: string, latencyMs: number) {
  this.cluster.registry.setOnNode(image, false);
  this.cluster.registry.setPull(image, { latencyMs });
});

Given('host {string} is down', function (this: PodwrightWorld, address: string) {
  this.cluster.hosts.down(address);
});

Given('host {string} is up', function (this: PodwrightWorld, address: string) {
  this.cluster.hosts.up(address);
});

Given('a server at {string} listens on port {int}', function (this: PodwrightWorld, address: string, port: number) {
  this.cluster.hosts.up(address, port);
});
