import type { Envelope, Pickle, TestStep, TestStepResult } from '@cucumber/messages';
import { AstNodes } from '../astNodes';

/** What a scenario failed on, for people. */
export interface Failure {
  readonly uri: string;
  readonly line: number;
  readonly scenario: string;
  readonly status: TestStepResult['status'];
  /** The sentence with its keyword; a scenario that what always holds has failed has none. */
  readonly sentence?: string;
  readonly sentenceLine?: number;
  readonly message: string;
  /** The last rows of the timeline. */
  readonly lastRows: string;
  /** What the pod of the sentence was like, and below it the chain of causes, a line each. */
  readonly chain?: string;
}

/** What begins the attachment with the last rows of a timeline. */
const LAST_ROWS = 'what happened last:\n';
/** And the one with the chain of causes behind a failed sentence. */
const WHY = /^why (.*):\n/;

interface Attempt {
  readonly testCaseId: string;
  broken?: { stepId: string; result: TestStepResult };
  lastRows: string;
  chain?: string;
}

/** Collects from Cucumber's messages why scenarios failed; of those that were retried the last attempt counts. */
export class Failures {
  private readonly nodes = new AstNodes();
  private readonly pickles = new Map<string, Pickle>();
  private readonly testCases = new Map<string, { pickleId: string; steps: readonly TestStep[] }>();
  private readonly attempts = new Map<string, Attempt>();
  private readonly found: Failure[] = [];

  add(message: Envelope): void {
    const { gherkinDocument, pickle, testCase, testCaseStarted, attachment, testStepFinished, testCaseFinished } =
      message;
    if (gherkinDocument) this.nodes.add(gherkinDocument);
    if (pickle) this.pickles.set(pickle.id, pickle);
    if (testCase) this.testCases.set(testCase.id, { pickleId: testCase.pickleId, steps: testCase.testSteps });
    if (testCaseStarted)
      this.attempts.set(testCaseStarted.id, { testCaseId: testCaseStarted.testCaseId, lastRows: '' });
    if (attachment?.mediaType === 'text/plain') this.attach(attachment);
    if (testStepFinished) this.finishStep(testStepFinished);
    if (testCaseFinished) this.finish(testCaseFinished.testCaseStartedId, testCaseFinished.willBeRetried);
  }

  all(): readonly Failure[] {
    return this.found;
  }

  private attach({ testCaseStartedId = '', body }: NonNullable<Envelope['attachment']>): void {
    const attempt = this.attempts.get(testCaseStartedId);
    if (!attempt) return;
    if (body.startsWith(LAST_ROWS)) attempt.lastRows = body.slice(LAST_ROWS.length);
    if (WHY.test(body)) attempt.chain = body.replace(WHY, '$1\n');
  }

  private finishStep({
    testCaseStartedId,
    testStepId,
    testStepResult,
  }: NonNullable<Envelope['testStepFinished']>): void {
    const attempt = this.attempts.get(testCaseStartedId);
    if (attempt && !attempt.broken && !['PASSED', 'SKIPPED'].includes(testStepResult.status))
      attempt.broken = { stepId: testStepId, result: testStepResult };
  }

  private finish(id: string, willBeRetried: boolean): void {
    const attempt = this.attempts.get(id);
    this.attempts.delete(id);
    const testCase = this.testCases.get(attempt?.testCaseId ?? '');
    const pickle = this.pickles.get(testCase?.pickleId ?? '');
    if (!attempt?.broken || willBeRetried || !testCase || !pickle) return;
    const { stepId, result } = attempt.broken;
    const pickleStepId = testCase.steps.find((step) => step.id === stepId)?.pickleStepId;
    const step = pickle.steps.find((one) => one.id === pickleStepId);
    const node = step?.astNodeIds[0];
    this.found.push({
      uri: pickle.uri,
      line: this.nodes.lineOf(pickle.astNodeIds.at(-1)),
      scenario: pickle.name,
      status: result.status,
      ...(step && { sentence: `${this.nodes.keywordOf(node)}${step.text}`, sentenceLine: this.nodes.lineOf(node) }),
      message: result.message ?? '',
      lastRows: attempt.lastRows,
      ...(attempt.chain !== undefined && { chain: attempt.chain }),
    });
  }
}
