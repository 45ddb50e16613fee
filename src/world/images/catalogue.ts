import { SERVER_PROGRAMS, wellBehaved } from '../programs';
import { assumeImage, buildImage, checkDescription, descriptionOf, type Programs } from './build';
import { standardCommands } from './commands';
import type { ImageDescription } from './description';
import type { Image } from './image';
import { normalReference, parseReference, repositoryOf } from './reference';
import { SHIPPED_IMAGES } from './shipped';
import { hasTag } from './tags';

export interface CatalogueOptions {
  /** What is described from the beginning. Default: the images that lifecycle manifests use. */
  readonly images?: readonly ImageDescription[];
  /** What descriptions may name. Default: the commands of the shells and the shipped servers. */
  readonly programs?: Programs;
}

/** What is known about images: those that somebody described, and what is assumed of the others. */
export class ImageCatalogue {
  private readonly programs: Programs;
  /** By repository, or by full reference where a description names a tag; the last description of a name counts. */
  private readonly descriptions = new Map<string, ImageDescription>();
  private readonly built = new Map<string, Image>();

  constructor(options: CatalogueOptions = {}) {
    this.programs = options.programs ?? { commands: standardCommands, servers: SERVER_PROGRAMS };
    for (const description of options.images ?? SHIPPED_IMAGES) this.describe(description);
  }

  /**
   * Adds an image, or replaces what was said about it.
   * @throws InvalidReference, Error when the description names a program or a size that does not exist
   */
  describe(description: ImageDescription): void {
    const parsed = parseReference(description.image);
    const tagged = /:[^/]+$/.test(description.image);
    this.descriptions.set(tagged ? normalReference(parsed) : repositoryOf(parsed), description);
    this.built.clear();
    checkDescription(description, this.programs);
  }

  /** The described image, if its description has this tag. */
  find(reference: string): Image | undefined {
    const full = normalReference(reference);
    const description = this.descriptionFor(full);
    if (!description) return undefined;
    return this.build(full, () => buildImage(description, full, this.programs));
  }

  /** The image as one would guess it: the usual commands and a well-behaved server. */
  assume(reference: string): Image {
    const full = normalReference(reference);
    return this.build(full, () => assumeImage(full, this.programs, (proc) => wellBehaved(proc)));
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
    return [...this.descriptions.keys()];
  }

  private knows(repository: string): boolean {
    return this.names().some((name) => name === repository || name.startsWith(`${repository}:`));
  }

  private descriptionFor(full: string): ImageDescription | undefined {
    const parsed = parseReference(full);
    const exact = this.descriptions.get(full);
    if (exact) return exact;
    const description = this.descriptions.get(repositoryOf(parsed));
    if (!description || parsed.tag === undefined) return description;
    return hasTag(description.tags, parsed.tag) ? description : undefined;
  }

  private build(full: string, make: () => Image): Image {
    let image = this.built.get(full);
    if (!image) {
      image = make();
      this.built.set(full, image);
    }
    return image;
  }
}
