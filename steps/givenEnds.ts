import { assertContainerIsKnown, type Behaviour, endContainers, parseSignal, type SignalName } from '../src/index';
import { runText } from './containerTexts';
import { assertIsDone } from './deed';
import { runsOf } from './known';
import { meant } from './meant';
import { asWritten, awaited, type Observed, observable } from './observation';
import type { ContainerName, Times } from './parameters';
import type { Pods } from './pods';
import { Given, When } from './sentence';
import { hasEndedWell, wasKilled } from './thenContainerEnds';
import { told } from './told';
import type { PodwrightWorld } from './world';

/**
 * How containers end. Under Given it is what their apps do; under When a container that runs crashes or is killed then and there;
 * under Then it is looked for.
 */

function hasFailed(world: PodwrightWorld, name: ContainerName): Observed {
  return hasFailedTimes(world, name, { text: 'at least once', accepts: (count) => count > 0 });
}

function hasFailedTimes(world: PodwrightWorld, name: ContainerName, times: Times): Observed {
  const all = runsOf(world, name);
  const failed = all.filter(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
  return {
    holds: times.accepts(failed.length),
    expected: `container "${name.container}" failed ${times.text}`,
    seen: `${failed.length} of ${all.length} runs; ${runText(world, all.at(-1))}`,
  };
}

interface Acts {
  /** What its app does, with the values behind its name. */
  readonly given: (...values: never[]) => Behaviour;
  /** What is done to it; where nothing is, it is waited for. */
  readonly when?: (world: PodwrightWorld, name: ContainerName) => void;
}

/** Names under Given may mean containers that are still to come; under When those that there are. */
function act(
  expression: string,
  observe: (world: PodwrightWorld, name: ContainerName, ...values: never[]) => Observed,
  { given, when }: Acts,
): void {
  const acts = (world: PodwrightWorld, said: ContainerName, ...values: never[]): void => {
    if (world.under === 'Given') {
      world.behave(said, given(...values));
      return;
    }
    const [name] = meant(world, [said]) as [ContainerName];
    if (when) when(world, name);
    else awaited(world, () => observe(world, name, ...values));
  };
  observable(expression, observe, acts, asWritten);
}

/** As an app that is broken does. */
const ERROR = 1;

for (const fails of ['{container} fails/failed', '{container} crashes/crashed'])
  act(fails, hasFailed, {
    given: () => ({ exits: { afterMs: 0, code: ERROR } }),
    ...(fails.includes('crashes') && { when: (world: PodwrightWorld, name: ContainerName) => end(world, name, ERROR) }),
  });

observable('{container} {has} failed/crashed', hasFailed);

act('{container} fails/failed/crashes/crashed {times}', hasFailedTimes, {
  given: (times: Times) => ({ exits: { afterMs: 0, code: ERROR, times: exactly(times) } }),
});

/** @throws Error for `at least twice`, which is no number */
function exactly(times: Times): number {
  for (let count = 0; count <= MOST_TIMES; count++)
    if (times.accepts(count) && !times.accepts(count + 1) && !times.accepts(count - 1)) return count;
  throw told(`say how often it fails, such as "twice": ${times.text} is no number up to ${MOST_TIMES}`);
}

const MOST_TIMES = 1000;

act('{container} succeeds/completes', hasEndedWell, { given: () => ({ exits: { afterMs: 0, code: 0 } }) });

observable('{container} {is} killed', wasKilled, (world: PodwrightWorld, name: ContainerName) =>
  end(world, name, 'KILL'),
);

for (const killed of [
  'I kill {container}',
  'the (main )process of {container} {is} killed',
  'the (main )process of {container} dies',
  '{container} dies',
])
  When(killed, function (this: PodwrightWorld, name: ContainerName) {
    assertIsDone(this, `container "${name.container}" is killed`);
    end(this, name, 'KILL');
  });

function end(world: PodwrightWorld, name: ContainerName, by: number | SignalName): void {
  assertContainerIsKnown(world.cluster, name.container);
  if (endContainers(world.cluster, name, by) > 0) return;
  throw told(
    `container "${name.container}" does not run now, so nothing can end it: ${runText(world, runsOf(world, name).at(-1))}`,
  );
}

/** Whichever: the first by its name, with all its containers. */
When('one/a {pods} crashes', function (this: PodwrightWorld, pods: Pods) {
  assertIsDone(this, `a pod of them crashed: 1 ${pods.text} is "CrashLoopBackOff"`);
  const [first] = pods.in(this).filter(({ status }) => status === 'Running');
  if (!first) throw told(`no ${pods.text} runs now, so none can crash`);
  const { name, namespace } = first;
  endContainers(this.cluster, { container: '*', pod: name, namespace }, ERROR);
});

Given(
  '{container} fails/crashes the first {int} time(s)',
  function (this: PodwrightWorld, name: ContainerName, times: number) {
    this.behave(name, { exits: { afterMs: 0, code: ERROR, times } });
  },
);

for (const sends of ['I send {signal} to {container}', '{container} is signalled with {signal}'])
  When(sends, function (this: PodwrightWorld, ...said: unknown[]) {
    const [name, signal] = (sends.startsWith('I') ? said.toReversed() : said) as [ContainerName, string];
    assertIsDone(this, `container "${name.container}" got ${signal}`);
    end(this, name, signalNamed(signal));
  });

/** @throws Error when no signal is called so */
function signalNamed(said: string): SignalName {
  const signal = parseSignal(said);
  if (!signal) throw told(`there is no signal "${said}"`);
  return signal;
}
