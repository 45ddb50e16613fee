import type { Envelope } from '@cucumber/messages';
import { Names, translate } from './names';
import type { Played, PlayedScenario } from './protocol';

/** Sorts the messages of a worker's run by scenario. */
export class Recorder {
  private readonly names = new Names();
  private readonly definitions: Envelope[] = [];
  private readonly byTestCase = new Map<string, { name: string; messages: Envelope[] }>();
  private current: Envelope[] | undefined;
  private worst = false;
  private success = false;

  /** @param onScenario is told of each scenario that has ended */
  constructor(private readonly onScenario: (failed: boolean) => void) {}

  add(message: Envelope): void {
    this.names.add(message);
    if (isDefinition(message)) this.definitions.push(message);
    else if (message.testCase) this.addTestCase(message);
    else if (message.testRunFinished) this.success = message.testRunFinished.success;
    else if (message.testCaseStarted) this.start(message);
    else if (this.current) this.addToCurrent(message);
  }

  played(withDefinitions: boolean): Played {
    const scenarios: PlayedScenario[] = [...this.byTestCase.values()];
    return { success: this.success, scenarios, ...(withDefinitions && { definitions: this.definitions }) };
  }

  private addTestCase(message: Envelope): void {
    const { id, pickleId } = message.testCase as NonNullable<Envelope['testCase']>;
    const messages = [translate(message, (one) => this.names.nameOf(one))];
    this.byTestCase.set(id, { name: this.names.nameOf(pickleId), messages });
  }

  private start(message: Envelope): void {
    const { testCaseId } = message.testCaseStarted as NonNullable<Envelope['testCaseStarted']>;
    this.current = this.byTestCase.get(testCaseId)?.messages;
    this.current?.push(message);
    this.worst = false;
  }

  private addToCurrent(message: Envelope): void {
    this.current?.push(translate(message, (id) => this.names.nameOf(id)));
    const status = message.testStepFinished?.testStepResult.status;
    if (status !== undefined && status !== 'PASSED' && status !== 'SKIPPED') this.worst = true;
    if (!message.testCaseFinished) return;
    this.current = undefined;
    if (!message.testCaseFinished.willBeRetried) this.onScenario(this.worst);
  }
}

function isDefinition(message: Envelope): boolean {
  const { parameterType, stepDefinition, hook, undefinedParameterType } = message;
  return Boolean(parameterType ?? stepDefinition ?? hook ?? undefinedParameterType);
}
