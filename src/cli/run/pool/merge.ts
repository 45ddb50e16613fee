import type { Envelope } from '@cucumber/messages';
import { translate } from './names';
import type { Plan } from './plan';
import type { Played } from './protocol';

/** The messages of one run, as if one process had played all scenarios in their order. */
export function* merge(plan: Plan, batches: readonly Played[], now: Date): Generator<Envelope> {
  const { names } = plan;
  yield* plan.opening;
  if (!plan.hasDefinitions) yield* firstDefinitions(plan, batches);
  yield { testRunStarted: plan.testRunStarted };
  const played = new Map(batches.flatMap(({ scenarios }) => scenarios.map(({ name, messages }) => [name, messages])));
  const inOrder = plan.scenarios.map(({ pickleId, uri, line }) => {
    const messages = played.get(names.nameOf(pickleId));
    if (!messages) throw new Error(`no process has played ${uri}:${line}`);
    return messages.map((message) =>
      ours(
        translate(message, (name) => names.idOf(name)),
        plan,
      ),
    );
  });
  for (const [testCase] of inOrder) yield testCase as Envelope;
  for (const [, ...course] of inOrder) yield* course;
  yield {
    testRunFinished: {
      testRunStartedId: plan.testRunStarted.id,
      timestamp: { seconds: Math.floor(now.getTime() / 1000), nanos: (now.getTime() % 1000) * 1e6 },
      success: batches.every(({ success }) => success),
    },
  };
}

/** All workers have loaded the same definitions: those of one of them stand for all. */
function* firstDefinitions({ names }: Plan, batches: readonly Played[]): Generator<Envelope> {
  for (const message of batches.find(({ definitions }) => definitions)?.definitions ?? []) {
    names.add(message);
    yield message;
  }
}

function ours(message: Envelope, { testRunStarted }: Plan): Envelope {
  return message.testCase ? { testCase: { ...message.testCase, testRunStartedId: testRunStarted.id } } : message;
}
