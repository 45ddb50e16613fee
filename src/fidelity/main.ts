import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { compareEvents } from './events';
import { loadRecordings } from './recording';
import { playRecording, replay, SEEDS } from './replay';

/**
 * `npm run fidelity [-- FILTER] [--update] [--events]`: replays recordings and prints which are told.
 * `--update` writes the list that the test command holds us to.
 */
function main(argv: readonly string[]): void {
  const filter = argv.find((word) => !word.startsWith('--')) ?? '';
  const told: Record<string, number> = {};
  let total = 0;
  for (const recording of loadRecordings(filter)) {
    total++;
    const id = `${recording.kubernetes}/${recording.name}`;
    const startMs = Date.now();
    const { seed, differences } = replay(recording, SEEDS);
    const wall = pc.dim(`${((Date.now() - startMs) / 1000).toFixed(1)}s`);
    if (seed === undefined)
      console.log(`${pc.red('differs')} ${id} ${wall}\n${differences.map((d) => `    ${d}`).join('\n')}`);
    else {
      told[id] = seed;
      console.log(`${pc.green('told')}    ${id} by seed ${seed} ${wall}`);
    }
    if (argv.includes('--events')) {
      const found = compareEvents(recording, playRecording(recording, seed ?? 1));
      console.log(found.length ? pc.yellow(found.map((d) => `    ${d}`).join('\n')) : '    events agree');
    }
  }
  console.log(`${Object.keys(told).length} of ${total} recordings are told`);
  if (argv.includes('--update')) writeFileSync(join(__dirname, 'told.json'), `${JSON.stringify(told, null, 1)}\n`);
}

main(process.argv.slice(2));
