import { type Behaviour, parseQuantity } from '../src/index';
import type { ContainerName } from './parameters';
import { Given } from './sentence';
import type { PodwrightWorld } from './world';

/** What a server answers that is broken. */
const BROKEN = 500;

/**
 * How an app behaves that has no script of its own. Times count from the start of the container; said later, a sentence
 * changes an app that is running.
 */
function behave(world: PodwrightWorld, name: ContainerName, behaviour: Behaviour): void {
  world.behave(name, behaviour);
}

Given(
  '{container} needs {duration} before it serves',
  function (this: PodwrightWorld, name: ContainerName, startsServingAfterMs: number) {
    behave(this, name, { startsServingAfterMs });
  },
);

Given(
  '{container} answers {string} with (status ){int}',
  function (this: PodwrightWorld, name: ContainerName, path: string, status: number) {
    behave(this, name, { responses: [{ path, status }] });
  },
);

Given(
  '{container} answers {string} with (status ){int} after {duration}',
  function (this: PodwrightWorld, name: ContainerName, path: string, status: number, fromMs: number) {
    behave(this, name, { responses: [{ path, status, fromMs }] });
  },
);

Given(
  '{container} redirects {string} to {string}',
  function (this: PodwrightWorld, name: ContainerName, path: string, location: string) {
    behave(this, name, { responses: [{ path, status: 302, headers: { Location: location } }] });
  },
);

Given(
  '{container} needs/takes {duration} for each/every request',
  function (this: PodwrightWorld, name: ContainerName, latencyMs: number) {
    behave(this, name, { latencyMs });
  },
);

Given(
  '{container} takes {duration} to answer',
  function (this: PodwrightWorld, name: ContainerName, latencyMs: number) {
    behave(this, name, { latencyMs });
  },
);

Given(
  '{container} hangs after/from/at {duration}',
  function (this: PodwrightWorld, name: ContainerName, fromMs: number) {
    behave(this, name, { hangs: [{ fromMs }] });
  },
);

Given(
  '{container} hangs between {duration} and {duration}',
  function (this: PodwrightWorld, name: ContainerName, fromMs: number, untilMs: number) {
    behave(this, name, { hangs: [{ fromMs, untilMs }] });
  },
);

Given(
  '{container} refuses connections after {duration}',
  function (this: PodwrightWorld, name: ContainerName, fromMs: number) {
    behave(this, name, { refuses: [{ fromMs }] });
  },
);

/** `32Mi`, as in a manifest. */
for (const [unit, seconds] of Object.entries({ second: 1, minute: 60, hour: 3600 }))
  for (const leaks of ['leaks {word}', 'leaks {word} of memory'])
    Given(
      `{container} ${leaks} a/an/per/every/each ${unit}`,
      function (this: PodwrightWorld, name: ContainerName, quantity: string) {
        behave(this, name, { memory: { bytesPerSecond: Number(parseQuantity(quantity)) / 1000 / seconds } });
      },
    );

const OF_A_PATH: Readonly<
  Record<string, (...numbers: number[]) => { readonly status: number; readonly fromMs?: number }>
> = {
  '{answers} {int}': (status = BROKEN) => ({ status }),
  '{answers} {int} after {duration}': (status = BROKEN, fromMs = 0) => ({ status, fromMs }),
  fails: () => ({ status: BROKEN }),
  'fails after {duration}': (fromMs = 0) => ({ status: BROKEN, fromMs }),
};
for (const [course, answer] of Object.entries(OF_A_PATH))
  Given(
    `(the )(path )(endpoint ){string} of {container} ${course}`,
    function (this: PodwrightWorld, path: string, name: ContainerName, ...numbers: number[]) {
      behave(this, name, { responses: [{ path, ...answer(...numbers) }] });
    },
  );

Given(
  'the gRPC health of {container} is {string}',
  function (this: PodwrightWorld, name: ContainerName, status: string) {
    behave(this, name, { health: [{ status: health(status) }] });
  },
);

Given(
  'the gRPC health of {container} is {string} after {duration}',
  function (this: PodwrightWorld, name: ContainerName, status: string, fromMs: number) {
    behave(this, name, { health: [{ status: health(status), fromMs }] });
  },
);
Given(
  'the gRPC health of {container} is {string} from {duration} to {duration}',
  function (this: PodwrightWorld, name: ContainerName, status: string, fromMs: number, untilMs: number) {
    behave(this, name, { health: [{ status: health(status), fromMs, untilMs }] });
  },
);

Given(
  'the gRPC health of service {string} in {container} is {string}',
  function (this: PodwrightWorld, service: string, name: ContainerName, status: string) {
    behave(this, name, { health: [{ service, status: health(status) }] });
  },
);

Given(
  '{container} answers command {string} with exit code {int}',
  function (this: PodwrightWorld, name: ContainerName, command: string, exitCode: number) {
    behave(this, name, { commands: [{ command, exitCode }] });
  },
);

const HEALTH = ['SERVING', 'NOT_SERVING', 'UNKNOWN'] as const;

function health(word: string): (typeof HEALTH)[number] {
  const status = HEALTH.find((known) => known === word);
  if (!status) throw new Error(`a gRPC health is ${HEALTH.join(', ')}; not "${word}"`);
  return status;
}
