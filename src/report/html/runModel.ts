import type * as messages from '@cucumber/messages';
import { shortened } from '../story/limits';
import type { Attempt, FeatureEntry, RunIndex, ScenarioEntry, State, StepEntry, WallClock } from './types';

/** What is known of an AST node by its id. */
interface Node {
  readonly line: number;
  readonly keyword: string;
  readonly rule?: string;
}

interface Played {
  readonly id: string;
  readonly testCase: messages.TestCase;
  readonly attempt: number;
  readonly results: Map<string, messages.TestStepResult>;
  run?: { kubernetes?: string; seed?: number; virtualMs?: number; digest?: string };
}

/** A step may have this much text in its doc string, and a message this many lines, before it is cut. */
const MAX_TEXT = 20_000;

const ORDER: readonly State[] = ['unknown', 'passed', 'skipped', 'pending', 'undefined', 'ambiguous', 'failed'];

/** Collects Cucumber's messages of a run, in any order that Cucumber sends them, into what a report shows. */
export class RunModel {
  private readonly documents = new Map<string, messages.Feature>();
  private readonly nodes = new Map<string, Node>();
  private readonly pickles = new Map<string, messages.Pickle>();
  private readonly testCases = new Map<string, messages.TestCase>();
  private readonly played = new Map<string, Played>();
  private startedMs = 0;
  private endedMs: number | undefined;

  add(message: messages.Envelope): void {
    if (message.gherkinDocument) this.document(message.gherkinDocument);
    if (message.pickle) this.pickles.set(message.pickle.id, message.pickle);
    if (message.testCase) this.testCases.set(message.testCase.id, message.testCase);
    if (message.testCaseStarted) this.started(message.testCaseStarted);
    if (message.testStepFinished) this.finished(message.testStepFinished);
    if (message.attachment?.fileName === 'run.json') this.attached(message.attachment);
    if (message.testRunStarted) this.startedMs = millis(message.testRunStarted.timestamp);
    if (message.testRunFinished) this.endedMs = millis(message.testRunFinished.timestamp);
  }

  /** Ids of all attempts, in the order of the report. */
  attemptIds(): string[] {
    return this.byScenario().flatMap(({ attempts }) => attempts.map(({ id }) => id));
  }

