import type { Envelope } from '@cucumber/messages';
import { translate } from './names';
import type { Plan } from './plan';
import type { PlayedRun } from './pool';

/**
 * The messages of one run, as if one process had played all scenarios in their order.
 *
 * @param brokeOff the run ended before its time: what nobody has played is left out, and so is the end
 */
export function* merge(
  plan: Plan,
  played: PlayedRun,
  { now, brokeOff }: { now: Date; brokeOff: boolean },
): Generator<Envelope> {
  const { names } = plan;
  yield* plan.opening;
  if (!plan.hasDefinitions)
    for (const message of played.definitions) {
      names.add(message);
      yield message;
    }
  yield { testRunStarted: plan.testRunStarted };
  const inOrder = plan.scenarios.flatMap(({ pickleId, uri, line }) => {
    const messages = played.scenarios.get(names.nameOf(pickleId));
    if (!messages && !brokeOff) throw new Error(`no process has played ${uri}:${line}`);
    return messages ? [messages.map((message) => inOurs(message, plan))] : [];
  });
  for (const [testCase] of inOrder) yield testCase as Envelope;
  for (const [, ...course] of inOrder) yield* course;
  if (brokeOff) return;
  yield {
    testRunFinished: {
      testRunStartedId: plan.testRunStarted.id,
      timestamp: { seconds: Math.floor(now.getTime() / 1000), nanos: (now.getTime() % 1000) * 1e6 },
      success: played.success,
    },
  };
}

function inOurs(message: Envelope, plan: Plan): Envelope {
  const { testRunStarted, names } = plan;
  const translated = translate(message, (name) => names.idOf(name));
  return translated.testCase
    ? { testCase: { ...translated.testCase, testRunStartedId: testRunStarted.id } }
    : translated;
}
