import type { Envelope, Pickle, TestCase } from '@cucumber/messages';

/**
 * Cucumber names everything by random ids, which differ between processes that have read the same files. What two
 * processes talk about therefore gets names that follow from the files: the third scenario of a feature is
 * `features/a.feature#2` everywhere, its first step `features/a.feature#2/0`, and the fourth definition `definition#3`.
 */
export class Names {
  private readonly scenariosOfFile = new Map<string, number>();
  private readonly toName = new Map<string, string>();
  private readonly toId = new Map<string, string>();
  private definitions = 0;

  /** Hears of a scenario, a sentence or a hook; other messages are ignored. */
  add({ pickle, stepDefinition, hook }: Envelope): void {
    if (pickle) this.addScenario(pickle);
    const definition = stepDefinition ?? hook;
    if (definition) this.pair(definition.id, `definition#${this.definitions++}`);
  }

  /** @throws Error when nobody has heard of the id */
  nameOf(id: string): string {
    return this.look(this.toName, id);
  }

  /** @throws Error when nobody has heard of the name */
  idOf(name: string): string {
    return this.look(this.toId, name);
  }

  private addScenario({ id, uri, steps }: Pickle): void {
    const index = this.scenariosOfFile.get(uri) ?? 0;
    this.scenariosOfFile.set(uri, index + 1);
    this.pair(id, `${uri}#${index}`);
    for (const [i, step] of steps.entries()) this.pair(step.id, `${uri}#${index}/${i}`);
  }

  private pair(id: string, name: string): void {
    this.toName.set(id, name);
    this.toId.set(name, id);
  }

  private look(table: ReadonlyMap<string, string>, key: string): string {
    const found = table.get(key);
    if (found === undefined) throw new Error(`the processes of the run disagree: ${key} is unknown to one of them`);
    return found;
  }
}

/** The message with the references to scenarios, steps and definitions put into other words. */
export function translate(message: Envelope, word: (id: string) => string): Envelope {
  if (message.testCase) return { testCase: translateTestCase(message.testCase, word) };
  if (message.suggestion)
    return { suggestion: { ...message.suggestion, pickleStepId: word(message.suggestion.pickleStepId) } };
  return message;
}

function translateTestCase(testCase: TestCase, word: (id: string) => string): TestCase {
  return {
    ...testCase,
    pickleId: word(testCase.pickleId),
    testSteps: testCase.testSteps.map((step) => ({
      ...step,
      ...(step.hookId !== undefined && { hookId: word(step.hookId) }),
      ...(step.pickleStepId !== undefined && { pickleStepId: word(step.pickleStepId) }),
      ...(step.stepDefinitionIds && { stepDefinitionIds: step.stepDefinitionIds.map(word) }),
    })),
  };
}
