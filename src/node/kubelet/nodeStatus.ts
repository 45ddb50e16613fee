import { whileDown } from '../../api/index';
import type { Condition, KubeNode } from '../../api/types/index';
import { Signal, sleep, type Task, until } from '../../kernel/index';
import { allocatableOf } from './allocatable';
import { NODE_STATUS_PERIOD_MS } from './constants';
import type { KubeletContext } from './context';
import { type Grid, startedGrid } from './grid';
import { nodeEvent } from './nodeEvents';

export interface NodeDescription {
  readonly capacity: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly podSubnet: string;
  readonly machineId: string;
  /** Of the boot that it is in: the kernel makes one with each. */
  bootId(): string;
  readonly runtimeVersion: string;
}

/** How a node says that it is short of memory, and that it is not (pkg/kubelet/nodestatus/setters.go). */
const SHORT = ['KubeletHasInsufficientMemory', 'kubelet has insufficient memory available'] as const;

/** Type, and how a healthy node says it (pkg/kubelet/nodestatus/setters.go). */
const PRESSURES = [
  ['MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
] as const;

/** What every kubelet says of its machine (pkg/kubelet/kubelet_node_status.go, initialNode). */
export function machineLabels(hostname: string): Readonly<Record<string, string>> {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': hostname,
    'kubernetes.io/os': 'linux',
  };
}

/**
 * The Node object: registered when the kubelet begins, then kept alive by heartbeats (pkg/kubelet/kubelet_node_status.go).
 * Heartbeats of a healthy node change nothing that anybody reads, so they are not played: `lastHeartbeatMs` tells what
 * the lease would say.
 */
export class NodeStatusManager {
  private leaving = false;
  private isShortOfMemory = false;
  /** Most nodes never have anything to tell. */
  private heartbeats: Grid | undefined;
  private isReporting = false;
  private readonly reported: Signal;

  constructor(
    private readonly context: KubeletContext,
    private readonly description: NodeDescription,
  ) {
    this.reported = new Signal(context.kernel);
  }

  /** Creates the Node, or makes an existing one Ready again. */
  *register(): Task {
    this.leaving = false;
    this.isShortOfMemory = false;
    const { api, client, component, nodeName } = this.context;
    const known = api.find<KubeNode>('Node', undefined, nodeName);
    if (!known) {
      yield* client.create<KubeNode>(this.node(), { by: component });
    } else {
      const labels = {
        ...known.metadata.labels,
        ...{ ...machineLabels(this.context.nodeName), ...this.description.labels },
      };
      const patch = { metadata: { labels } };
      yield* client.patch<KubeNode>('Node', undefined, nodeName, patch, { type: 'merge', by: component });
    }
    yield* this.reportReady();
  }

  /** The machine is about to be switched off: no more pods, please. */
  *reportLeaving(): Task {
    this.leaving = true;
    yield* this.reportReady();
  }

  /** Waits for the next of the statuses that the kubelet writes every ten seconds. */
  *nextStatus(): Task {
    const { kernel } = this.context;
    this.heartbeats ??= startedGrid(this.context, 'node-status', NODE_STATUS_PERIOD_MS, 0);
    yield* sleep(this.heartbeats.after(kernel.now) - kernel.now);
  }

  /** Tells with the next heartbeat whether the node is short of memory. */
  *reportMemory(isShort: boolean): Task {
    const { nodeName } = this.context;
    yield* this.nextStatus();
    this.isShortOfMemory = isShort;
    const reason = `NodeHas${isShort ? 'Insufficient' : 'Sufficient'}Memory`;
    nodeEvent(this.context, 'Normal', reason, `Node ${nodeName} status is now: ${reason}`);
    yield* this.reportReady();
  }

  /**
   * Writes the status as it is now; what others have done to the conditions is overwritten. One at a time
   * (kubelet_node_status.go, syncNodeStatusMux); what a cut network holds back tells what is so when it is back.
   */
  *reportReady(): Task {
    while (this.isReporting) yield* until(this.reported.wait());
    this.isReporting = true;
    try {
      yield* whileDown(this.context.host);
      yield* this.writeStatus();
    } finally {
      this.isReporting = false;
      this.reported.fire();
    }
  }

  private *writeStatus(): Task {
    const { api, client, component, nodeName } = this.context;
    const old = api.find<KubeNode>('Node', undefined, nodeName)?.status;
    const status = { ...this.status(), conditions: this.conditions(old?.conditions ?? []) };
    this.tellOfReboot(old?.nodeInfo?.bootID);
    yield* client.patch<KubeNode>(
      'Node',
      undefined,
      nodeName,
      { status },
      { type: 'merge', subresource: 'status', by: component },
    );
  }

  /** When the Node still tells of another boot (pkg/kubelet/nodestatus/setters.go, MachineInfo). */
  private tellOfReboot(known: string | undefined): void {
    const bootId = this.description.bootId();
    if (known === undefined || known === bootId) return;
    const { nodeName } = this.context;
    nodeEvent(this.context, 'Warning', 'Rebooted', `Node ${nodeName} has been rebooted, boot id: ${bootId}`);
  }

  private node(): KubeNode {
    const { nodeName } = this.context;
    return {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: nodeName,
        labels: { ...machineLabels(this.context.nodeName), ...this.description.labels },
        annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
      },
      spec: { podCIDR: `${this.description.podSubnet}.0/24`, podCIDRs: [`${this.description.podSubnet}.0/24`] },
      status: { ...this.status(), conditions: this.conditions([]) },
    };
  }

  private status(): NonNullable<KubeNode['status']> {
    const { nodeName, nodeIp, release } = this.context;
    const { capacity, machineId, runtimeVersion } = this.description;
    return {
      capacity: { ...capacity },
      allocatable: allocatableOf(capacity),
      addresses: [
        { type: 'InternalIP', address: nodeIp },
        { type: 'Hostname', address: nodeName },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        machineID: machineId.replaceAll('-', ''),
        systemUUID: machineId,
        bootID: this.description.bootId(),
        kernelVersion: '6.1.0',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        containerRuntimeVersion: runtimeVersion,
        kubeletVersion: `v${release.version}.0`,
        kubeProxyVersion: `v${release.version}.0`,
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    };
  }

  private conditions(old: readonly Condition[]): Condition[] {
    const now = this.context.api.now();
    const condition = (type: string, status: 'True' | 'False', reason: string, message: string) => {
      const before = old.find((c) => c.type === type);
      const kept = before?.status === status ? before.lastTransitionTime : undefined;
      return { type, status, lastHeartbeatTime: now, lastTransitionTime: kept ?? now, reason, message };
    };
    return [
      ...PRESSURES.map(([type, reason, message]) =>
        type === 'MemoryPressure' && this.isShortOfMemory
          ? condition(type, 'True', ...SHORT)
          : condition(type, 'False', reason, message),
      ),
      this.leaving
        ? condition('Ready', 'False', 'KubeletNotReady', 'node is shutting down')
        : condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
    ];
  }
}
