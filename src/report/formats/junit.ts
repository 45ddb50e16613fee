import { formatDuration } from '../../duration';
import { shortened } from '../story/limits';
import { visible } from '../visible';
import { headline } from './problems';
import type { AttemptReport, Counts, FeatureReport, RunReport, ScenarioReport, StepReport } from './types';

/** CI servers show attributes on a line. */
const MAX_ATTRIBUTE_CHARS = 500;

/**
 * JUnit XML, as CI servers read it: a suite for each feature, a case for each scenario with the lines of the feature, the
 * sentence that failed, what was expected and seen, its steps and the rows of its timeline. Every `time` is virtual; when
 * the run took place stands in the comment on the third line, so that the same run has the same bytes.
 */
export function junitReport(report: RunReport): string {
  const { features, counts, virtualMs, partial, wallClock } = report;
  const { startedAt, durationMs, node, platform } = wallClock;
  const took = `${(durationMs / 1000).toFixed(1)}s`;
  const name = partial ? 'podwright (the run broke off: this is what was done by then)' : 'podwright';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${name}" ${totals(counts)} time="${seconds(virtualMs)}">`,
    // A comment may hold anything but two hyphens
    `<!-- wall clock: ${xml(`${startedAt}, took ${took}, ${node}, ${platform}`).replace(/--/g, '- -')} -->`,
    ...features.map((feature) => suite(feature, report)),
    '</testsuites>\n',
  ].join('\n');
}

function suite({ file, name, counts, scenarios }: FeatureReport, { podwright, partial }: RunReport): string {
  const virtualMs = scenarios.reduce((sum, { attempts }) => sum + (attempts.at(-1)?.virtualMs ?? 0), 0);
  const names = new Map<string, number>();
  for (const scenario of scenarios) names.set(scenario.name, (names.get(scenario.name) ?? 0) + 1);
  const cases = scenarios.map((scenario) => {
    // CI servers follow a case from run to run by its name: examples of an outline may share theirs
    const caseName = (names.get(scenario.name) ?? 0) > 1 ? `${scenario.name} (line ${scenario.line})` : scenario.name;
    return testCase(scenario, { file, feature: name, caseName });
  });
  return [
    ` <testsuite name="${attribute(name)}" file="${attribute(file)}" ${totals(counts)} time="${seconds(virtualMs)}">`,
    ...properties('  ', { podwright, ...(partial && { partial: 'true' }) }),
    ...cases,
    ' </testsuite>',
  ].join('\n');
}

function totals(counts: Counts): string {
  const { scenarios, failed = 0, skipped = 0, passed = 0 } = counts;
  return `tests="${scenarios}" failures="${failed}" errors="${scenarios - failed - skipped - passed}" skipped="${skipped}"`;
}

interface Place {
  readonly file: string;
  readonly feature: string;
  readonly caseName: string;
}

function testCase({ line, tags, attempts, state, flaky, rule }: ScenarioReport, place: Place): string {
  const attempt = attempts.at(-1);
  const { virtualMs, kubernetes, seed, digest } = attempt ?? {};
  const { file, feature, caseName } = place;
  return [
    `  <testcase classname="${attribute(feature)}" name="${attribute(caseName)}" file="${attribute(file)}" line="${line}" time="${seconds(virtualMs ?? 0)}">`,
    ...properties('   ', {
      rule,
      tags: tags.join(' ') || undefined,
      kubernetes,
      seed: seed?.toString(),
      virtualTime: virtualMs === undefined ? undefined : formatDuration(virtualMs),
      failedAt: attempt?.failure?.atMs === undefined ? undefined : formatDuration(attempt.failure.atMs),
      digest,
      attempts: attempts.length > 1 ? String(attempts.length) : undefined,
      flaky: flaky ? 'true' : undefined,
    }),
    ...(attempt ? outcome(attempt, file) : []),
    ...(state === 'skipped' && !attempt?.failure ? ['   <skipped/>'] : []),
    ...(attempt ? [`   <system-out>${xml(systemOut(attempt))}</system-out>`] : []),
    '  </testcase>',
  ].join('\n');
}

function outcome({ state, failure }: AttemptReport, file: string): string[] {
  if (state === 'passed' || state === 'skipped') return [];
  const element = state === 'failed' ? 'failure' : 'error';
  if (!failure) return [`   <${element} type="${state}" message="it was not played to its end"/>`];
  const { expected, seen, message, line, why = [] } = failure;
  const short = expected === undefined ? (message.split('\n')[0] ?? '') : `expected ${expected}, seen ${seen}`;
  const text = [headline(failure), `${file}:${line}`, message, ...why].join('\n');
  return [
    `   <${element} type="${state}" message="${attribute(shortened(`${headline(failure)}: ${short}`, MAX_ATTRIBUTE_CHARS))}">${xml(text)}</${element}>`,
  ];
}

function systemOut({ steps, timeline }: AttemptReport): string {
  const times = steps.map(stepTime);
  const width = Math.max(0, ...times.map((time) => time.length));
  const told = steps.map(({ keyword, text, state }, i) => {
    const suffix = state === 'passed' ? '' : `  (${state})`;
    return `${(times[i] ?? '').padStart(width)}  ${keyword} ${text}${suffix}`.trimEnd();
  });
  return [...told, ...(timeline.length > 0 ? ['', 'what happened', ...timeline] : [])].join('\n');
}

/** When a step had ended. */
function stepTime({ toMs }: StepReport): string {
  return toMs === undefined ? '' : formatDuration(toMs);
}

function properties(indent: string, values: Readonly<Record<string, string | undefined>>): string[] {
  const lines = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${indent} <property name="${name}" value="${attribute(value)}"/>`],
  );
  return lines.length === 0 ? [] : [`${indent}<properties>`, ...lines, `${indent}</properties>`];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Any text as the content of an XML element. */
export function xml(text: string): string {
  return visible(text).replace(/[&<>]/g, (char) => ENTITIES[char] as string);
}

/** Any text as the value of an XML attribute in double quotes: parsers would turn its line ends and tabs into blanks. */
export function attribute(text: string): string {
  return xml(text).replace(/["\n\t]/g, (char) => ENTITIES[char] ?? `&#${char.charCodeAt(0)};`);
}
