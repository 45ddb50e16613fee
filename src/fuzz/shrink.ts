import { type Finding, isSameProblem } from './finding';
import { type Demands, judge, onlyFor } from './judge';
import { PASSES, type Pass } from './smaller';
import type { Story } from './story';

export interface Broken {
  readonly finding: Finding;
  readonly story: Story;
  readonly demands: Demands;
}

/**
 * Second pass: what fast-check has left is made smaller as a story, where each part means something to a reader. Parts are
 * left out and times made round while the same thing breaks; a story that breaks something else is no smaller one.
 * @param budget how many stories may be tried
 * @param heard told after each try what is the smallest by then
 */
export function shrinkStory(
  broken: Broken,
  budget: number,
  heard: (best: Broken, tries: number) => void = () => {},
): Broken & { readonly tries: number } {
  const search = new Search(broken, budget, heard);
  search.endWithTheFinding();
  while (search.round());
  return { ...search.best, tries: search.tries };
}

class Search {
  best: Broken;
  tries = 0;

  constructor(
    broken: Broken,
    private readonly budget: number,
    private readonly heard: (best: Broken, tries: number) => void,
  ) {
    this.best = { ...broken, demands: onlyFor(broken.finding, broken.demands) };
  }

  /** What comes after an invariant was broken can't matter. */
  endWithTheFinding(): void {
    const { story, finding } = this.best;
    if (finding.kind === 'invariant') this.breaks(untilIt(story, finding.atMs));
  }

  /** Whether the story breaks the same; `best` is that story then. */
  private breaks(story: Story): boolean {
    this.tries++;
    const { finding } = judge(story, this.best.demands);
    const breaksTheSame = finding !== undefined && isSameProblem(finding, this.best.finding);
    if (breaksTheSame) this.best = { finding, story, demands: onlyFor(finding, this.best.demands) };
    this.heard(this.best, this.tries);
    return breaksTheSame;
  }

  /** Every pass once. @returns whether anything became smaller */
  round(): boolean {
    return PASSES.map((pass) => this.exhaust(pass)).includes(true);
  }

  /** Goes through the candidates of a pass; after one that breaks the same, on with those of the smaller story. */
  private exhaust(pass: Pass): boolean {
    let smaller = false;
    for (let from = 0; ; ) {
      const found = this.firstThatBreaks(pass, from);
      if (found === undefined) return smaller;
      smaller = true;
      from = found;
    }
  }

  /** Its place among the candidates; `best` is that story then. */
  private firstThatBreaks(pass: Pass, from: number): number | undefined {
    let place = 0;
    for (const story of pass(this.best.story)) {
      if (place++ < from) continue;
      if (this.tries >= this.budget) return undefined;
      if (this.breaks(story)) return place - 1;
    }
    return undefined;
  }
}

const MINUTE_MS = 60_000;

/** A story until something happens in it, in whole minutes after the last deed. */
function untilIt(story: Story, atMs: number): Story {
  const deeds = story.deeds.filter((timed) => timed.atMs <= atMs);
  const lastMs = deeds.at(-1)?.atMs ?? 0;
  return { ...story, deeds, quietMs: Math.ceil((atMs - lastMs + 1) / MINUTE_MS) * MINUTE_MS };
}
