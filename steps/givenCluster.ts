import { isQuantity, nodeName, type ObjectName } from '../src/index';
import { HAVING_REPLICAS } from './givenWorkloads';
import type { HostName } from './hostNames';
import { fail } from './observation';
import { type Count, parseCount } from './parameters';
import { Given, GivenOrThen, When } from './sentence';
import { assertServiceIsKnown, type ServiceName } from './services';
import { told } from './told';
import type { PodwrightWorld } from './world';

function useRelease(this: PodwrightWorld, kubernetes: string): void {
  this.configure({ kubernetes: kubernetes.replace(/^v/, '') });
}

Given('Kubernetes (version )(release ){word}', useRelease);
Given('a Kubernetes {word} cluster', useRelease);
Given('a cluster with/running/of Kubernetes (version ){word}', useRelease);

for (const runs of ['the cluster runs Kubernetes {word}', 'the Kubernetes version is {word}', 'Kubernetes is {word}'])
  Given(runs, useRelease);

/** Whatever it is like otherwise. */
Given('a/an (empty )(Kubernetes )cluster', function (this: PodwrightWorld) {
  this.configure({});
});
Given('a single-node cluster', haveOneNode);
Given('a/the single node', haveOneNode);

function haveOneNode(this: PodwrightWorld): void {
  this.configure({ nodes: [{}] });
}

Given('seed {int}', function (this: PodwrightWorld, seed: number) {
  this.configure({ seed });
});

/** Of a server of which nothing else is said. */
const HTTP_PORT = 80;

/** Kubernetes itself is made for so many nodes (kubernetes.io, Considerations for large clusters). */
const MOST_NODES = 5000;

/** What makes a cluster is no `at least 2`. */
function nodeCount({ text }: Count): number {
  const count = parseCount(text);
  if (count === undefined) throw new Error(`write how many nodes, not "${text}"`);
  if (count < 1 || count > MOST_NODES) throw new Error(`a cluster has 1 to ${MOST_NODES} nodes, not ${count}`);
  return count;
}

/** By their names. */
function haveNodesNamed(this: PodwrightWorld, names: string[]): void {
  this.configure({ nodes: names.map((name) => ({ name })) });
}

Given('(the )nodes {words}', haveNodesNamed);
Given('{number} nodes {words}', function (this: PodwrightWorld, count: Count, names: string[]) {
  if (nodeCount(count) !== names.length) throw new Error(`these are ${names.length} names, not ${count.text}`);
  haveNodesNamed.call(this, names);
});
Given('a cluster of/with (the )nodes {words}', haveNodesNamed);

/** What the calendar shows when the story begins: schedules care. */
Given('the time is {string}', function (this: PodwrightWorld, startTime: string) {
  if (Number.isNaN(Date.parse(startTime)))
    throw told(`"${startTime}" is no time; write it like "2026-01-05T09:00:50Z"`);
  this.configure({ startTime });
});

function haveNodes(this: PodwrightWorld, count: Count): void {
  this.configure({ nodes: Array.from({ length: nodeCount(count) }, () => ({})) });
}

Given('a (Kubernetes )cluster of/with {number} node(s)', haveNodes);
Given('{number} node(s)', haveNodes);

Given(
  'a cluster of/with {number} node(s) with {word} cpu/CPU/CPUs and {word} of memory( each)',
  function (this: PodwrightWorld, count: Count, cpu: string, memory: string) {
    const capacity = capacityOf(cpu, memory);
    this.configure({ nodes: Array.from({ length: nodeCount(count) }, () => ({ capacity })) });
  },
);

/** Of the one that has this name, or of another one. */
Given(
  '(the )node {string} has {word} cpu/CPU/CPUs and {word} of memory',
  function (this: PodwrightWorld, name: string, cpu: string, memory: string) {
    const nodes = this.options.nodes ?? [];
    const known = nodes.find((node, i) => (node.name ?? nodeName(i)) === name);
    const node = { ...known, name, capacity: capacityOf(cpu, memory) };
    this.configure({ nodes: known ? nodes.map((one) => (one === known ? node : one)) : [...nodes, node] });
  },
);

/** @throws Error when one of them is no amount */
export function capacityOf(cpu: string, memory: string): Readonly<Record<string, string>> {
  const strange = [cpu, memory].find((amount) => !isQuantity(amount));
  if (strange !== undefined)
    throw new Error(`"${strange}" is no amount; write 500m or 4 of cpu, 512Mi or 8Gi of memory`);
  return { cpu, memory };
}

Given('services may have node ports {int} to {int}', function (this: PodwrightWorld, first: number, last: number) {
  this.configure({ nodePortRange: [first, last] });
});

Given('nodes wait at most {duration} before they restart a container', function (this: PodwrightWorld, maxMs: number) {
  const nodes = this.options.nodes ?? [{}];
  this.configure({ nodes: nodes.map((node) => ({ ...node, maxContainerRestartPeriodMs: maxMs })) });
});

for (const namespace of ['(the )namespace {string}', 'a namespace {string} exists'])
  Given(namespace, function (this: PodwrightWorld, name: string) {
    haveNamespace(this, name);
  });

function haveNamespace(world: PodwrightWorld, name: string): void {
  world.execute(`kubectl create namespace ${name}`);
}

/** Provisioned by nobody in particular: claims of it are bound when they are made. */
for (const storageClass of [
  '(the )(a )storage class {string}( exists)',
  '(the )StorageClass {string}',
  'a StorageClass {string} exists',
])
  Given(storageClass, function (this: PodwrightWorld, name: string) {
    haveStorageClass(this, name, {});
  });

