import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import {
  addressesEver,
  assertContainerIsKnown,
  assertFieldIsKnown,
  type Condition,
  type ContainerState,
  type ContainerStatus,
  containerStatus,
  describeCondition,
  describeState,
  eventRows,
  fieldOf,
  firstMissing,
  sandboxesOf,
  writersOf,
} from '../src/index';
import { pathOf, podNow } from './known';
import { fail, type Observed, observable, observableTable } from './observation';
import type { ContainerName, PodName, Times } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

function conditionsOf(world: PodwrightWorld, pod: PodName): Condition[] {
  return podNow(world, pod)?.status?.conditions ?? [];
}

observable(
  '(the )condition {conditionType} of {pod} {is} {status} with reason {status}',
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
  '(the )condition {conditionType} of {pod} {has} the message {string}',
  (world: PodwrightWorld, type: string, pod: PodName, message: string) => {
    const condition = conditionsOf(world, pod).find((c) => c.type === type);
    return {
      holds: (condition?.message ?? '').includes(message) && condition !== undefined,
      expected: `condition ${type} with "${message}"`,
      seen: describeCondition(condition),
    };
  },
);

for (const has of ['{pod} {has} these/the conditions', 'the conditions of {pod} {is}'])
  observableTable(has, (world: PodwrightWorld, pod: PodName, table: DataTable) => {
    const rows = conditionRows(table).map((row) => {
      const seen = conditionsOf(world, pod).find((condition) => condition.type === row['type']);
      const isSame = seen?.status === row['status'] && (row['reason'] ?? seen?.reason ?? '') === (seen?.reason ?? '');
      return { isSame, expected: conditionText(row), seen: `${row['type']}: ${describeCondition(seen)}` };
    });
    const other = rows.filter(({ isSame }) => !isSame);
    const told = other.length > 0 ? other : rows;
    return {
      holds: other.length === 0,
      expected: told.map(({ expected }) => expected).join('; '),
      seen: told.map(({ seen }) => seen).join('; '),
    };
  });

function conditionText({ type, status, reason }: Record<string, string | undefined>): string {
  return `condition ${type} is ${status}${reason ? ` (${reason})` : ''}`;
}

/** Under a head (`type`, `status`, `reason`, as `kubectl describe` has it or in small letters), or each type with its status. */
function conditionRows(table: DataTable): Record<string, string | undefined>[] {
  const [head = [], ...rows] = table.raw();
  if (head[0]?.toLowerCase() !== 'type') return table.raw().map(([type, status, reason]) => ({ type, status, reason }));
  return rows.map((row) => Object.fromEntries(head.map((title, i) => [title.toLowerCase(), row[i]])));
}

observable("{pod} cannot/can't be scheduled", (world: PodwrightWorld, pod: PodName) => {
  const condition = conditionsOf(world, pod).find(({ type }) => type === 'PodScheduled');
  return {
    holds: condition?.status === 'False',
    expected: 'condition PodScheduled is False',
    seen: describeCondition(condition),
  };
});

