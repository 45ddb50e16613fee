/** What a campaign reached, and what it never did. */
export { SometimesMonitor } from './monitor';
export { SOMETIMES, type Sometimes } from './sometimes';
