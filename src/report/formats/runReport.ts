import { failureOf } from '../failure';
import type { RunModel } from '../html/index';
import type { Attempt, FeatureEntry, ScenarioEntry } from '../html/types';
import type { StepTime } from '../story/types';
import type { Attachments } from './attachments';
import type { AttemptReport, Counts, FailureReport, FeatureReport, RunReport, ScenarioReport } from './types';

export interface RunReportOptions {
  readonly version: string;
  /** What a clock shows now. */
  readonly nowMs: number;
}

/** What came of a run, for machines. */
export function runReport(model: RunModel, attachments: Attachments, { version, nowMs }: RunReportOptions): RunReport {
  const { features, partial, releases, seeds } = model.index(version, () => undefined);
  // The model promises its attempts in the order of the report
  const ids = model.attemptIds().values();
  const told = (entry: Attempt, line: number): AttemptReport => {
    const id = ids.next().value ?? '';
    const [times, timeline, chain] = [attachments.stepTimesOf(id), attachments.timelineOf(id), attachments.chainOf(id)];
    return attempt(entry, { line, times, timeline, chain });
  };
  const reports = features.map((entry) => feature(entry, told));
  const scenarios = reports.flatMap((report) => report.scenarios);
  return {
    schemaVersion: 1,
    podwright: version,
    partial,
    releases,
    seeds,
    counts: count(scenarios),
    virtualMs: scenarios.reduce((sum, { attempts }) => sum + (attempts.at(-1)?.virtualMs ?? 0), 0),
    features: reports,
    wallClock: model.wallClock(nowMs),
  };
}

function feature(
  { uri, name, description, scenarios }: FeatureEntry,
  told: (entry: Attempt, line: number) => AttemptReport,
): FeatureReport {
  const reports = scenarios.map((entry) => scenario(entry, told));
  return { file: uri, name, description, counts: count(reports), scenarios: reports };
}

function scenario(
  { id, line, name, rule, tags, state, flaky, attempts }: ScenarioEntry,
  told: (entry: Attempt, line: number) => AttemptReport,
): ScenarioReport {
  return {
    id,
    line,
    name,
    ...(rule !== undefined && { rule }),
    tags,
    state,
    ...(flaky && { flaky }),
    attempts: attempts.map((entry) => told(entry, line)),
  };
}

interface Around {
  /** Of the scenario. */
  readonly line: number;
  readonly times: readonly StepTime[];
  readonly timeline: readonly string[];
  readonly chain: readonly string[];
}

function attempt(entry: Attempt, around: Around): AttemptReport {
  const { state, steps, problems, kubernetes, seed, virtualMs, digest } = entry;
  const failure = failureReport(entry, around);
  return {
    state,
    ...(kubernetes !== undefined && { kubernetes }),
    ...(seed !== undefined && { seed }),
    ...(virtualMs !== undefined && { virtualMs }),
    ...(digest !== undefined && { digest }),
    ...(failure && { failure }),
    steps: steps.map((step, i) => {
      const [fromMs, toMs] = around.times[i] ?? [];
      return { ...step, ...(fromMs !== undefined && { fromMs, toMs }) };
    }),
    problems,
    timeline: around.timeline,
  };
}

function failureReport(entry: Attempt, { line, times, chain }: Around): FailureReport | undefined {
  const failure = failureOf(entry);
  if (!failure) return undefined;
  const { step: index, when, expected, seen, message } = failure;
  const step = entry.steps[index ?? -1];
  const atMs = step ? times[index ?? -1]?.[1] : entry.virtualMs;
  return {
    line: step?.line ?? line,
    ...(step && { sentence: `${step.keyword} ${step.text}`.trim() }),
    ...(atMs !== undefined && { atMs }),
    ...(when !== undefined && { when }),
    ...(expected !== undefined && { expected }),
    ...(seen !== undefined && { seen }),
    message,
    ...(chain.length > 0 && { why: chain }),
  };
}

function count(scenarios: readonly ScenarioReport[]): Counts {
  const counts: Record<string, number> = { scenarios: scenarios.length };
  for (const { state } of scenarios) counts[state] = (counts[state] ?? 0) + 1;
  return counts as Counts;
}
