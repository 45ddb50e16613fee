import type { Envelope } from '@cucumber/messages';
import { Names, translate } from './names';
import type { PlayedScenario } from './protocol';

/** Sorts the messages of a worker's run by scenario. */
export class Recorder {
  private readonly names = new Names();
  /** Sentences, hooks and parameter types. */
  readonly definitions: Envelope[] = [];
  /** Of the run as a whole. */
  success = false;
  private readonly byTestCase = new Map<string, { name: string; messages: Envelope[] }>();
  private current: { name: string; messages: Envelope[] } | undefined;
  private failed = false;

  /** @param onScenario is handed each scenario that has ended */
  constructor(private readonly onScenario: (scenario: PlayedScenario) => void) {}

  add(message: Envelope): void {
    this.names.add(message);
    if (isDefinition(message)) this.definitions.push(message);
    else if (message.testCase) this.addTestCase(message);
    else if (message.testRunFinished) this.success = message.testRunFinished.success;
    else if (message.testCaseStarted) this.start(message);
    else if (this.current) this.addToCurrent(message);
  }

  private addTestCase(message: Envelope): void {
    const { id, pickleId } = message.testCase as NonNullable<Envelope['testCase']>;
    const messages = [translate(message, (one) => this.names.nameOf(one))];
    this.byTestCase.set(id, { name: this.names.nameOf(pickleId), messages });
  }

  private start(message: Envelope): void {
    const { testCaseId } = message.testCaseStarted as NonNullable<Envelope['testCaseStarted']>;
    this.current = this.byTestCase.get(testCaseId);
    this.current?.messages.push(message);
    this.failed = false;
  }

  private addToCurrent(message: Envelope): void {
    const { current } = this;
    current?.messages.push(translate(message, (id) => this.names.nameOf(id)));
    const status = message.testStepFinished?.testStepResult.status;
    if (status !== undefined && status !== 'PASSED' && status !== 'SKIPPED') this.failed = true;
    if (!message.testCaseFinished) return;
    this.current = undefined;
    if (current && !message.testCaseFinished.willBeRetried) this.onScenario({ ...current, failed: this.failed });
  }
}

function isDefinition(message: Envelope): boolean {
  const { parameterType, stepDefinition, hook, undefinedParameterType } = message;
  return Boolean(parameterType ?? stepDefinition ?? hook ?? undefinedParameterType);
}
