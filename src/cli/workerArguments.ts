/** Clusters die young: with room for some of them the garbage collector has less to copy. */
export const YOUNG_GENERATION = '--max-semi-space-size=32';

/** Node's arguments for a process that plays clusters for this one. A debugger's port belongs to one process. */
export function workerArguments(): string[] {
  return [YOUNG_GENERATION, ...process.execArgv.filter((flag) => !flag.startsWith('--inspect'))];
}
