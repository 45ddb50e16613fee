import { formatGoDuration } from '../../api/index';
import type { Container, Pod } from '../../api/types/index';
import { rule, sleep, type Task } from '../../kernel/index';
import { InvalidReference, parseReference } from '../../world/index';
import { RuntimeError } from '../runtime/types';
import { BackOff } from './backOff';
import type { KubeletContext } from './context';
import type { PodEvents } from './podEvents';
import { factObject, podUid } from './podSpec';
import { pullLogins } from './pullSecrets';
import { StartError } from './startError';

const NOT_PULLED = rule(
  'image/present-is-not-pulled',
  'With IfNotPresent and Never an image that is on the node is taken as it is.',
  'kubernetes.io, Images, Image pull policy',
);
const NEVER_PULLED = rule(
  'image/never-is-not-pulled',
  'With Never an image that is missing makes the container wait.',
  'kubernetes.io, Images, Image pull policy',
);
const INVALID_NAME = rule(
  'image/invalid-name-waits',
  'A container whose image has an impossible name waits without a pull.',
  'pkg/kubelet/images/image_manager.go',
);
const PULL_WAITS = rule(
  'image/failed-pull-waits',
  'An image whose pull has failed is not asked for again before its wait is over.',
  'pkg/kubelet/images/image_manager.go',
);

/** Which image is wanted: what a container and a volume say alike. */
export interface ImageWish {
  readonly image?: string | undefined;
  readonly imagePullPolicy?: string | undefined;
}

/**
 * Makes sure that the image of a container is on the node before it is created: pull policies, pull back-off and the
 * events about them (pkg/kubelet/images/image_manager.go).
 */
export class ImageManager {
  private readonly backOff: BackOff;
  /** The last pull error by pod and image: releases from 1.32 put it behind the back-off message. */
  private readonly lastErrors = new Map<string, { reason: string; message: string }>();

  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
  ) {
    this.backOff = new BackOff(context.kernel);
  }

  /**
   * @param container whose image it is, for the events; undefined for what only a volume names
   * @throws StartError with the waiting reason
   */
  *ensureImageExists(pod: Pod, wish: ImageWish, container?: Container): Task<void> {
    const { runtime, kernel } = this.context;
    const reference = withDefaultTag(wish.image ?? '');
    const invalid = invalidReference(reference);
    if (invalid) {
      const message = this.context.release.text('imageNameInvalid', {
        image: wish.image ?? '',
        error: invalid,
        // Older parsers do not name the repository.
        shortError: invalid.replace(/ \(.*\)/, ''),
      });
      kernel.acts(INVALID_NAME);
      this.events.warn(pod, container, 'InspectFailed', message);
      throw new StartError('InvalidImageName', message);
    }
    const policy = wish.imagePullPolicy ?? defaultPullPolicy(reference);
    if (policy !== 'Always') {
      yield* sleep(kernel.latency('imageCheckPresent'));
      if (runtime.imagePresent(reference) && this.mayTake(pod, reference)) {
        kernel.acts(NOT_PULLED);
        const message = this.context.release.text('imagePresent', { image: wish.image ?? '' });
        this.events.normal(pod, container, 'Pulled', message);
        return;
      }
      if (policy === 'Never') {
        kernel.acts(NEVER_PULLED);
        const message = `Container image "${wish.image}" is not present with pull policy of Never`;
        this.events.warn(pod, container, 'ErrImageNeverPull', message);
        throw new StartError('ErrImageNeverPull', message);
      }
    }
    yield* this.pull(pod, wish, reference, container);
  }

  /** Whether a pod may have an image that is on the node, which since 1.35 is not said by its being there. */
  private mayTake(pod: Pod, reference: string): boolean {
    const { kernel, release, pulledImages } = this.context;
    if (!release.has('pulledImagesNeedCredentials')) return true;
    const why = pulledImages.mustAsk(reference, () => pullLogins(this.context, pod, reference));
    if (why) kernel.acts(why);
    return why === undefined;
  }

  private *pull(pod: Pod, wish: ImageWish, reference: string, container?: Container): Task<void> {
    const { runtime, release, pulledImages } = this.context;
    const image = wish.image ?? '';
    const key = `${podUid(pod)}_${reference}`;
    if (this.backOff.isInBackOffSinceUpdate(key)) {
      this.context.kernel.acts(PULL_WAITS);
      this.events.normal(pod, container, 'BackOff', `Back-off pulling image "${image}"`);
      const last = this.lastErrors.get(key);
      const message = release.text('imagePullBackOff', {
        image,
        lastReason: last?.reason ?? 'ErrImagePull',
        lastError: last?.message ?? '',
      });
      throw new StartError('ImagePullBackOff', message);
    }
    this.events.normal(pod, container, 'Pulling', `Pulling image "${image}"`);
    try {
      const logins = pullLogins(this.context, pod, reference);
      const pulled = yield* runtime.pullImage(reference, factObject(pod), logins);
      pulledImages.pulled(reference, logins);
      this.events.normal(pod, container, 'Pulled', this.pulledMessage(image, pulled));
      this.lastErrors.delete(key);
      this.backOff.collectGarbage();
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      this.events.warn(pod, container, 'Failed', `Failed to pull image "${image}": ${error.message}`);
      // image_manager.go: every failed pull makes the wait longer, counted from now.
      this.backOff.next(key, this.context.kernel.now);
      this.lastErrors.set(key, { reason: error.reason, message: error.message });
      const message =
        error.reason === 'RegistryUnavailable'
          ? `image pull failed for ${image} because the registry is unavailable`
          : error.message;
      throw new StartError(error.reason, message);
    }
  }

  private pulledMessage(
    image: string,
    pulled: { image: { sizeBytes: number }; pullMs: number; includingWaitingMs: number },
  ): string {
    return this.context.release.text('imagePulled', {
      image,
      duration: formatGoDuration(pulled.pullMs),
      durationWithWait: formatGoDuration(pulled.includingWaitingMs),
      sizeBytes: pulled.image.sizeBytes,
    });
  }
}

/** The API server sets the policy when the object is created; this is for pods that never went through it. */
function defaultPullPolicy(reference: string): 'Always' | 'IfNotPresent' {
  return /:latest$/.test(reference) ? 'Always' : 'IfNotPresent';
}

function withDefaultTag(reference: string): string {
  const lastPart = reference.slice(reference.lastIndexOf('/') + 1);
  return lastPart.includes(':') || reference.includes('@') || reference === '' ? reference : `${reference}:latest`;
}

/** What is wrong with an image name; undefined when nothing is. */
function invalidReference(reference: string): string | undefined {
  try {
    parseReference(reference);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidReference) return error.message;
    throw error;
  }
}
