import type { Envelope, Pickle, TestStepResult } from '@cucumber/messages';
import { readable } from '../steps/readable';
import { AstNodes } from './astNodes';

/** What `run.json`, attached to each scenario, says. */
interface RunAttachment {
  digest: string;
  seed: number;
  kubernetes: string;
  virtualMs: number;
  rules?: string[];
  kept?: string[];
}

const ORDER = ['UNKNOWN', 'PASSED', 'SKIPPED', 'PENDING', 'UNDEFINED', 'AMBIGUOUS', 'FAILED'];

/** `file:line name` → digest of the journal, sorted. */
export type Digests = Readonly<Record<string, string>>;

interface Attempt {
  pickle: Pickle;
  line: number;
  worst: TestStepResult['status'];
  run?: RunAttachment;
}

/** Collects from Cucumber's messages what the summary, the digests and the hints need. */
export class RunRecord {
  finished = false;
  private ended = 0;
  readonly sentences: string[] = [];
  /** Texts of steps that nothing defines. */
  readonly undefinedTexts = new Set<string>();
  private readonly pickles = new Map<string, Pickle>();
  private readonly nodes = new AstNodes();
  private readonly testCases = new Map<string, string>();
  private readonly attempts = new Map<string, Attempt>();
  private readonly unmatched = new Map<string, string[]>();

  add(message: Envelope): void {
    if (message.stepDefinition) this.sentences.push(readable(message.stepDefinition.pattern.source));
    if (message.gherkinDocument) this.nodes.add(message.gherkinDocument);
    if (message.pickle) this.pickles.set(message.pickle.id, message.pickle);
    if (message.testCase) this.addTestCase(message.testCase);
    if (message.testCaseStarted) this.start(message.testCaseStarted);
    if (message.testStepFinished) this.finishStep(message.testStepFinished);
    if (message.attachment?.fileName === 'run.json') this.attach(message.attachment);
    if (message.testCaseFinished && !message.testCaseFinished.willBeRetried) this.ended++;
    if (message.testRunFinished) this.finished = true;
  }

  /** Scenarios by outcome; a scenario that was retried counts by its last attempt. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const attempt of this.last()) counts[attempt.worst] = (counts[attempt.worst] ?? 0) + 1;
    return counts;
  }

  /** How many scenarios have ended. */
  played(): number {
    return this.ended;
  }

  /** Virtual time of all scenarios together. */
  virtualMs(): number {
    return this.last().reduce((sum, attempt) => sum + (attempt.run?.virtualMs ?? 0), 0);
  }

  digests(): Digests {
    const rows = this.last().map((a): [string, string] => [
      `${a.pickle.uri}:${a.line} ${a.pickle.name}`,
      a.run?.digest ?? '',
    ]);
    return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Ids of the rules that acted in any scenario, sorted. */
  rules(): string[] {
    return [...new Set(this.last().flatMap((attempt) => attempt.run?.rules ?? []))].sort();
  }

  /** Kinds that scenarios made and that nothing acts on, each with the first scenario that did. */
  kept(): ReadonlyMap<string, string> {
    const places = new Map<string, string>();
    for (const { pickle, line, run } of this.last())
      for (const kind of run?.kept ?? []) if (!places.has(kind)) places.set(kind, `${pickle.uri}:${line}`);
    return places;
  }

  failed(): { uri: string; line: number; name: string }[] {
    return this.last()
      .filter((attempt) => !['PASSED', 'SKIPPED'].includes(attempt.worst))
      .map(({ pickle, line }) => ({ uri: pickle.uri, line, name: pickle.name }));
  }

  private last(): Attempt[] {
    const byPickle = new Map<string, Attempt>();
    for (const attempt of this.attempts.values()) byPickle.set(attempt.pickle.id, attempt);
    return [...byPickle.values()];
  }

  private addTestCase({ id, pickleId, testSteps }: NonNullable<Envelope['testCase']>): void {
    this.testCases.set(id, pickleId);
    const pickle = this.pickles.get(pickleId);
    const texts = testSteps
      .filter((step) => step.pickleStepId && step.stepDefinitionIds?.length === 0)
      .map((step) => pickle?.steps.find((s) => s.id === step.pickleStepId)?.text ?? '');
    this.unmatched.set(id, texts);
  }

  private start({ id, testCaseId }: NonNullable<Envelope['testCaseStarted']>): void {
    const pickle = this.pickles.get(this.testCases.get(testCaseId) ?? '');
    if (!pickle) return;
    const line = this.nodes.lineOf(pickle.astNodeIds.at(-1));
    this.attempts.set(id, { pickle, line, worst: 'UNKNOWN' as TestStepResult['status'] });
    for (const text of this.unmatched.get(testCaseId) ?? []) this.undefinedTexts.add(text);
  }

  private finishStep({ testCaseStartedId, testStepResult }: NonNullable<Envelope['testStepFinished']>): void {
    const attempt = this.attempts.get(testCaseStartedId);
    if (attempt && ORDER.indexOf(testStepResult.status) > ORDER.indexOf(attempt.worst))
      attempt.worst = testStepResult.status;
  }

  private attach({ testCaseStartedId, body, contentEncoding }: NonNullable<Envelope['attachment']>): void {
    const attempt = this.attempts.get(testCaseStartedId ?? '');
    if (attempt)
      attempt.run = JSON.parse(
        contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString() : body,
      ) as RunAttachment;
  }
}