/** Of whichever pod. */
observable('the scheduler reports/says {string}', (world: PodwrightWorld, text: string) => {
  const said = eventRows(world.cluster).filter(({ reason }) => reason === 'FailedScheduling');
  return {
    holds: said.some(({ message }) => message.includes(text)),
    expected: `FailedScheduling: ${text}`,
    seen: said.at(-1)?.message ?? 'no event FailedScheduling',
  };
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

Then('{pod} {has} no condition {conditionType}', function (this: PodwrightWorld, pod: PodName, type: string) {
  const condition = conditionsOf(this, pod).find((c) => c.type === type);
  if (condition) fail('now', `no condition ${type}`, describeCondition(condition));
});

type Kind = 'waiting' | 'running' | 'terminated';

defineParameterType({
  name: 'containerState',
  regexp: /["']?(?:[Ww]aiting|[Rr]unning|[Tt]erminated)["']?/,
  transformer: (text: string) => text.toLowerCase().replaceAll(/["']/g, ''),
  useForSnippets: false,
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
        .replace('{because}', 'with reason')
        .replaceAll(/\([^)]*\)/g, '')
        .replace(/\{\w+\}/, `"${expected}"`),
      seen: describeStates(which, status),
    };
  });
}

function isInState(world: PodwrightWorld, name: ContainerName, kind: Kind, which: 'state' | 'lastState'): Observed {
  assertContainerIsKnown(world.cluster, name.container);
  const status = containerStatus(world.cluster, name);
  return {
    holds: status?.[which]?.[kind] !== undefined,
    expected: `the ${which === 'state' ? 'state' : 'last state'} of container "${name.container}" is ${kind}`,
    seen: describeStates(which, status),
  };
}

/** `the state of container "web" is running`, `the last state of container "web" is "Terminated"`. */
for (const [said, which] of [
  ['the state', 'state'],
  ['the last state', 'lastState'],
] as const)
  observable(`${said} of {container} {is} {containerState}`, (world: PodwrightWorld, name: ContainerName, kind: Kind) =>
    isInState(world, name, kind, which),
  );
for (const kind of ['waiting', 'running', 'terminated'] as const)
  observable(`{container} {is} in (the )state ${kind}`, (world: PodwrightWorld, name: ContainerName) =>
    isInState(world, name, kind, 'state'),
  );

/** What it says why it waits, or how it ended. */
observable(
  'the message of {container} {contains} {string}',
  (world: PodwrightWorld, name: ContainerName, text: string) => {
    assertContainerIsKnown(world.cluster, name.container);
    const { waiting, terminated } = containerStatus(world.cluster, name)?.state ?? {};
    const message = waiting?.message ?? terminated?.message;
    return {
      holds: message?.includes(text) === true,
      expected: `container "${name.container}" with message "${text}"`,
      seen: message ?? 'no message',
    };
  },
);

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

for (const waits of [
  'waits {because} {status}',
  '{is} waiting {because} {status}',
  '{is} in (state )(status ){status}',
])
  stateSentence(`{container} ${waits}`, 'state', (s, reason) => s.waiting?.reason === reason);
/** As it is now: `was terminated` speaks of the last end. */
stateSentence('{container} is/becomes/stays terminated', 'state', (s) => s.terminated !== undefined);
stateSentence(
  '{container} is/becomes/stays terminated {because} {status}',
  'state',
  (s, reason) => s.terminated?.reason === reason,
);
stateSentence(
  '{container} is/becomes/stays terminated with exit code {int}',
  'state',
  (s, code) => s.terminated?.exitCode === code,
);
stateSentence('{container} waits with message {string}', 'state', (s, text) =>
  (s.waiting?.message ?? '').includes(String(text)),
);
stateSentence('{container} {is} terminated with message {string}', 'state', (s, text) =>
  (s.terminated?.message ?? '').includes(String(text)),
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
  'the last state of {container} {is} terminated {because} {status}',
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

observable('{pod} {has} (the )QoS class {status}', hasQosClass);
observable('the QoS class of {pod} {is} {status}', hasQosClass);

function hasQosClass(world: PodwrightWorld, pod: PodName, expected: string): Observed {
  const qosClass = podNow(world, pod)?.status?.qosClass;
  return { holds: qosClass === expected, expected: `QoS class ${expected}`, seen: qosClass ?? 'none' };
}

for (const address of ['an address', 'an IP( address)'])
  observable(`{pod} {has} ${address}`, (world: PodwrightWorld, pod: PodName) => {
    const { podIP } = podNow(world, pod)?.status ?? {};
    return { holds: podIP !== undefined, expected: `pod "${pod.name}" has an address`, seen: 'it has none' };
  });

observable('(the )field {string} of {pod} {unset}', (world: PodwrightWorld, path: string, pod: PodName) => {
  assertFieldIsKnown('Pod', path);
  const found = podNow(world, pod);
  const value = fieldOf(found, path);
  return { holds: found !== undefined && !value, expected: `no ${path}`, seen: found ? `"${value}"` : 'it is gone' };
});

Then('{pod} was written by {words} in this order', function (this: PodwrightWorld, pod: PodName, expected: string[]) {
  const writers = writersOf(this.cluster, pathOf(this, pod));
  if (firstMissing(writers, expected) !== undefined) fail('by now', expected.join(', '), writers.join(', '));
});

Then('{pod} {has} always had the same address', function (this: PodwrightWorld, pod: PodName) {
  const addresses = addressesEver(this.cluster, pathOf(this, pod));
  if (addresses.length !== 1) fail('at any time', 'one address', addresses.join(', ') || 'no address');
});

/** Another than its first one. */
for (const changed of [
  'the IP/address of {pod} changes/changed',
  '{pod} {has} a new IP( address)',
  '{pod} {has} a new address',
])
  observable(changed, (world: PodwrightWorld, pod: PodName) => {
    const addresses = addressesEver(world.cluster, pathOf(world, pod));
    return {
      holds: addresses.length > 1,
      expected: 'more than one address',
      seen: addresses.join(', ') || 'no address',
    };
  });

Then('the sandbox of {pod} was made {times}', function (this: PodwrightWorld, pod: PodName, times: Times) {
  const count = sandboxesOf(this.cluster, pathOf(this, pod));
  if (!times.accepts(count)) fail('by now', `${times.text}`, `${count} sandboxes`);
});
