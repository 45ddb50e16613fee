import { Command } from 'commander';
import type * as Worker from './worker';

/** The name of the hidden verb that makes a process a worker. */
export const WORKER = 'fuzz-worker';

export function workerCommand(): Command {
  return new Command(WORKER).description('play the runs that a `podwright fuzz` hands over').action(() => {
    const { work } = require('./worker') as typeof Worker;
    work();
  });
}
