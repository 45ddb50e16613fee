/** What machines read of a run. Each format is a function from {@link RunReport}, which is plain data, to text. */
export { Attachments } from './attachments';
export { codeQualityReport } from './codeQuality';
export { githubAnnotations, withoutWorkflowCommands } from './github';
export { jsonReport } from './json';
export { junitReport } from './junit';
export { MAX_SUMMARY_BYTES, markdownSummary } from './markdown';
export { reproducible, withVisibleTexts } from './messages';
export { rerunReport } from './rerun';
export { runReport } from './runReport';
export { chromeTrace, traceName } from './trace/index';
export type * from './types';
