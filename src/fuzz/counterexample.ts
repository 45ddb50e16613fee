import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoteWord } from '../world/shell/quote';
import type { Failure } from './campaign';
import { renderFeature } from './feature';
import { filesOf, MANIFEST_FILE } from './play';

/** Where a counterexample was written. */
export interface Counterexample {
  readonly folder: string;
  readonly feature: string;
  /** The command line that plays it again. */
  readonly replay: string;
}

/** The name of a counterexample's folder, from what it shows and which run found it. */
export function counterexampleName({ finding, run }: Failure, seed: number): string {
  const words = finding.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${words.slice(0, 60).replace(/^-|-$/g, '')}-${seed}-${run}`;
}

/** What stands in the files of a counterexample, by name. */
export function counterexampleFiles(failure: Failure, seed: number): ReadonlyMap<string, string> {
  const { story, finding, run } = failure;
  const foundBy = `Found by podwright fuzz: run ${run} of seed ${seed}, made smaller in ${failure.shrinks} steps.`;
  const files = [...filesOf(story)].filter(([name]) => name !== MANIFEST_FILE || story.manifests.length > 0);
  return new Map([
    ...files,
    ['counterexample.feature', renderFeature(story, finding, foundBy)],
    ['README.md', readme(failure, seed)],
  ]);
}

function readme({ finding, run }: Failure, seed: number): string {
  const lines = [
    `${finding.says}: ${finding.seen}`,
    `\`podwright run counterexample.feature\` plays it; it fails as long as the problem is there. Found by run ${run} of seed ${seed}.`,
  ];
  return `${lines.join('\n\n')}\n`;
}

/** Writes a failure as a specification: a folder with a manifest and a feature. It is there as a whole or not at all. */
export function writeCounterexample(failure: Failure, seed: number, parent: string): Counterexample {
  mkdirSync(parent, { recursive: true });
  const growing = mkdtempSync(join(parent, '.unfinished-'));
  const folder = join(parent, counterexampleName(failure, seed));
  try {
    for (const [name, content] of counterexampleFiles(failure, seed)) writeFileSync(join(growing, name), content);
    rmSync(folder, { recursive: true, force: true });
    renameSync(growing, folder);
  } finally {
    rmSync(growing, { recursive: true, force: true });
  }
  const feature = join(folder, 'counterexample.feature');
  return { folder, feature, replay: `podwright run ${quoteWord(feature)}` };
}
