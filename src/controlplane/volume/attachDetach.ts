import { ApiClient, type ApiServer, allowsManyNodes, EventRecorder, isStatus } from '../../api';
import type { KubeNode, PersistentVolume, Pod } from '../../api/types';
import { type Kernel, rule, sleep, type Task } from '../../kernel';
import type { Informers } from '../common/informers';
import { isOutOfService, readinessOf } from '../nodelifecycle/conditions';
import { type DiskWish, diskWishes, usesClaims } from './diskWishes';

const EXCLUSIVE = rule(
  'volume/attached-to-one-node',
  'A disk that is for one node is attached to another only when it has been detached from the first.',
  'pkg/controller/volume/attachdetach/reconciler',
);
const STAYS_IN_USE = rule(
  'volume/detached-after-unmount',
  'A disk is detached when no pod of the node wants it any more and the node has told that it is unmounted.',
  'pkg/controller/volume/attachdetach/reconciler',
);
const FORCED = rule(
  'volume/forced-detach-after-6m',
  'A disk of a node that does not tell that it is unmounted is taken from it after six minutes.',
  'attachdetach/reconciler/reconciler.go maxWaitForUnmountDuration, nodeIsHealthy',
);
const OUT_OF_SERVICE_RULE = rule(
  'volume/detached-from-nodes-out-of-service',
  'Disks are taken at once from a node that is declared out of service.',
  'KEP-2268, Non-graceful node shutdown',
);

const NAME = 'attachdetach-controller';
/** The reconciler's loop. */
const LOOP_MS = 100;
const MAX_WAIT_FOR_UNMOUNT_MS = 360_000;

interface Attachment {
  readonly disk: string;
  readonly node: string;
  state: 'attaching' | 'attached' | 'detaching';
  /** Since when nobody on that node wants it. */
  unwantedSinceMs?: number | undefined;
}

/**
 * Attaches disks to the nodes of the pods that want them, and detaches them again (pkg/controller/volume/attachdetach). It looks
 * only when something has changed that it goes by.
 */