/** That of claims which name none. */
for (const storageClass of ['storage class', 'StorageClass'])
  Given(`the/a default ${storageClass} {string}( exists)`, function (this: PodwrightWorld, name: string) {
    haveStorageClass(this, name, { 'storageclass.kubernetes.io/is-default-class': 'true' });
  });

function haveStorageClass({ cluster }: PodwrightWorld, name: string, annotations: Record<string, string>): void {
  const metadata = { name, annotations };
  const provisioner = 'podwright.local/any';
  cluster.api.create(
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, provisioner },
    { by: 'kubectl' },
  );
}

/** Under Then it is looked for. */
export function lackService(this: PodwrightWorld, { name, namespace }: ServiceName): void {
  if (this.isOutcome) assertLacksService(this, { name, namespace });
  else if (this.cluster.api.find('Service', namespace, name))
    this.execute(`kubectl delete service ${name} -n ${namespace}`);
}

function assertLacksService({ cluster }: PodwrightWorld, { name, namespace }: ServiceName): void {
  if (cluster.api.find('Service', namespace, name)) fail('now', `no service "${name}"`, 'it is there');
}

for (const lacking of ['are missing/absent', 'do not exist', "don't exist"])
  GivenOrThen(`(the )services {words} ${lacking}`, function (this: PodwrightWorld, names: string[]) {
    for (const name of names) lackService.call(this, { name, namespace: 'default' });
  });
GivenOrThen('(the )services {words} exist', function (this: PodwrightWorld, names: string[]) {
  for (const name of names) haveService.call(this, { name, namespace: 'default' });
});
GivenOrThen('{service} is missing/absent', lackService);

/** Under Given it is made when it isn't there; under Then it is looked for. */
When('I create {service}', haveService);

/** Makes what a story may take for granted. @returns whether it is of such a kind */
export function haveObject(world: PodwrightWorld, { kind, name, namespace = 'default' }: ObjectName): boolean {
  if (kind === 'Service') haveService.call(world, { name, namespace });
  else if (kind === 'StorageClass') haveStorageClass(world, name, {});
  else if (kind === 'Namespace') haveNamespace(world, name);
  else if (kind === 'ConfigMap') world.execute(`kubectl create configmap ${name} -n ${namespace}`);
  else if (kind === 'Secret') world.execute(`kubectl create secret generic ${name} -n ${namespace}`);
  else return false;
  return true;
}

Given('a/an {object}', function (this: PodwrightWorld, object: ObjectName) {
  const { kind, name } = object;
  if (!haveObject(this, object))
    throw told(
      `nobody knows what ${kind} "${name}" is like: give its manifest${HAVING_REPLICAS.includes(kind) ? `, or say its image: a ${kind.toLowerCase()} "${name}" with 3 replicas of image "…"` : ''}`,
    );
});

function haveService(this: PodwrightWorld, service: ServiceName): void {
  const { name, namespace } = service;
  if (this.isOutcome) assertServiceIsKnown(this, service);
  else if (!this.cluster.api.find('Service', namespace, name))
    this.execute(`kubectl create service clusterip ${name} --tcp=80:80 -n ${namespace}`);
}

Given(
  'file {string} on {node} contains {string}',
  function (this: PodwrightWorld, path: string, node: string, content: string) {
    this.cluster.node(node).writeFile(path, `${content}\n`);
  },
);

for (const present of [
  '{image} is (already )(present )on the/every node',
  '{image} is (already )(present )on all nodes',
])
  Given(present, function (this: PodwrightWorld, image: string) {
    this.cluster.registry.setOnNode(image, true);
  });

for (const absent of ['{image} is in the registry only', '{image} is not (yet )(present )on the node'])
  Given(absent, function (this: PodwrightWorld, image: string) {
    this.cluster.registry.setOnNode(image, false);
  });

function lackImage(this: PodwrightWorld, image: string): void {
  this.cluster.registry.setOnNode(image, false);
  this.cluster.registry.setAbsent(image);
}

Given('{image} is absent/missing', lackImage);
Given('{image} does not exist', lackImage);
Given("{image} can't be pulled/found", lackImage);
Given('{image} cannot be pulled/found', lackImage);

Given('(the )registry {string} is down/unreachable', function (this: PodwrightWorld, host: string) {
  this.cluster.registry.setDown(host);
});
/** Whatever its name. */
Given('the registry is down/unreachable', function (this: PodwrightWorld) {
  this.cluster.registry.setAllDown();
});

for (const pull of [
  'a pull of {image} takes {duration}',
  'pulling {image} takes {duration}',
  '{image} takes {duration} to pull',
])
  Given(pull, function (this: PodwrightWorld, image: string, latencyMs: number) {
    this.cluster.registry.setOnNode(image, false);
    this.cluster.registry.setPull(image, { latencyMs });
  });

Given('{host} is down/unreachable', function (this: PodwrightWorld, { address }: HostName) {
  this.cluster.hosts.down(address);
});

Given('{host} is up/reachable', function (this: PodwrightWorld, { address, port }: HostName) {
  this.cluster.hosts.up(address, port);
});

Given('a server at {string} listens on port {int}', function (this: PodwrightWorld, address: string, port: number) {
  this.cluster.hosts.up(address, port);
});

for (const server of [
  '(a )(an )(the )(HTTP )(web )server at/on {address}',
  'a/an (HTTP )(web )server listens at/on {address}',
])
  Given(server, function (this: PodwrightWorld, { address, port }: HostName) {
    this.cluster.hosts.up(address, port ?? HTTP_PORT);
  });
