import pc from 'picocolors';
import { benchCampaign } from './campaign';
import { benchFeatures } from './features';
import { benchKernel } from './kernel';
import { benchPod } from './pod';
import type { Row } from './row';
import { benchRuns } from './runs';

/** `npm run bench`: ratios measured in one run, because machines differ and are noisy. Prints, never fails. */
async function main(): Promise<void> {
  const rows: Row[] = [
    ...benchKernel(),
    ...benchPod(),
    ...benchRuns(),
    ...(await benchCampaign()),
    ...(await benchFeatures()),
  ];
  const width = Math.max(...rows.map((row) => row.what.length));
  const measured = Math.max(...rows.map((row) => row.measured.length));
  for (const row of rows) {
    const mark = row.holds ? pc.green('ok') : pc.red('no');
    console.log(
      `${mark}  ${row.what.padEnd(width)}  ${row.measured.padEnd(measured)}  ${pc.dim(`asked: ${row.asked}`)}`,
    );
  }
}

void main();
