import pc from 'picocolors';
import { formatDuration } from '../../duration';
import { actionsOf, type Counterexample, type Finding, renderFeature } from '../../fuzz/index';
import { neverReached } from '../../fuzz/known';
import { INVARIANTS } from '../../observe/invariants/index';
import { PROMISES } from '../../observe/promises/index';
import type { Outcome } from './coordinator';
import { perSecond } from './progress';

export interface Summary {
  readonly outcome: Outcome;
  readonly seed: number;
  /** What the files don't hold and was there all the same, in sentences. */
  readonly granted: readonly string[];
  /** Where the counterexample stands, if there is one. */
  readonly written: Counterexample | undefined;
}

export const ENDINGS: Readonly<Record<Outcome['ending'], string>> = {
  runs: 'all runs were played',
  time: 'the time is over',
  interrupt: 'interrupted',
  failure: 'a run broke something',
};

/** For people. */
export function asTable(summary: Summary): string {
  const { outcome, written } = summary;
  const { failure } = outcome;
  const lines = [...whatWasDone(summary)];
  if (failure) lines.push('', ...aboutFailure(failure, summary, written));
  else if (outcome.ending === 'failure') lines.push('', pc.red('A run broke something; it was not made smaller.'));
  else lines.push(verdict(outcome));
  return `${lines.join('\n')}\n`;
}

function verdict({ runs, ending }: Outcome): string {
  if (runs === 0) return pc.yellow('Nothing was played.');
  return ending === 'interrupt' ? pc.yellow('What was played held.') : pc.green('Everything held.');
}

function whatWasDone({ outcome, seed, granted }: Summary): string[] {
  const { runs, refused, virtualMs, wallMs, coverage, ending } = outcome;
  const virtual = formatDuration(Math.round(virtualMs / 60_000) * 60_000);
  const never = neverReached(coverage);
  return [
    `${runs} ${runs === 1 ? 'run' : 'runs'} of seed ${seed} in ${(wallMs / 1000).toFixed(1)}s (${perSecond(runs, wallMs)} runs/s, ${virtual} of cluster time): ${ENDINGS[ending]}.`,
    ...granted,
    ...(refused ? [`${refused} runs had manifests that kubectl does not take.`] : []),
    `Visited ${Object.keys(coverage.states).length} states, ${Object.keys(coverage.transitions).length} transitions, ${Object.keys(coverage.events).length} kinds of events.`,
    pc.dim(`Never reached: ${some(never.states, 'states')}; ${some(never.events, 'kinds of events')}.`),
  ];
}

/** A report has them all, `--output json` too. */
function some(names: readonly string[], what: string): string {
  if (names.length === 0) return `no ${what}`;
  const few = names.slice(0, 8).join(', ');
  return `${names.length} ${what} (${few}${names.length > 8 ? ' …' : ''})`;
}

function aboutFailure(
  failure: NonNullable<Outcome['failure']>,
  { seed }: Summary,
  written: Counterexample | undefined,
): string[] {
  const { finding, story, run, shrinks } = failure;
  const feature = renderFeature(story, finding, '').split('\n');
  const scenario = feature.slice(feature.findIndex((line) => line.startsWith('  Scenario:')));
  return [
    pc.red(`Run ${run} broke: ${finding.says} [${finding.name}]`),
    `  ${finding.object ? `${finding.object}, ` : ''}after ${formatDuration(finding.atMs)}: ${finding.seen}`,
    ...(finding.advice ? [`  What helps: ${finding.advice}.`] : []),
    ...(finding.source ? [pc.dim(`  Source: ${finding.source}`)] : []),
    '',
    `The smallest story (${count(actionsOf(story), 'action')}, ${count(shrinks, 'try', 'tries')} to find it):`,
    ...scenario.filter((line) => line.trim() !== ''),
    '',
    ...(written ? [`Written to ${written.folder}`, `Play it again: ${written.replay}`] : []),
    pc.dim(`Found by --seed ${seed}, run ${run}`),
  ];
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** The stable contract of `--output json`. */
export function asJson({ outcome, seed, granted, written }: Summary): string {
  const { ending, runs, refused, virtualMs, wallMs, coverage, failure } = outcome;
  const broken = failure && {
    run: failure.run,
    finding: failure.finding,
    story: failure.story,
    shrinks: failure.shrinks,
    ...written,
  };
  const document = {
    seed,
    ending,
    runs,
    refused,
    virtualMs,
    wallMs,
    takenForGranted: granted,
    failure: broken ?? null,
    coverage,
    neverReached: neverReached(coverage),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** One test case for each thing that was checked. */
export function asJunit({ outcome, seed, written }: Summary): string {
  const { failure, runs, wallMs } = outcome;
  const checks = [...PROMISES, ...INVARIANTS].map(({ name, says }) => ({ name, says }));
  const found = failure?.finding;
  if (found && !checks.some(({ name }) => name === found.name)) checks.push({ name: found.name, says: found.says });
  const cases = checks.map(({ name, says }) => {
    const open = `<testcase classname="podwright.fuzz" name="${xml(`${name}: ${says}`)}" time="0"`;
    return found?.name === name ? `  ${open}>${failureOf(found, written)}</testcase>` : `  ${open}/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="podwright fuzz, seed ${seed}, ${runs} runs" tests="${cases.length}" failures="${found ? 1 : 0}" time="${(wallMs / 1000).toFixed(3)}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n');
}

function failureOf({ seen, object, says, advice }: Finding, written: Counterexample | undefined): string {
  const lines = [
    `${object}: ${seen}`,
    ...(advice ? [`What helps: ${advice}`] : []),
    ...(written ? [`Play it again: ${written.replay}`] : []),
  ];
  return `<failure message="${xml(says)}">${xml(lines.join('\n'))}</failure>`;
}

function xml(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return safe.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '');
}
