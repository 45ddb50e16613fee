import type { Release } from '../../api/release/index';
import { type Kernel, Latch, rule, type Task } from '../../kernel/index';
import { type Image, type Login, normalReference, PullError, type Registry } from '../../world/index';
import { RuntimeError } from '../runtime/types';

const ONE_AT_A_TIME = rule(
  'image/one-pull-at-a-time',
  'A node pulls its images one after the other.',
  'KubeletConfiguration serializeImagePulls',
);

export interface PulledImage {
  readonly image: Image;
  /** The pull alone. */
  readonly pullMs: number;
  /** With the time that it waited for other pulls. */
  readonly includingWaitingMs: number;
}

export interface NodeImagesDeps {
  readonly kernel: Kernel;
  readonly release: Release;
  readonly nodeName: string;
  /** Says what registries have, and what nodes have had from the beginning. */
  readonly registry: Registry;
}

/**
 * The images that lie on one node, and the pulls that bring them there: one after the other, as the kubelet's
 * `serializeImagePulls` (default true) has it.
 */
export class NodeImages {
  private readonly images = new Map<string, Image>();
  private readonly assumed = new Set<string>();
  private readonly removed = new Set<string>();
  private readonly queue: Latch[] = [];

  constructor(private readonly deps: NodeImagesDeps) {}

  /** The image as it lies on the node. */
  find(reference: string): Image | undefined {
    const name = normalReference(reference);
    const { registry } = this.deps;
    if (!this.images.has(name) && !this.removed.has(name) && registry.isOnNode(name)) {
      this.images.set(name, registry.image(name));
    }
    return this.images.get(name);
  }

  /** References of what is on the node, in the order in which it came. */
  list(): Image[] {
    return [...this.images.values()];
  }

  /** `crictl rmi`: the next container that needs it has to pull. */
  remove(reference: string): void {
    const name = normalReference(reference);
    this.images.delete(name);
    this.removed.add(name);
  }

  /**
   * Asks the registry for an image; waits until earlier pulls of this node have ended.
   * @param object whose pull it is, for the facts: `Pod/ns/name`
   * @throws RuntimeError ErrImagePull with the runtime's wording
   */
  *pull(reference: string, object: string, logins: readonly Login[] = []): Task<PulledImage> {
    const { kernel, registry } = this.deps;
    const askedAtMs = kernel.now;
    const turn = new Latch(kernel);
    const before = this.queue.at(-1);
    this.queue.push(turn);
    try {
      if (before && !before.isSet) kernel.acts(ONE_AT_A_TIME);
      if (before) yield* before.join();
      const startedAtMs = kernel.now;
      this.record('image-pulling', object, { image: reference });
      const image = yield* registry.pull(reference, { present: this.find(reference) !== undefined, logins });
      this.images.set(normalReference(reference), image);
      const pulled = { image, pullMs: kernel.now - startedAtMs, includingWaitingMs: kernel.now - askedAtMs };
      this.record('image-pulled', object, { image: reference, durationMs: pulled.pullMs });
      this.noticeAssumed(image);
      return pulled;
    } catch (error) {
      if (!(error instanceof PullError)) throw error;
      // The kubelet takes the gRPC prefix off errors without a code of their own (kuberuntime_image.go, PullImage).
      const bare = error.code === 'Unknown' && this.deps.release.has('pullRpcPrefixStripped');
      const message = bare ? error.description : error.message;
      this.record('image-pull-failed', object, { image: reference, message });
      throw new RuntimeError('ErrImagePull', message);
    } finally {
      this.queue.splice(this.queue.indexOf(turn), 1);
      turn.set();
    }
  }

  /** Lets the journal tell, once for each image, that nobody described what is in it. */
  noticeAssumed(image: Image): void {
    if (image.described || this.assumed.has(image.reference)) return;
    this.assumed.add(image.reference);
    this.record('image-assumed', '', { image: image.reference });
  }

  private record(type: string, object: string, detail: Record<string, unknown>): void {
    this.deps.kernel.journal.record({ component: `containerd/${this.deps.nodeName}`, type, object, detail });
  }
}
