import { appendFileSync } from 'node:fs';
import { After, AfterStep } from '@cucumber/cucumber';
import type { PodwrightWorld } from './world';

/** Time passes in steps only: a step begins where the one before it ended. */
AfterStep(function (this: PodwrightWorld) {
  const { stepTimes } = this;
  const nowMs = this.hasCluster ? this.cluster.now - this.storyStartMs : 0;
  stepTimes.push([stepTimes.at(-1)?.[1] ?? 0, nowMs]);
});

/** Hands what reports show of this attempt to whoever writes them: a line of JSON in the file that the run named. */
After(function (this: PodwrightWorld, { testCaseStartedId }) {
  const { stories } = this.parameters;
  if (stories === undefined) return;
  const world = this.property?.storyWorld ?? this;
  const story = world.recorder?.story(this.property ? [] : this.stepTimes);
  if (story) appendFileSync(stories, `${JSON.stringify({ testCaseStartedId, story })}\n`);
});