  /** @param storyOf where the story of an attempt is */
  index(version: string, storyOf: (attemptId: string) => readonly [number, number] | undefined): RunIndex {
    const features = this.features(storyOf);
    const attempts = features.flatMap(({ scenarios }) => scenarios).flatMap((scenario) => scenario.attempts);
    const releases = attempts.flatMap(({ kubernetes }) => (kubernetes ? [kubernetes] : []));
    const seeds = attempts.flatMap(({ seed }) => (seed === undefined ? [] : [seed]));
    return {
      version,
      partial: this.endedMs === undefined,
      releases: [...new Set(releases)].sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))),
      seeds: [...new Set(seeds)].sort((a, b) => a - b),
      features,
    };
  }

  /** What was played. @param storyOf where the story of an attempt is; without it none has one */
  features(storyOf: (attemptId: string) => readonly [number, number] | undefined = () => undefined): FeatureEntry[] {
    const features = new Map<string, ScenarioEntry[]>();
    for (const played of this.byScenario()) {
      const { uri, entry } = this.scenario(played, storyOf);
      const known = features.get(uri);
      if (known) known.push(entry);
      else features.set(uri, [entry]);
    }
    return [...features].map(([uri, entries]) => this.feature(uri, entries));
  }

  /** Tags of all scenarios, also of those that were not played. */
  tags(): Set<string> {
    return new Set([...this.pickles.values()].flatMap(({ tags }) => tags.map(({ name }) => name)));
  }

  wallClock(nowMs: number): WallClock {
    const endedMs = this.endedMs ?? nowMs;
    return {
      startedAt: new Date(this.startedMs || nowMs).toISOString(),
      durationMs: Math.round(Math.max(0, endedMs - (this.startedMs || nowMs))),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    };
  }

  private document({ uri = '', feature }: messages.GherkinDocument): void {
    if (!feature) return;
    this.documents.set(uri, feature);
    for (const child of feature.children) this.children(child);
  }

  private children(child: messages.FeatureChild | messages.RuleChild, rule?: string): void {
    for (const part of [child.background, child.scenario]) {
      if (!part) continue;
      const { line } = part.location;
      this.nodes.set(part.id, { line, keyword: part.keyword.trim(), ...(rule && { rule }) });
      for (const step of part.steps)
        this.nodes.set(step.id, { line: step.location.line, keyword: step.keyword.trim() });
    }
    for (const examples of child.scenario?.examples ?? [])
      for (const row of examples.tableBody) this.nodes.set(row.id, { line: row.location.line, keyword: '' });
    if ('rule' in child && child.rule) for (const inner of child.rule.children) this.children(inner, child.rule.name);
  }

  private started({ id, testCaseId, attempt }: messages.TestCaseStarted): void {
    const testCase = this.testCases.get(testCaseId);
    if (testCase) this.played.set(id, { id, testCase, attempt, results: new Map() });
  }

  private finished({ testCaseStartedId, testStepId, testStepResult }: messages.TestStepFinished): void {
    this.played.get(testCaseStartedId)?.results.set(testStepId, testStepResult);
  }

  private attached({ testCaseStartedId, body, contentEncoding }: messages.Attachment): void {
    const played = this.played.get(testCaseStartedId ?? '');
    const text = contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString() : body;
    if (played) played.run = JSON.parse(text) as NonNullable<Played['run']>;
  }

  /** Scenarios by file and line, each with its attempts in order: the order in which they ran plays no part. */
  private byScenario(): { pickle: messages.Pickle; line: number; attempts: Played[] }[] {
    const attempts = new Map<string, Played[]>();
    for (const played of this.played.values())
      attempts.set(played.testCase.pickleId, [...(attempts.get(played.testCase.pickleId) ?? []), played]);
    return [...this.pickles.values()]
      .filter(({ id }) => attempts.has(id))
      .map((pickle) => {
        const line = this.nodes.get(pickle.astNodeIds.at(-1) ?? '')?.line ?? 0;
        const own = [...(attempts.get(pickle.id) ?? [])].sort((a, b) => a.attempt - b.attempt);
        return { pickle, line, attempts: own };
      })
      .sort((a, b) => compare(a.pickle.uri, b.pickle.uri) || a.line - b.line);
  }

  private scenario(
    { pickle, line, attempts }: { pickle: messages.Pickle; line: number; attempts: Played[] },
    storyOf: (attemptId: string) => readonly [number, number] | undefined,
  ): { uri: string; entry: ScenarioEntry } {
    const node = this.nodes.get(pickle.astNodeIds[0] ?? '');
    const all = attempts.map((played) => this.attempt(pickle, played, storyOf(played.id)));
    const state = all.at(-1)?.state ?? 'unknown';
    const flaky = state === 'passed' && all.length > 1;
    const entry: ScenarioEntry = {
      id: `${pickle.uri}:${line}`,
      line,
      name: shortened(pickle.name),
      keyword: node?.keyword ?? 'Scenario',
      ...(node?.rule && { rule: node.rule }),
      tags: pickle.tags.map(({ name }) => shortened(name)),
      state,
      ...(flaky && { flaky }),
      attempts: all,
    };
    return { uri: pickle.uri, entry };
  }

  private attempt(
    pickle: messages.Pickle,
    { testCase, results, run }: Played,
    story?: readonly [number, number],
  ): Attempt {
    const steps: StepEntry[] = [];
    const problems: string[] = [];
    let state: State = 'unknown';
    for (const { id, pickleStepId } of testCase.testSteps) {
      const result = results.get(id);
      const own = stateOf(result);
      if (ORDER.indexOf(own) > ORDER.indexOf(state)) state = own;
      const step = pickle.steps.find((candidate) => candidate.id === pickleStepId);
      if (step) steps.push(this.step(step, own, result?.message));
      else if (own === 'failed' && result?.message) problems.push(shortened(withoutStack(result.message), MAX_TEXT));
    }
    const { kubernetes, seed, virtualMs, digest } = run ?? {};
    return {
      state,
      steps,
      problems,
      ...(kubernetes !== undefined && { kubernetes }),
      ...(seed !== undefined && { seed }),
      ...(virtualMs !== undefined && { virtualMs }),
      ...(digest !== undefined && { digest }),
      ...(story && { story }),
    };
  }

  private step({ astNodeIds, text, argument }: messages.PickleStep, state: State, message?: string): StepEntry {
    const { line = 0, keyword = '' } = this.nodes.get(astNodeIds[0] ?? '') ?? {};
    return {
      line,
      keyword,
      text: shortened(text),
      ...(argument?.docString && { docString: shortened(argument.docString.content, MAX_TEXT) }),
      ...(argument?.dataTable && {
        table: argument.dataTable.rows.map(({ cells }) => cells.map(({ value }) => shortened(value))),
      }),
      state,
      ...(message && state !== 'passed' && { message: shortened(withoutStack(message), MAX_TEXT) }),
    };
  }

  private feature(uri: string, scenarios: readonly ScenarioEntry[]): FeatureEntry {
    const { name = uri, description = '' } = this.documents.get(uri) ?? {};
    const lines = description.split('\n').map((line) => line.trim());
    return { uri, name: shortened(name || uri), description: shortened(lines.join('\n').trim()), scenarios };
  }
}

function stateOf(result: messages.TestStepResult | undefined): State {
  const word = (result?.status ?? 'UNKNOWN').toLowerCase();
  return (ORDER as readonly string[]).includes(word) ? (word as State) : 'unknown';
}

/** Frames name folders of the machine that it ran on, and help nobody who writes features. */
function withoutStack(message: string): string {
  return message
    .split('\n')
    .filter((line) => !/^\s+at .+(?::\d+:\d+\)?|\(<anonymous>\))$/.test(line))
    .join('\n')
    .replace(/^(?:Assertion)?Error: /, '');
}

function millis({ seconds, nanos }: messages.Timestamp): number {
  return Number(seconds) * 1000 + nanos / 1e6;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
