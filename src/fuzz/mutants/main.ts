import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Hunted, huntFor } from './huntFor';
import { MUTANTS } from './index';
import { type Row, tableOf } from './table';

/*
 * `npm run mutants`: puts each fault into the simulator, one at a time, and lets a campaign look for it. Prints a line for each, writes
 * `table.md`, and ends with exit code 1 when a fault survives or when the simulator without any is accused, 2 for a bad name.
 */
const command = new Command('mutants')
  .description('puts faults into the simulator, one at a time, and looks whether `fuzz --simulator` finds them')
  .argument('[mutant...]', 'names, or beginnings of names, of those to be tried; all without any')
  .option('--runs <number>', 'how many runs each campaign has at most', Number, 2000)
  .option('--seed <number>', 'of the campaigns', Number, 1)
  .option('--shrinks <number>', 'how many smaller stories are tried', Number, 600)
  .option('--parallel <number>', 'how many campaigns at the same time', Number, 2)
  .option('--clean', 'a campaign without any fault first, which must find nothing', false)
  .option('--results <file>', 'keep each result there, and do not try again what it has')
  .option('--write', 'write table.md', false)
  .parse();

interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly shrinks: number;
  readonly parallel: number;
  readonly clean: boolean;
  readonly results?: string;
  readonly write: boolean;
}

const { runs, seed, shrinks, parallel, clean, results, write } = command.opts<Options>();
const wanted = MUTANTS.filter(
  ({ name }) => command.args.length === 0 || command.args.some((start) => name.startsWith(start)),
);
const running = new Map<string, number>();

function show(): void {
  if (!process.stderr.isTTY) return;
  const now = [...running].map(([name, played]) => `${name} ${played}`).join(', ');
  process.stderr.write(`\r\x1b[2K${now}`);
}

async function one(name: string | undefined): Promise<Hunted> {
  const label = name ?? 'no fault at all';
  const hunted = await huntFor(name, { seed, runs, shrinks }, (played) => {
    running.set(label, played);
    show();
  });
  running.delete(label);
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  console.log(lineOf(label, hunted));
  return hunted;
}

function lineOf(label: string, { found, runs: played, seconds }: Hunted): string {
  const time = `${seconds.toFixed(0)} s`;
  if (!found) return `${label}: nothing found in ${played} runs, ${time}`;
  return `${label}: run ${found.run + 1}, ${found.by}, ${found.actions} actions, ${time} (${found.seen.split('\n')[0]})`;
}

/** What was found out before, by the name of the mutant. */
function resultsIn(file: string | undefined): Map<string, Hunted> {
  if (file === undefined || !existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => JSON.parse(line) as [string, Hunted]));
}

async function main(): Promise<number> {
  if (wanted.length === 0) {
    console.error(
      `there is no mutant ${command.args.join(', ')}; there are ${MUTANTS.map(({ name }) => name).join(', ')}`,
    );
    return 2;
  }
  const accused = clean && (await one(undefined)).found !== undefined;
  const known = resultsIn(results);
  const rows: Row[] = [];
  const queue = [...wanted];
  const work = async () => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const { name } = mutant;
      const hunted = known.get(name) ?? (await one(name));
      rows.push({ mutant, hunted });
      if (results !== undefined && !known.has(name)) appendFileSync(results, `${JSON.stringify([name, hunted])}\n`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  rows.sort((a, b) => MUTANTS.indexOf(a.mutant) - MUTANTS.indexOf(b.mutant));
  const survivors = rows.filter(({ hunted }) => !hunted.found);
  const small = rows.filter(({ hunted }) => hunted.found && hunted.found.actions <= 5).length;
  console.log(`${rows.length - survivors.length} of ${rows.length} found, ${small} with five actions or fewer`);
  if (survivors.length > 0) console.log(`survived: ${survivors.map(({ mutant }) => mutant.name).join(', ')}`);
  if (write) writeFileSync(join(__dirname, 'table.md'), tableOf(rows, { seed, runs }));
  return survivors.length > 0 || accused ? 1 : 0;
}

main().then((code) => {
  process.exitCode = code;
});
