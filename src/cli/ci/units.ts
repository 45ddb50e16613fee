import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What takes longest, begun first, so that no core waits for the other at the end. What is missing here only costs time. */
export const LONG: readonly string[] = [
  'src/fuzz/problems/problems.test.ts',
  'src/report/html/browser.test.ts',
  'src/cli/run/pool/pool.test.ts',
  'src/check/check.test.ts',
  'src/cli/fuzz/fuzz.test.ts',
  'src/fuzz/campaign.test.ts',
  'src/check/realworld/realworld.test.ts',
  'src/fidelity/fidelity.test.ts',
  'src/cli/init/command.test.ts',
  'src/fuzz/mutants/mutants.test.ts',
  'src/cli/check/command.test.ts',
  'src/cli/run/interruption.test.ts',
  'src/report/html/rows.test.ts',
  'src/cli/brokenOutput.test.ts',
  'src/fidelity/traffic.test.ts',
  'src/check/gallery.test.ts',
  'src/cli/badInput.test.ts',
  'src/check/jobs.test.ts',
  'src/traffic/determinism.test.ts',
  'src/cli/run/outputs/outputs.test.ts',
  'src/cli/run/outputs/browser.test.ts',
  'src/cli/watch/watch.test.ts',
  'src/report/html/campaign.test.ts',
  'src/cli/run/properties.test.ts',
  'src/check/udp.test.ts',
  'src/cli/moduleCache/moduleCache.test.ts',
  'src/why/property.test.ts',
  'src/cli/steps/oneMeaning.test.ts',
  'src/cli/steps/vocabulary.test.ts',
];

/** All unit and property tests, in the order in which they are begun. */
export function unitTests(folder = 'src'): string[] {
  const rank = (path: string) => LONG.indexOf(path) + 1 || LONG.length + 1;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join(folder, path))
    .sort()
    .sort((a, b) => rank(a) - rank(b));
}
