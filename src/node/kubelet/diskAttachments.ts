import { sameJson } from '../../api/index';
import type { KubeNode } from '../../api/types/index';
import { type Process, rule, Signal, sleep, type Task, until } from '../../kernel/index';
import type { KubeletContext } from './context';
import type { NodeStatusManager } from './nodeStatus';

const TOLD_WITH_STATUS = rule(
  'volume/in-use-is-told-with-the-status',
  'A disk is mounted when the node has told, with its next status, that it wants the disk, and when it is attached.',
  'pkg/kubelet/volumemanager/reconciler waitForVolumeAttach; a live 1.36.2',
);

/** Up to 1.23 the kubelet asks with growing pauses. */
const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 122_000;

/**
 * What a kubelet says of disks that must be attached to its node, and how it waits for them: it lists those that its pods want
 * in `status.volumesInUse`, and mounts one when the attach-detach controller has listed it in `status.volumesAttached`.
 * A disk stays attached as long as it is in use.
 */
export class DiskAttachments {
  private readonly changes: Signal;
  private watch: { stop(): void } | undefined;
  private report: Process | undefined;

  /** @param inUse names of the disks that pods want or have, in order */
  constructor(
    private readonly context: KubeletContext,
    private readonly nodeStatus: Pick<NodeStatusManager, 'nextStatus'>,
    private readonly inUse: () => readonly string[],
  ) {
    this.changes = new Signal(context.kernel);
  }

  /** Tells with the next status of the node what is in use. */
  changed(): void {
    const { kernel, component } = this.context;
    if (!this.report?.isAlive) this.report = kernel.spawn(`${component}/volumes-in-use`, this.tell());
  }

  /** Waits until the node may mount a disk. */
  *attached(disk: string): Task {
    const { kernel, release } = this.context;
    if (release.has('attachmentWithoutBackOff')) {
      this.watchNode();
      while (!this.isAttached(disk)) yield* until(this.changes.wait());
    } else {
      for (let pauseMs = FIRST_PAUSE_MS; !this.isAttached(disk); pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS)) {
        yield* sleep(pauseMs);
      }
    }
    kernel.acts(TOLD_WITH_STATUS);
  }

  /** The kubelet's process ends. */
  stop(): void {
    this.watch?.stop();
    this.watch = undefined;
    this.report?.kill();
  }

  private *tell(): Task {
    const { client, component, nodeName } = this.context;
    for (;;) {
      yield* this.nodeStatus.nextStatus();
      const names = this.inUse();
      if (sameJson(names, this.status().volumesInUse ?? [])) return;
      const status = { volumesInUse: names.length > 0 ? names : null };
      const options = { type: 'merge', subresource: 'status', by: component } as const;
      yield* client.patch<KubeNode>('Node', undefined, nodeName, { status }, options);
    }
  }

  private isAttached(disk: string): boolean {
    const { volumesInUse = [], volumesAttached = [] } = this.status();
    return volumesInUse.includes(disk) && volumesAttached.some(({ name }) => name === disk);
  }

  private status(): NonNullable<KubeNode['status']> {
    const { api, nodeName, host } = this.context;
    return (host.up ? api.find<KubeNode>('Node', undefined, nodeName)?.status : undefined) ?? {};
  }

  private watchNode(): void {
    const { api, component, nodeName, host } = this.context;
    const fieldSelector = `metadata.name=${nodeName}`;
    const options = { name: `${component}/node-status`, fieldSelector, delay: 'ownNodeDelay', link: host };
    this.watch ??= api.watch<KubeNode>('Node', options, () => this.changes.fire());
  }
}
