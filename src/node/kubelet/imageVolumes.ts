import type { Container, Pod } from '../../api/types/index';
import { rule, type Task } from '../../kernel/index';
import type { KubeletContext } from './context';
import type { ImageManager } from './imageManager';
import type { PodEvents } from './podEvents';
import { StartError } from './startError';

const PULLED_FIRST = rule(
  'volume/image-is-pulled-first',
  'The images behind volumes are brought to the node before any container of the sync starts.',
  'kuberuntime_manager.go getImageVolumes',
);
const MISSING_IMAGE = rule(
  'volume/missing-image-stops-who-mounts-it',
  'A container that mounts an image which is not there waits like one whose own image is missing; the others start.',
  'kuberuntime_manager.go toKubeContainerImageVolumes',
);

/** Why the images of a pod's volumes are not on the node, by the volume's name. */
export type ImageVolumeFailures = ReadonlyMap<string, StartError>;

/** Volumes of type image: what lies in them is pulled like the images of containers, with events about the pod (KEP-4639). */
export class ImageVolumes {
  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
    private readonly images: ImageManager,
  ) {}

  /** Each sync makes sure of all of them, whoever mounts them. */
  *ensure(pod: Pod): Task<ImageVolumeFailures> {
    const failures = new Map<string, StartError>();
    for (const { name, image } of pod.spec.volumes ?? []) {
      if (!image) continue;
      this.context.kernel.acts(PULLED_FIRST);
      try {
        yield* this.images.ensureImageExists(pod, { image: image.reference, imagePullPolicy: image.pullPolicy });
      } catch (error) {
        if (!(error instanceof StartError)) throw error;
        failures.set(name, error);
      }
    }
    return failures;
  }

  /** @throws StartError of the last missing image that the container mounts */
  check(pod: Pod, container: Container, failures: ImageVolumeFailures): void {
    let last: StartError | undefined;
    for (const { name } of container.volumeMounts ?? []) {
      const failure = failures.get(name);
      if (!failure) continue;
      this.events.warn(pod, container, 'Failed', `Error: ${failure.reason}`);
      last = failure;
    }
    if (!last) return;
    this.context.kernel.acts(MISSING_IMAGE);
    throw last;
  }
}
