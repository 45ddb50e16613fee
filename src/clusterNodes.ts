import type { NodeUsage } from './controlplane/index';
import { containerUsage, KubeletNode, type KubeletNodeDeps, type NodeConfig } from './node/index';
import { nodeName } from './nodeName';

/** First address of the machines, which follow each other. */
const NETWORK = '192.168.66';
const FIRST_HOST = 12;

/** The machines of a cluster: those that it has from the beginning and those that join later. */
export class ClusterNodes {
  private readonly byName = new Map<string, KubeletNode>();
  private readonly listeners: ((name: string) => void)[] = [];

  constructor(private readonly deps: KubeletNodeDeps) {}

  get all(): ReadonlyMap<string, KubeletNode> {
    return this.byName;
  }

  /**
   * Starts a machine; its kubelet registers it, as `kubeadm join` does.
   * @param config what is not said follows from how many there are
   * @throws Error when there is one of that name
   */
  add(config: Partial<NodeConfig>): KubeletNode {
    const index = this.byName.size;
    const name = config.name ?? nodeName(index);
    if (this.byName.has(name))
      throw new Error(`there is a node "${name}" already: a node that joins has a name of its own`);
    const node = new KubeletNode(this.deps, { ...config, name, ip: config.ip ?? `${NETWORK}.${FIRST_HOST + index}` });
    this.byName.set(name, node);
    node.onHeartbeatChange(() => {
      for (const listener of this.listeners) listener(name);
    });
    node.start();
    return node;
  }

  /** When the kubelet of a node last said that it lives; the control plane looks at it. */
  heartbeatOf(name: string): number | undefined {
    return this.byName.get(name)?.lastHeartbeatMs();
  }

  /** What each machine's containers take of it. */
  usage(): NodeUsage[] {
    const nodes = [...this.byName.values()];
    return nodes.map(({ name, answers, runtime }) => ({ node: name, answers, containers: containerUsage(runtime) }));
  }

  /** Calls `listener` with the name of a node that begins or ceases to say so. */
  onChange(listener: (name: string) => void): void {
    this.listeners.push(listener);
  }
}