export class AttachDetachController {
  private attachments: Attachment[] = [];
  /** Disks and nodes of which it was told that the disk is elsewhere. */
  private readonly refused = new Set<string>();
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  private isDue = false;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: NAME });
  }

  start(): void {
    const { informers } = this;
    informers.of<Pod>('Pod').onChange(({ object }) => {
      if (object.spec.nodeName !== undefined && usesClaims(object)) this.lookSoon();
    });
    informers.of('PersistentVolumeClaim').onChange(() => this.lookSoon());
    informers.of<PersistentVolume>('PersistentVolume').onChange(() => this.lookSoon());
    informers.of<KubeNode>('Node').onChange(({ object }) => {
      if (this.attachments.some(({ node }) => node === object.metadata.name)) this.lookSoon();
    });
  }

  private lookSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.kernel.after(LOOP_MS, () => this.look(), NAME);
  }

  /** Detaches before it attaches: what moves to another node is free the sooner. */
  private look(): void {
    this.isDue = false;
    const wishes = diskWishes(this.informers);
    this.forgetRefusals(wishes);
    for (const attachment of this.attachments) {
      const isWanted = wishes.some(({ disk, node }) => disk === attachment.disk && node === attachment.node);
      if (isWanted) attachment.unwantedSinceMs = undefined;
      else if (attachment.state === 'attached') this.consider(attachment);
    }
    for (const wish of wishes) this.grant(wish, wishes);
  }

  /** Nobody wants it there any more: it goes as soon as the node has it unmounted, or will never tell. */
  private consider(attachment: Attachment): void {
    const { kernel } = this;
    const node = this.informers.of<KubeNode>('Node').get('', attachment.node);
    const isInUse = node?.status?.volumesInUse?.includes(attachment.disk) ?? false;
    if (attachment.unwantedSinceMs === undefined) {
      attachment.unwantedSinceMs = kernel.now;
      if (isInUse) kernel.after(MAX_WAIT_FOR_UNMOUNT_MS + LOOP_MS, () => this.look(), NAME);
    }
    if (!isInUse) {
      kernel.acts(STAYS_IN_USE);
    } else if (isOutOfService(node, this.api.release)) {
      kernel.acts(OUT_OF_SERVICE_RULE);
    } else if (kernel.now - attachment.unwantedSinceMs > MAX_WAIT_FOR_UNMOUNT_MS && this.mayForce(node)) {
      kernel.acts(FORCED);
    } else {
      return;
    }
    attachment.state = 'detaching';
    kernel.spawn(`${NAME} detaches ${attachment.disk}`, this.detach(attachment));
  }

  private mayForce(node: KubeNode | undefined): boolean {
    return !node || readinessOf(node) !== 'True' || !this.api.release.has('forcedDetachOfSickNodesOnly');
  }

  private *detach(attachment: Attachment): Task {
    yield* this.tell(attachment.node);
    yield* sleep(this.kernel.latency('volumeDetach'));
    this.attachments = this.attachments.filter((other) => other !== attachment);
    this.look();
  }

  private grant(wish: DiskWish, wishes: readonly DiskWish[]): void {
    const { disk, node, volume } = wish;
    const there = this.attachments.filter((attachment) => attachment.disk === disk);
    if (there.some((attachment) => attachment.node === node)) return;
    if (there.length > 0 && !allowsManyNodes(volume)) {
      // What is just being moved is waited for without a word.
      if (there.every(({ state }) => state === 'attached')) this.refuse(wish, wishes);
      return;
    }
    const attachment: Attachment = { disk, node, state: 'attaching' };
    this.attachments.push(attachment);
    this.kernel.spawn(`${NAME} attaches ${disk}`, this.attach(attachment, volume));
  }

  private *attach(attachment: Attachment, { metadata: { name } }: PersistentVolume): Task {
    yield* sleep(this.kernel.latency('volumeAttach'));
    attachment.state = 'attached';
    this.refused.delete(keyOf(attachment));
    for (const pod of this.podsOf(attachment)) {
      this.recorder.event(
        pod,
        'Normal',
        'SuccessfulAttachVolume',
        `AttachVolume.Attach succeeded for volume "${name}" `,
      );
    }
    yield* this.tell(attachment.node);
    this.look();
  }

  /** Says once what keeps a disk from a node. */
  private refuse(wish: DiskWish, wishes: readonly DiskWish[]): void {
    if (this.refused.has(keyOf(wish))) return;
    this.refused.add(keyOf(wish));
    this.kernel.acts(EXCLUSIVE);
    const others = wishes.filter(({ disk, node }) => disk === wish.disk && node !== wish.node);
    const holders = others.flatMap(({ pods }) => pods);
    for (const pod of wish.pods) {
      const message = `Multi-Attach error for volume "${wish.volume.metadata.name}" ${whoHasIt(pod, holders)}`;
      this.recorder.event(pod, 'Warning', 'FailedAttachVolume', message);
    }
  }

  private forgetRefusals(wishes: readonly DiskWish[]): void {
    const wanted = new Set(wishes.map(keyOf));
    for (const key of [...this.refused]) if (!wanted.has(key)) this.refused.delete(key);
  }

  private podsOf(attachment: Attachment): readonly Pod[] {
    const wish = diskWishes(this.informers).find(
      ({ disk, node }) => disk === attachment.disk && node === attachment.node,
    );
    return wish?.pods ?? [];
  }

  /** Lists in the node's status what is attached to it. */
  private *tell(node: string): Task {
    const attached = this.attachments.filter((each) => each.node === node && each.state === 'attached');
    const volumesAttached = attached.map(({ disk }) => ({ name: disk, devicePath: '' }));
    const status = { volumesAttached: volumesAttached.length > 0 ? volumesAttached : null };
    try {
      yield* this.client.patch('Node', undefined, node, { status }, { type: 'merge', subresource: 'status' });
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }
}

function keyOf({ disk, node }: { readonly disk: string; readonly node: string }): string {
  return `${disk} ${node}`;
}

/** Names of pods of other namespaces are nobody's business. */
function whoHasIt({ metadata: { namespace } }: Pod, holders: readonly Pod[]): string {
  if (holders.length === 0)
    return "Volume is already exclusively attached to one node and can't be attached to another";
  const own = holders.filter(({ metadata }) => metadata.namespace === namespace).map(({ metadata }) => metadata.name);
  const strangers = holders.length - own.length;
  if (own.length === 0) return `Volume is already used by ${strangers} pod(s) in different namespaces`;
  const names = `Volume is already used by pod(s) ${own.join(', ')}`;
  return strangers > 0 ? `${names} and ${strangers} pod(s) in different namespaces` : names;
}
