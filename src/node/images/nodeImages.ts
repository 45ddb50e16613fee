import { type Kernel, Latch, type Task } from '../../kernel/index';
import { type Image, type ImageCatalogue, normalReference, PullError, type Registry } from '../../world/index';
import { RuntimeError } from '../runtime/types';

export interface PulledImage {
  readonly image: Image;
  /** The pull alone. */
  readonly pullMs: number;
  /** With the time that it waited for other pulls. */
  readonly includingWaitingMs: number;
}

export interface NodeImagesOptions {
  /** References that are on the node from the start, or `all`: whatever the catalogue describes. Default none. */
  readonly present?: readonly string[] | 'all';
}

/**
 * The images that lie on one node, and the pulls that bring them there: one after the other, as the kubelet's
 * `serializeImagePulls` (default true) has it.
 */
export class NodeImages {
  private readonly images = new Map<string, Image>();
  private readonly assumed = new Set<string>();
  private readonly all: boolean;
  private readonly queue: Latch[] = [];

  constructor(
    private readonly deps: { kernel: Kernel; nodeName: string; catalogue: ImageCatalogue; registry: Registry },
    options: NodeImagesOptions = {},
  ) {
    this.all = options.present === 'all';
    const present = options.present === 'all' ? [] : (options.present ?? []);
    for (const reference of present)
      this.put(reference, deps.catalogue.find(reference) ?? deps.catalogue.assume(reference));
  }

  /** The image as it lies on the node. */
  find(reference: string): Image | undefined {
    const name = normalReference(reference);
    return this.images.get(name) ?? (this.all ? this.deps.catalogue.find(reference) : undefined);
  }

  /** References of what is on the node, in the order in which it came. */
  list(): Image[] {
    return [...this.images.values()];
  }

  put(reference: string, image: Image): void {
    this.images.set(normalReference(reference), image);
  }

  remove(reference: string): void {
    this.images.delete(normalReference(reference));
  }

  /**
   * Asks the registry for an image; waits until earlier pulls of this node have ended.
   * @param object whose pull it is, for the facts: `Pod/ns/name`
   * @throws RuntimeError ErrImagePull with the runtime's wording
   */
  *pull(reference: string, object: string): Task<PulledImage> {
    const { kernel, registry } = this.deps;
    const askedAtMs = kernel.now;
    const turn = new Latch(kernel);
    const before = this.queue.at(-1);
    this.queue.push(turn);
    try {
      if (before) yield* before.join();
      const startedAtMs = kernel.now;
      this.record('image-pulling', object, { image: reference });
      const image = yield* registry.pull(reference, { present: this.find(reference) !== undefined });
      this.put(reference, image);
      const pulled = { image, pullMs: kernel.now - startedAtMs, includingWaitingMs: kernel.now - askedAtMs };
      this.record('image-pulled', object, { image: reference, durationMs: pulled.pullMs });
      this.noticeAssumed(image);
      return pulled;
    } catch (error) {
      if (!(error instanceof PullError)) throw error;
      this.record('image-pull-failed', object, { image: reference, message: error.message });
      throw new RuntimeError('ErrImagePull', error.message);
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
