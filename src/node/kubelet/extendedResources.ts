import type { KubeNode } from '../../api/types/index';
import type { Timer } from '../../kernel/index';
import { rule } from '../../kernel/index';
import { NODE_STATUS_PERIOD_MS } from './constants';
import type { KubeletContext } from './context';

const ADVERTISED = rule(
  'node/extended-resources-are-allocatable',
  'What somebody writes into the capacity of a node the kubelet makes allocatable with its next status.',
  'kubelet/nodestatus/setters.go MachineInfo; kubernetes.io, Advertise Extended Resources for a Node',
);

type Amounts = Readonly<Record<string, string>>;

/**
 * Resources that the kubelet knows nothing of: whoever has them writes them into the capacity of the Node. The kubelet
 * looks every ten seconds; a look that would change nothing is not played.
 */
export class ExtendedResources {
  private readonly startedMs: number;
  private readonly watch: { stop(): void };
  private timer: Timer | undefined;

  constructor(private readonly context: KubeletContext) {
    const { api, kernel, component, nodeName, host } = context;
    this.startedMs = kernel.now;
    const fieldSelector = `metadata.name=${nodeName}`;
    const options = { name: `${component}/node`, fieldSelector, delay: 'ownNodeDelay', link: host };
    this.watch = api.watch<KubeNode>('Node', options, ({ object }) => this.look(object));
  }

  stop(): void {
    this.watch.stop();
    this.timer?.cancel();
  }

  private look(node: KubeNode): void {
    if (this.timer || !missing(node)) return;
    const { kernel, component } = this.context;
    const sinceTickMs = (kernel.now - this.startedMs) % NODE_STATUS_PERIOD_MS;
    this.timer = kernel.after(NODE_STATUS_PERIOD_MS - sinceTickMs, () => this.report(), component);
  }

  private report(): void {
    const { api, kernel, component, nodeName, client } = this.context;
    this.timer = undefined;
    const node = api.find<KubeNode>('Node', undefined, nodeName);
    const allocatable = node && missing(node);
    if (!allocatable) return;
    kernel.acts(ADVERTISED);
    const options = { type: 'merge', subresource: 'status', by: component } as const;
    kernel.spawn(
      `${component}/status`,
      client.patch('Node', undefined, nodeName, { status: { allocatable } }, options),
    );
  }
}

/** What has to change of what is allocatable; null takes something away. */
function missing({ status }: KubeNode): Record<string, string | null> | undefined {
  const capacity: Amounts = status?.capacity ?? {};
  const allocatable: Amounts = status?.allocatable ?? {};
  const change: Record<string, string | null> = {};
  for (const [name, amount] of Object.entries(capacity))
    if (isExtended(name) && allocatable[name] !== amount) change[name] = amount;
  for (const name of Object.keys(allocatable))
    if (isExtended(name) && capacity[name] === undefined) change[name] = null;
  return Object.keys(change).length > 0 ? change : undefined;
}

const isExtended = (name: string): boolean => name.includes('/') && !name.includes('kubernetes.io/');
