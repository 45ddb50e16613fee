import { Command } from 'commander';
import pc from 'picocolors';
import { benchBusyPod } from './busyPod';
import { benchCampaign } from './campaign';
import { benchCli } from './cli';
import { benchFeatures } from './features';
import { benchKernel } from './kernel';
import { benchPod } from './pod';
import { benchReport } from './report';
import { benchRollout } from './rollout';
import type { Row } from './row';
import { benchRuns } from './runs';
import { benchScale } from './scale';

/** What can be measured, in the order of the table. */
const BENCHES: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  kernel: benchKernel,
  pod: benchPod,
  'busy-pod': benchBusyPod,
  rollout: benchRollout,
  report: benchReport,
  runs: benchRuns,
  campaign: benchCampaign,
  cli: benchCli,
  features: benchFeatures,
  scale: benchScale,
};

/** Takes minutes by itself. */
const LONG = 'scale';

const command = new Command('bench')
  .description('Measures how fast the simulator is, and prints each figure beside what is asked of it. Never fails.')
  .argument('[names...]', `what to measure: ${Object.keys(BENCHES).join(', ')}; default all but ${LONG}`)
  .option('--scale', 'measure 100, 1,000 and 5,000 pods too, each in a process of its own: some minutes more')
  .action(async (names: string[], options: { scale?: boolean }) => {
    const unknown = names.find((name) => !(name in BENCHES));
    if (unknown !== undefined)
      command.error(`there is no benchmark "${unknown}": say ${Object.keys(BENCHES).join(', ')}`, { exitCode: 2 });
    const chosen = names.length > 0 ? names : Object.keys(BENCHES).filter((name) => name !== LONG);
    if (options.scale && !chosen.includes(LONG)) chosen.push(LONG);
    const rows: Row[] = [];
    for (const name of chosen) rows.push(...(await BENCHES[name]!()));
    print(rows);
  });

/** Ratios and figures of one run, because machines differ and are noisy. */
function print(rows: readonly Row[]): void {
  const width = Math.max(...rows.map((row) => row.what.length));
  const measured = Math.max(...rows.map((row) => row.measured.length));
  for (const row of rows) {
    const mark = row.holds ? pc.green('ok') : pc.red('no');
    console.log(
      `${mark}  ${row.what.padEnd(width)}  ${row.measured.padEnd(measured)}  ${pc.dim(`asked: ${row.asked}`)}`,
    );
  }
}

void command.parseAsync();
