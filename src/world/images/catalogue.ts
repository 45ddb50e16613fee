import { remembered } from '../../kernel';
import { SERVER_PROGRAMS, wellBehaved } from '../programs';
import { assumeImage, buildImage, checkDescription, descriptionOf, type Programs } from './build';
import { standardCommands } from './commands';
import type { ImageDescription } from './description';
import type { Image } from './image';
import { isReference, normalReference, parseReference, repositoryOf } from './reference';
import { SHIPPED_IMAGES } from './shipped';
import { hasTag } from './tags';

export interface CatalogueOptions {
  /** What is described from the beginning. Default: the images that lifecycle manifests use. */
  readonly images?: readonly ImageDescription[];
  /** What descriptions may name. Default: the commands of the shells and the shipped servers. */
  readonly programs?: Programs;
}

const STANDARD: Programs = { commands: standardCommands, servers: SERVER_PROGRAMS };

type Images = (fullReference: string) => Image;

/**
 * The images that were made of descriptions, by full reference. Neither a description nor an image ever changes, so all
 * catalogues share them.
 */
const made = new WeakMap<
  Programs,
  { readonly assumed: Images; readonly described: WeakMap<ImageDescription, Images> }
>();

function madeWith(programs: Programs) {
  let images = made.get(programs);
  if (!images) {
    const assumed = remembered((full) => assumeImage(full, programs, (proc) => wellBehaved(proc)));
    images = { assumed, described: new WeakMap() };
    made.set(programs, images);
  }
  return images;
}

function imagesOf(description: ImageDescription, programs: Programs): Images {
  const { described } = madeWith(programs);
  let images = described.get(description);
  if (!images) {
    images = remembered((full) => buildImage(description, full, programs));
    described.set(description, images);
  }
  return images;
}

/** What is known about images: those that somebody described, and what is assumed of the others. */
export class ImageCatalogue {
  private readonly programs: Programs;
  /** By repository, or by full reference where a description names a tag; the last description of a name counts. */
  private readonly descriptions = new Map<string, ImageDescription>();
  /** What is not described here is looked for there. */
  private readonly below: ImageCatalogue | undefined;
  private static shipped: ImageCatalogue | undefined;

  constructor(options: CatalogueOptions = {}) {
    this.programs = options.programs ?? STANDARD;
    const isUsual = this.programs === STANDARD && options.images === undefined;
    this.below = isUsual ? ImageCatalogue.ofShipped() : undefined;
    if (!isUsual) for (const description of options.images ?? SHIPPED_IMAGES) this.describe(description);
  }

  /** The shipped images, read and checked once: every cluster looks into the same list. */
  private static ofShipped(): ImageCatalogue {
    ImageCatalogue.shipped ??= new ImageCatalogue({ images: SHIPPED_IMAGES });
    return ImageCatalogue.shipped;
  }

  /**
   * Adds an image, or replaces what was said about it.
   * @throws InvalidReference, Error when the description names a program or a size that does not exist
   */
  describe(description: ImageDescription): void {
    const parsed = parseReference(description.image);
    const tagged = /:[^/]+$/.test(description.image);
    this.descriptions.set(tagged ? normalReference(parsed) : repositoryOf(parsed), description);
    checkDescription(description, this.programs);
  }

  /** The described image, if its description has this tag; none where no image can have that name (`web:${TAG}`). */
  find(reference: string): Image | undefined {
    if (!isReference(reference)) return undefined;
    const full = normalReference(reference);
    const description = this.descriptionFor(full) ?? this.mirrored(full);
    if (!description) return undefined;
    return imagesOf(description, this.programs)(full);
  }

  /** The image as one would guess it: the usual commands and a well-behaved server. */
  assume(reference: string): Image {
    return madeWith(this.programs).assumed(normalReference(reference));
  }

  /** Whether a registry has it: a described repository has its tags, an unknown one has everything. */
  exists(reference: string): boolean {
    const parsed = parseReference(reference);
    return this.descriptionFor(normalReference(parsed)) !== undefined || !this.knows(repositoryOf(parsed));
  }

  /** Whether it lies on the nodes from the beginning. */
  isPreloaded(reference: string): boolean {
    const description = this.descriptionFor(normalReference(reference));
    if (!description) return false;
    return descriptionOf(description, parseReference(reference).tag ?? '').onNode ?? true;
  }

  /** The repositories that somebody described, for messages. */
  names(): string[] {
    return [...new Set([...(this.below?.names() ?? []), ...this.descriptions.keys()])];
  }

  private knows(repository: string): boolean {
    return this.names().some((name) => name === repository || name.startsWith(`${repository}:`));
  }

  private descriptionFor(full: string): ImageDescription | undefined {
    const parsed = parseReference(full);
    const exact = this.described(full);
    if (exact) return exact;
    const description = this.described(repositoryOf(parsed));
    if (!description || parsed.tag === undefined) return description;
    return hasTag(description.tags, parsed.tag) ? description : undefined;
  }

  /**
   * Mirrors and pull-through caches keep Docker's official images below `library`, as Docker Hub does:
   * `public.ecr.aws/docker/library/nginx:1.29`, `harbor.acme.io/hub/library/nginx:1.29`.
   */
  private mirrored(full: string): ImageDescription | undefined {
    const official = /\/library\/[^/]+$/.exec(full)?.[0];
    return official === undefined ? undefined : this.descriptionFor(`docker.io${official}`);
  }

  private described(name: string): ImageDescription | undefined {
    return this.descriptions.get(name) ?? this.below?.described(name);
  }
}
