import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Hunt, Told } from './told';

export type Hunted = Extract<Told, { is: 'done' }>;

/** Flags that put a fault into every process that runs the sources. */
export const PRELOADS = ['-r', 'ts-node/register', '-r', join(__dirname, 'preload.ts')];

/**
 * Plays a campaign in a process whose simulator has the fault of that name; without a name it has none.
 * @throws Error when the process ends without an answer
 */
export function huntFor(name: string | undefined, hunt: Hunt, progress: (runs: number) => void): Promise<Hunted> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'hunt.ts'), {
      execArgv: PRELOADS,
      env: { ...process.env, ...(name !== undefined && { PODWRIGHT_MUTANT: name }) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', (told: Told) => (told.is === 'done' ? resolve(told) : progress(told.runs)));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the process with ${name ?? 'no mutant'} ended with code ${code}`)));
    child.send(hunt);
  });
}
