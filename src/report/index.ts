/** What people and machines read of a run: rows, timelines, files. Everything is made from the journal. */
export { type EventRow, eventRows } from './eventRows';
export { podRows, type WatchRow } from './podRows';
export { keepStory, type StepTime, type Story, StoryRecorder } from './story/index';
export { renderTimeline } from './timeline';
