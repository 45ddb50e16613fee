import { defineParameterType } from '@cucumber/cucumber';
import { type PodMoment, podMomentMs } from '../src/index';
import { pathOf } from './known';
import { fail } from './observation';
import type { PodName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** What happened to one pod before or after something happened to another. */

const MOMENTS: Readonly<Record<string, PodMoment>> = {
  created: 'created',
  started: 'started',
  starts: 'started',
  ready: 'ready',
  deleted: 'deleted',
  gone: 'gone',
};

interface Moment {
  readonly text: string;
  readonly is: PodMoment;
}

defineParameterType({
  name: 'happened',
  regexp: /(?:has |had )?started|starts|(?:is|was|became|becomes|has been|had been) (?:created|deleted|gone|ready)/,
  transformer: (text: string): Moment => ({ text, is: MOMENTS[text.split(' ').at(-1) as string] as PodMoment }),
  useForSnippets: false,
});

interface PodEvent {
  readonly pod: PodName;
  readonly moment: Moment;
}

function assertBefore(world: PodwrightWorld, earlier: PodEvent, later: PodEvent): void {
  const [first, second] = [earlier, later].map(({ pod, moment }) => ({
    t: podMomentMs(world.cluster, pathOf(world, pod), moment.is),
    text: `pod "${pod.name}" ${moment.text}`,
  })) as [Seen, Seen];
  if (first.t === undefined || second.t === undefined || first.t > second.t)
    fail('in this order', `${first.text}, ${second.text}`, [first, second].map((one) => told(world, one)).join('; '));
}

interface Seen {
  readonly t: number | undefined;
  readonly text: string;
}

function told(world: PodwrightWorld, { t, text }: Seen): string {
  return `${text} ${t === undefined ? 'at no time' : `at ${world.moment(t)}`}`;
}

Then(
  '{pod} {happened} before {pod} {happened}',
  function (this: PodwrightWorld, pod: PodName, moment: Moment, other: PodName, later: Moment) {
    assertBefore(this, { pod, moment }, { pod: other, moment: later });
  },
);

Then(
  '{pod} {happened} (only )after {pod} {happened}',
  function (this: PodwrightWorld, pod: PodName, moment: Moment, other: PodName, earlier: Moment) {
    assertBefore(this, { pod: other, moment: earlier }, { pod, moment });
  },
);

Then('{pod} {happened} before {pod}', function (this: PodwrightWorld, pod: PodName, moment: Moment, other: PodName) {
  assertBefore(this, { pod, moment }, { pod: other, moment });
});

Then(
  '{pod} {happened} (only )after {pod}',
  function (this: PodwrightWorld, pod: PodName, moment: Moment, other: PodName) {
    assertBefore(this, { pod: other, moment }, { pod, moment });
  },
);
