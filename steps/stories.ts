import { After, AfterStep } from '@cucumber/cucumber';
import { keepStory } from '../src/index';
import type { PodwrightWorld } from './world';

/** Time passes in steps only: a step begins where the one before it ended. */
AfterStep(function (this: PodwrightWorld) {
  const { stepTimes } = this;
  const nowMs = this.hasCluster ? this.cluster.now - this.storyStartMs : 0;
  stepTimes.push([stepTimes.at(-1)?.[1] ?? 0, nowMs]);
});

/**
 * Hands what reports show of this attempt to whoever writes them, in the file that the run named. A disk that is full is no
 * fault of the scenario.
 */
After(function (this: PodwrightWorld, { testCaseStartedId }) {
  const { stories } = this.parameters;
  if (stories === undefined) return;
  const world = this.property?.storyWorld ?? this;
  const story = world.recorder?.story(this.property ? [] : this.stepTimes);
  const error = story && keepStory(stories, testCaseStartedId, story);
  if (error) this.attach(error.message, { mediaType: 'text/x-no-story', fileName: 'no-story.txt' });
});
