/** Pods that run to their end, a given number of times. */
export { JobController } from './jobController';
