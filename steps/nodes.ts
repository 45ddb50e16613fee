import { basename } from 'node:path';
import { forgetEndedContainers, type Pod } from '../src/index';
import { assertIsDone } from './deed';
import { capacityOf } from './givenCluster';
import type { PodName } from './parameters';
import { Given, When } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** Machines of the cluster: what happens to them. */

Given('the/a file {string} on {node}(:)', function (this: PodwrightWorld, path: string, node: string, text: string) {
  this.cluster.node(node).writeFile(path, text.endsWith('\n') ? text : `${text}\n`);
});

/** Where kubeadm has the kubelet look for them. */
const STATIC_PODS = '/etc/kubernetes/manifests';

Given('the/a static pod (manifest ){string} on {node}', function (this: PodwrightWorld, file: string, node: string) {
  this.assertFileExists(file);
  this.cluster.node(node).writeFile(`${STATIC_PODS}/${basename(file)}`, this.readFile(file));
});

When('the ended containers of {pod} are removed from their node', function (this: PodwrightWorld, pod: PodName) {
  forgetEndedContainers(this.cluster, pod);
});

/** As `kubeadm join` and autoscalers have it. */
function join(this: PodwrightWorld, name: string): void {
  this.cluster.addNode({ name });
}

When('{node} joins( the cluster)', join);
When('{node} is added( to the cluster)', join);

When(
  '{node} with {word} cpu/CPU/CPUs and {word} of memory joins( the cluster)',
  function (this: PodwrightWorld, name: string, cpu: string, memory: string) {
    this.cluster.addNode({ name, capacity: capacityOf(cpu, memory) });
  },
);

function powerOff(this: PodwrightWorld, name: string): void {
  this.cluster.node(name).powerOff();
}

When('{node} loses power', powerOff);
When('{node} dies/crashes/fails', powerOff);
When('{node} goes down', powerOff);
/** Without a grace period for its pods: the kubelet's default (`shutdownGracePeriod: 0s`). */
When('{node} shuts down', powerOff);
When('{node} is shut down', powerOff);
When('{node} is powered/turned/switched off', powerOff);

for (const reboots of ['{node} reboots/restarts', '{node} is rebooted/restarted'])
  When(reboots, function (this: PodwrightWorld, name: string) {
    this.cluster.node(name).reboot();
  });

/** Its process alone: the containers run on. */
When('the kubelet of/on {node} {restarted}', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).restart();
});
/** Where there is only one. */
When('the kubelet {restarted}', function (this: PodwrightWorld) {
  const [node, ...others] = this.cluster.nodes.values();
  if (!node || others.length > 0)
    throw told(
      `say which one: there are ${this.cluster.nodes.size} nodes, and each has a kubelet: the kubelet of node "${node?.name}"`,
    );
  node.restart();
});

When('{node} {comesBack}', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).powerOn();
});

/** From now on; then it has power again. */
When('{node} is down for {duration}', function (this: PodwrightWorld, name: string, forMs: number) {
  assertIsDone(this, `node "${name}" is unreachable`);
  powerOff.call(this, name);
  this.cluster.later(forMs, () => this.cluster.node(name).powerOn());
});

When('{node} comes back after {duration}', function (this: PodwrightWorld, name: string, afterMs: number) {
  this.cluster.later(afterMs, () => this.cluster.node(name).powerOn());
});

/** Nobody reaches the machine or its pods, and it reaches nobody; what runs on it runs on. */
function cutNetwork(this: PodwrightWorld, name: string): void {
  this.cluster.node(name).cutNetwork();
}

When('the network of {node} is cut', cutNetwork);
When('{node} loses (its )network( connection)', cutNetwork);
When('{node} is cut off', cutNetwork);
When('{node} is partitioned( from the API server)', cutNetwork);
When('{node} is cut off from the API server', cutNetwork);

for (const back of ['the network of {node} is back', '{node} {reconnects}'])
  When(back, function (this: PodwrightWorld, name: string) {
    this.cluster.node(name).restoreNetwork();
  });

When('the kubelet of/on {node} {stops}', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).stop();
});

When('the kubelet of/on {node} {starts}( again)', function (this: PodwrightWorld, name: string) {
  this.cluster.node(name).start();
});

When('{node} shuts down within {duration}', function (this: PodwrightWorld, name: string, durationMs: number) {
  this.cluster.node(name).shutdown(durationMs / 1000);
});

/** `shutdownGracePeriod` and `shutdownGracePeriodCriticalPods` of the kubelet's configuration. */
When(
  '{node} shuts down within {duration}, the last {duration} for critical pods',
  function (this: PodwrightWorld, name: string, durationMs: number, criticalMs: number) {
    this.cluster.node(name).shutdown(durationMs / 1000, criticalMs / 1000);
  },
);

/** As its administrator does before maintenance, in a window of his own: budgets may make him wait. */
When('the node of a pod with {label} is drained', function (this: PodwrightWorld, label: string) {
  assertIsDone(this, '`no pod with label "app=web" runs on node "node01"`');
  const [pod] = this.cluster.api.list<Pod>('Pod', { labelSelector: label });
  if (!pod?.spec.nodeName) throw new Error(`no pod with label "${label}" is on a node`);
  this.cluster.run(
    `kubectl drain ${pod.spec.nodeName} --ignore-daemonsets --delete-emptydir-data --force --timeout=10m`,
  );
});

When(
  '{node} evicts its pods with {label} for lack of {word}',
  function (this: PodwrightWorld, name: string, label: string, resource: string) {
    const message = `The node was low on resource: ${resource}. `;
    for (const pod of this.cluster.api.list<Pod>('Pod', { labelSelector: label })) {
      if (pod.spec.nodeName === name) this.cluster.node(name).evictPod(pod, { reason: 'Evicted', message });
    }
  },
);

When('(the )(a )file {string} is created on {node}', function (this: PodwrightWorld, path: string, node: string) {
  assertIsDone(this, 'that a container sees it: `the file "/data/a.txt" exists in container "app"`');
  this.cluster.node(node).writeFile(path, '');
});

When('the file {string} on {node} is removed/deleted', function (this: PodwrightWorld, path: string, node: string) {
  this.executeOnNode(node, `rm ${path}`);
});
