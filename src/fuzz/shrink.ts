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
      this.tries++;
      const { finding } = judge(story, this.best.demands);
      const breaksTheSame = finding !== undefined && isSameProblem(finding, this.best.finding);
      if (breaksTheSame) this.best = { ...this.best, finding, story };
      this.heard(this.best, this.tries);
      if (breaksTheSame) return place - 1;
    }
    return undefined;
  }
}
