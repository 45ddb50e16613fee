/** What components report: v1 Events with counts, and series. */
export { EventRecorder, type RecorderOptions } from './recorder';
export { type EventNote, SchedulerEventRecorder } from './schedulerRecorder';
