/** What people and machines read of a run: timelines, stories, files. Everything is made from the journal. */
export { keepStory, type StepTime, type Story, StoryRecorder } from './story/index';
export { renderTimeline } from './timeline';
