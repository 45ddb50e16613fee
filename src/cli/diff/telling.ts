import { UsageError } from '../usageError';
import type { Story } from './story';

/** What the manifests come to on one release. */
export class Telling {
  /** With the seed that was asked for; undefined where the release refuses the manifests. */
  readonly story: Story | undefined;
  /** Why it does. */
  readonly refusal: UsageError | undefined;
  private variants: readonly Story[] | undefined;

  /** @param seeds the first is told, the others show what of it is chance */
  constructor(
    readonly release: string,
    private readonly seeds: readonly number[],
    private readonly tell: (release: string, seed: number) => Story,
  ) {
    try {
      this.story = tell(release, seeds[0] as number);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.refusal = error;
    }
  }

  /** The stories of the other seeds, played when somebody asks for the first time. */
  get others(): readonly Story[] {
    this.variants ??= this.seeds.slice(1).map((seed) => this.tell(this.release, seed));
    return this.variants;
  }
}
