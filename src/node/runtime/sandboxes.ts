import type { Release } from '../../api/index';
import type { Pod } from '../../api/types/index';
import { type Kernel, type RandomStream, sleep, type Task } from '../../kernel/index';
import type { Machine, NetHost, Network } from '../../world/index';
import { newId } from './identity';
import type { Journalist } from './journalist';
import { PodAddresses } from './podAddresses';
import { podNames } from './podNames';
import { podParameters } from './podParameters';
import { Sandbox } from './sandbox';
import { RuntimeStore } from './store';
import { RuntimeError, type RuntimeSandbox } from './types';

export interface SandboxesDeps {
  readonly kernel: Kernel;
  readonly release: Release;
  readonly nodeName: string;
  readonly network: Network;
  /** The node's own place in the network, for pods of the host's network. */
  readonly node: NetHost;
  /** The node's /24 for pods: `10.244.1`. */
  readonly podSubnet: string;
  /** What programs find out about the machine, such as its wall clock. */
  readonly machine?: Partial<Machine>;
}

/** The sandboxes of a node: pause processes, addresses, names. */
export class Sandboxes {
  private readonly known = new RuntimeStore<Sandbox>();
  private readonly addresses: PodAddresses;

  constructor(
    private readonly deps: SandboxesDeps,
    private readonly random: RandomStream,
    private readonly journalist: Journalist,
  ) {
    this.addresses = new PodAddresses(deps.podSubnet, deps.network);
  }

  get(id: string): Sandbox | undefined {
    return this.known.get(id);
  }

  all(): Sandbox[] {
    return this.known.all();
  }

  ofPod(podUid: string): readonly Sandbox[] {
    return this.known.ofPod(podUid);
  }

  *run(pod: Pod, attempt: number): Task<RuntimeSandbox> {
    const { kernel, machine } = this.deps;
    yield* sleep(kernel.latency('sandboxCreate'));
    const { ip, net, names } = this.setUpNetwork(pod);
    const record: RuntimeSandbox = {
      id: newId(this.random),
      podUid: pod.metadata.uid ?? '',
      namespace: pod.metadata.namespace ?? 'default',
      podName: pod.metadata.name,
      attempt,
      state: 'ready',
      createdAtMs: kernel.now,
      ip,
      net,
      hostNetwork: pod.spec.hostNetwork ?? false,
    };
    const sandbox = new Sandbox(kernel, record, pod, names, machine ?? {});
    this.known.add(sandbox);
    this.journalist.record('sandbox-started', record, { attempt, id: record.id, ip });
    kernel.spawn(`sandbox of ${record.podName}`, this.watch(sandbox));
    this.journalist.changed(record);
    return { ...record };
  }

  /** Takes the network away, then ends the pause process. Its containers have been stopped before. */
  *stop(sandbox: Sandbox): Task {
    if (sandbox.record.state === 'ready') yield* sleep(this.deps.kernel.latency('sandboxStop'));
    tearDownNetwork(sandbox);
    sandbox.main.signal('KILL', { outside: true });
    yield* sandbox.main.ended.join();
    this.ended(sandbox, true);
  }

  remove(sandbox: Sandbox): void {
    this.known.delete(sandbox);
    this.journalist.changed(sandbox.record);
  }

  /** The node loses power. */
  lose(): void {
    for (const sandbox of this.known.all()) {
      tearDownNetwork(sandbox);
      this.ended(sandbox);
      sandbox.processes.killAll();
    }
  }

  private setUpNetwork(pod: Pod) {
    const { network, node, nodeName, podSubnet, release } = this.deps;
    const resolver = { hostname: nodeName, resolver: node.dns };
    if (pod.spec.hostNetwork) return { ip: node.ip, net: node, names: podNames(pod, node.ip, resolver, release) };
    const ip = this.addresses.next();
    if (ip === undefined) {
      throw new RuntimeError(
        'CreatePodSandboxError',
        `failed to setup network for sandbox: plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: ${podSubnet}.1-${podSubnet}.254`,
      );
    }
    const names = podNames(pod, ip, resolver, release);
    const parameters = podParameters(pod, release);
    const { name, namespace } = pod.metadata;
    const net = network.attach(ip, { name, namespace, kind: 'pod', node: nodeName, parameters });
    net.dns = names.resolver;
    return { ip, net, names };
  }

  private *watch(sandbox: Sandbox): Task {
    yield* sandbox.main.ended.join();
    yield* sleep(this.deps.kernel.latency('exitSeen'));
    this.ended(sandbox);
  }

  /** @param isAsked whether somebody asked the runtime to stop it: otherwise it was lost */
  private ended(sandbox: Sandbox, isAsked = false): void {
    const { record } = sandbox;
    if (record.state === 'notready') return;
    record.state = 'notready';
    const asked = isAsked ? { asked: true } : {};
    this.journalist.record('sandbox-stopped', record, { attempt: record.attempt, id: record.id, ...asked });
    this.journalist.changed(record);
  }
}

function tearDownNetwork(sandbox: Sandbox): void {
  if (!sandbox.record.hostNetwork) sandbox.record.net.detach();
}
