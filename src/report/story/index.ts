/** What is told of a scenario: plain data for reports of every kind. */
export { type CaptureOptions, capture } from './capture';
export { StoryRecorder } from './recorder';
export { keepStory } from './storyFile';
export type * from './types';
