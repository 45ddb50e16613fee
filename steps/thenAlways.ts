import { defineParameterType } from '@cucumber/cucumber';
import { type CountFrom, endpointsOver, fieldOver, type ObjectName, podsOver } from '../src/index';
import { fail } from './observation';
import type { Count } from './parameters';
import type { Pods } from './pods';
import { Then } from './sentence';
import { assertServiceIsKnown, type ServiceName } from './services';
import { stateOf } from './shownStates';
import { replicaField } from './thenReplicas';
import type { PodwrightWorld } from './world';

/**
 * What was so all the time, and still is when the scenario ends: `deployment "web" always has at least 3 ready replicas`. It counts from
 * the moment at which it was so first: a rollout takes nothing away that was not there before.
 */

/** Whether it shall be so, or shall not. */
const isAlways = (text: string): boolean => text.includes('always');

defineParameterType({
  name: 'alwaysHas',
  regexp: /(?:has |had )?(?:always|never) (?:has|had)|(?:has|had) (?:always|never)/,
  transformer: isAlways,
  useForSnippets: false,
});
defineParameterType({
  name: 'alwaysAre',
  regexp: /(?:is|are|was|were) (?:always|never)|(?:has|have) (?:always|never) been/,
  transformer: isAlways,
  useForSnippets: false,
});

defineParameterType({
  name: 'alwaysIs',
  regexp: /(?:is|was) (?:always|never)|has (?:always|never) been/,
  transformer: isAlways,
  useForSnippets: false,
});

/** @param over looked at now, and again when the scenario has ended */
function throughout(
  world: PodwrightWorld,
  isWanted: boolean,
  count: Count,
  what: string,
  over: () => readonly CountFrom[],
): void {
  const check = () => {
    const counts = [{ t: world.storyStartMs, count: 0 }, ...over()];
    const first = counts.findIndex((one) => count.accepts(one.count) === isWanted);
    const expected = `${isWanted ? 'always' : 'never'} ${count.text} ${what}`;
    if (first < 0) fail('at any time', expected, `${counts.at(-1)?.count ?? 0} now`);
    const other = counts.find((one, i) => i > first && count.accepts(one.count) !== isWanted);
    if (other) fail('at any time', expected, `${other.count} at ${world.moment(other.t)}`);
  };
  check();
  world.lasting.push(check);
}

Then(
  '{object} {alwaysHas} {count} {word} replica(s)',
  function (this: PodwrightWorld, object: ObjectName, isWanted: boolean, count: Count, word: string) {
    const path = `status.${replicaField(object, word)}`;
    throughout(this, isWanted, count, `${word} replicas`, () => fieldOver(this.cluster, object, path));
  },
);

Then(
  '{service} {alwaysHas} {count}( ready) endpoint(s)',
  function (this: PodwrightWorld, service: ServiceName, isWanted: boolean, count: Count) {
    assertServiceIsKnown(this, service);
    const { name, namespace } = service;
    throughout(this, isWanted, count, 'endpoints', () => endpointsOver(this.cluster, name, namespace));
  },
);

/** From the moment on at which it had one. */
for (const available of ['{service} {alwaysIs} available', '{service} {alwaysIs} reachable'])
  Then(available, function (this: PodwrightWorld, service: ServiceName, isWanted: boolean) {
    hasEndpoints(this, service, isWanted);
  });
Then('{service} {neverIs} without (ready )endpoints', function (this: PodwrightWorld, service: ServiceName) {
  hasEndpoints(this, service, true);
});

function hasEndpoints(world: PodwrightWorld, service: ServiceName, isWanted: boolean): void {
  assertServiceIsKnown(world, service);
  const { name, namespace } = service;
  throughout(world, isWanted, SOME, 'endpoints', () => endpointsOver(world.cluster, name, namespace));
}

const SOME: Count = { text: 'some', accepts: (count) => count > 0 };

Then('there {alwaysAre} {count} {pods}', function (this: PodwrightWorld, isWanted: boolean, count: Count, pods: Pods) {
  throughout(this, isWanted, count, pods.text, () => podsOver(this.cluster, pods.filter(this), () => true));
});

Then('never {count} {pods} exist(s)', function (this: PodwrightWorld, count: Count, pods: Pods) {
  throughout(this, false, count, pods.text, () => podsOver(this.cluster, pods.filter(this), () => true));
});

Then(
  '{count} {pods} {alwaysAre} {shown}',
  function (this: PodwrightWorld, count: Count, pods: Pods, isWanted: boolean, word: string) {
    const { is } = stateOf(word);
    throughout(this, isWanted, count, `${word} ${pods.text}`, () => podsOver(this.cluster, pods.filter(this), is));
  },
);

Then(
  'there {alwaysAre} {count} {shown} {pods}',
  function (this: PodwrightWorld, isWanted: boolean, count: Count, word: string, pods: Pods) {
    const { is } = stateOf(word);
    throughout(this, isWanted, count, `${word} ${pods.text}`, () => podsOver(this.cluster, pods.filter(this), is));
  },
);
