import type { DataTable } from '@cucumber/cucumber';
import {
  addressesEver,
  assertContainerIsKnown,
  type Condition,
  type ContainerState,
  type ContainerStatus,
  containerStatus,
  describeCondition,
  describeState,
  fieldOf,
  firstMissing,
  sandboxesOf,
  writersOf,
} from '../src/index';
import { pathOf, podNow } from './known';
import { fail, type Observed, observable } from './observation';
import type { ContainerName, PodName, Times } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

function conditionsOf(world: PodwrightWorld, pod: PodName): Condition[] {
  return podNow(world, pod)?.status?.conditions ?? [];
}

observable(
  '(the )condition {status} of {pod} {is} {status} with reason {status}',
  (world: PodwrightWorld, type: string, pod: PodName, status: string, reason: string) => {
    const condition = conditionsOf(world, pod).find((c) => c.type === type);
    return {
      holds: condition?.status === status && condition.reason === reason,
      expected: `condition ${type} is ${status} (${reason})`,
      seen: describeCondition(condition),
    };
  },
);

observable(
  '(the )condition {status} of {pod} {has} the message {string}',
  (world: PodwrightWorld, type: string, pod: PodName, message: string) => {
    const condition = conditionsOf(world, pod).find((c) => c.type === type);
    return {
      holds: (condition?.message ?? '').includes(message) && condition !== undefined,
      expected: `condition ${type} with "${message}"`,
      seen: describeCondition(condition),
    };
  },
);

Then('{pod} {has} these/the conditions(:)', function (this: PodwrightWorld, pod: PodName, table: DataTable) {
  const conditions = conditionsOf(this, pod);
  for (const row of table.hashes()) {
    const seen = conditions.find((c) => c.type === row['type']);
    const same =
      seen?.status === row['status'] && (row['reason'] === undefined || (seen?.reason ?? '') === row['reason']);
    if (!same)
      fail('now', `condition ${row['type']} is ${row['status']} (${row['reason'] ?? ''})`, describeCondition(seen));
  }
});

/** As the scheduler says why. */
observable('{pod} cannot be scheduled because of {string}', (world: PodwrightWorld, pod: PodName, why: string) => {
  const condition = conditionsOf(world, pod).find(({ type }) => type === 'PodScheduled');
  return {
    holds: condition?.status === 'False' && (condition.message ?? '').includes(why),
    expected: `condition PodScheduled is False with "${why}"`,
    seen: describeCondition(condition),
  };
});

Then('{pod} {has} no condition {status}', function (this: PodwrightWorld, pod: PodName, type: string) {
  const condition = conditionsOf(this, pod).find((c) => c.type === type);
  if (condition) fail('now', `no condition ${type}`, describeCondition(condition));
});

/** A sentence about the state of a container, as the API server has it. */
function stateSentence(
  expression: string,
  which: 'state' | 'lastState',
  holds: (state: ContainerState, expected: string | number) => boolean,
): void {
  observable(expression, (world: PodwrightWorld, name: ContainerName, expected: string | number): Observed => {
    assertContainerIsKnown(world.cluster, name.container);
    const status = containerStatus(world.cluster, name);
    return {
      holds: status !== undefined && holds(status[which] ?? {}, expected),
      expected: expression
        .replace('{container}', `container "${name.container}"`)
        .replace('{is}', 'is')
        .replace('{has} the/a', 'has the')
        .replace(/\{\w+\}/, `"${expected}"`),
      seen: describeStates(which, status),
    };
  });
}

observable('{container} {is} waiting', (world: PodwrightWorld, name: ContainerName) => {
  assertContainerIsKnown(world.cluster, name.container);
  const state = containerStatus(world.cluster, name)?.state;
  return {
    holds: state?.waiting !== undefined,
    expected: `container "${name.container}" is waiting`,
    seen: describeState(state),
  };
});
/** One that runs again has ended before: that may be what was meant. */
function describeStates(which: 'state' | 'lastState', status: ReturnType<typeof containerStatus>): string {
  const { terminated } = status?.lastState ?? {};
  const before = which === 'state' && terminated ? `; its last state: ${describeState({ terminated })}` : '';
  return `${describeState(status?.[which])}${before}`;
}

stateSentence('{container} waits with reason {status}', 'state', (s, reason) => s.waiting?.reason === reason);
stateSentence('{container} {is} waiting with reason {status}', 'state', (s, reason) => s.waiting?.reason === reason);
stateSentence('{container} waits with message {string}', 'state', (s, text) =>
  (s.waiting?.message ?? '').includes(String(text)),
);
stateSentence(
  '{container} {is} terminated with reason {status}',
  'state',
  (s, reason) => s.terminated?.reason === reason,
);
stateSentence('{container} {is} terminated with message {string}', 'state', (s, text) =>
  (s.terminated?.message ?? '').includes(String(text)),
);
stateSentence(
  '{container} {is} terminated with exit code {int}',
  'state',
  (s, code) => s.terminated?.exitCode === code,
);
stateSentence(
  '{container} {has} the/a termination message {string}',
  'state',
  (s, text) => s.terminated?.message?.trimEnd() === text,
);
stateSentence(
  'the termination message of {container} {is} {string}',
  'state',
  (s, text) => s.terminated?.message?.trimEnd() === text,
);
stateSentence(
  'the last state of {container} {is} terminated with reason {status}',
  'lastState',
  (s, reason) => s.terminated?.reason === reason,
);
stateSentence(
  'the last state of {container} {is} terminated with exit code {int}',
  'lastState',
  (s, code) => s.terminated?.exitCode === code,
);

for (const [what, is] of [
  ['running', (s: ContainerStatus) => s.state?.running !== undefined],
  ['ready', (s: ContainerStatus) => s.ready],
] as const)
  observable(`all (the )containers of {pod} {is} ${what}`, (world: PodwrightWorld, pod: PodName) => {
    const all = podNow(world, pod)?.status?.containerStatuses ?? [];
    return {
      holds: all.length > 0 && all.every(is),
      expected: `all containers of pod "${pod.name}" are ${what}`,
      seen: all.map((s) => `${s.name} ${describeState(s.state)}${s.ready ? ', ready' : ''}`).join('; ') || 'none',
    };
  });

observable('{pod} {has} (the )QoS class {status}', (world: PodwrightWorld, pod: PodName, expected: string) => {
  const qosClass = podNow(world, pod)?.status?.qosClass;
  return { holds: qosClass === expected, expected: `QoS class ${expected}`, seen: qosClass ?? 'none' };
});

Then('the field {string} of {pod} is not set', function (this: PodwrightWorld, path: string, pod: PodName) {
  const value = fieldOf(podNow(this, pod), path);
  if (value !== undefined) fail('now', `no ${path}`, `"${value}"`);
});

Then('{pod} was written by {words} in this order', function (this: PodwrightWorld, pod: PodName, expected: string[]) {
  const writers = writersOf(this.cluster, pathOf(this, pod));
  if (firstMissing(writers, expected) !== undefined) fail('by now', expected.join(', '), writers.join(', '));
});

Then('{pod} {has} always had the same address', function (this: PodwrightWorld, pod: PodName) {
  const addresses = addressesEver(this.cluster, pathOf(this, pod));
  if (addresses.length !== 1) fail('at any time', 'one address', addresses.join(', ') || 'no address');
});

Then('the sandbox of {pod} was made {times}', function (this: PodwrightWorld, pod: PodName, times: Times) {
  const count = sandboxesOf(this.cluster, pathOf(this, pod));
  if (!times.accepts(count)) fail('by now', `${times.text}`, `${count} sandboxes`);
});
