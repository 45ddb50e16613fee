import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { loadRecordings } from './recording';
import { replay, replayWithEvents, SEEDS } from './replay';
import type { Told } from './told';

const TOLD_FILE = join(__dirname, 'told.json');

/**
 * `npm run fidelity [-- FILTER] [--update] [--events]`: replays recordings and prints which are told.
 * `--update` writes the lists that the test command holds us to; what the filter leaves out stays as it is.
 */
function main(argv: readonly string[]): void {
  const filter = argv.find((word) => !word.startsWith('--')) ?? '';
  const update = argv.includes('--update');
  const told: Told = { told: {}, eventsTold: {} };
  let total = 0;
  for (const recording of loadRecordings(filter)) {
    total++;
    const id = `${recording.kubernetes}/${recording.name}`;
    const startMs = Date.now();
    const { seed, differences } = replay(recording, SEEDS);
    const wall = pc.dim(`${((Date.now() - startMs) / 1000).toFixed(1)}s`);
    if (seed === undefined) console.log(`${pc.red('differs')} ${id} ${wall}\n${indented(differences)}`);
    else {
      told.told[id] = seed;
      console.log(`${pc.green('told')}    ${id} by seed ${seed} ${wall}`);
    }
    if (!argv.includes('--events') && !update) continue;
    const events = replayWithEvents(recording, SEEDS);
    if (events.seed !== undefined) told.eventsTold[id] = events.seed;
    else console.log(pc.yellow(indented(events.differences)));
  }
  console.log(`${Object.keys(told.told).length} of ${total} recordings are told`);
  if (argv.includes('--events') || update) console.log(`${Object.keys(told.eventsTold).length} with their events`);
  if (update) writeFileSync(TOLD_FILE, `${JSON.stringify(merged(told, filter), null, 2)}\n`);
}

/** What the lists say now, and of what the filter has left out what they said before. */
function merged(now: Told, filter: string): Told {
  const before = JSON.parse(readFileSync(TOLD_FILE, 'utf8')) as Told;
  const both = (old: Told[keyof Told], seeds: Told[keyof Told]) =>
    Object.fromEntries(
      [...Object.entries(old).filter(([id]) => !id.includes(filter)), ...Object.entries(seeds)].sort(([a], [b]) =>
        a < b ? -1 : 1,
      ),
    );
  return { told: both(before.told, now.told), eventsTold: both(before.eventsTold, now.eventsTold) };
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n');
}

main(process.argv.slice(2));
