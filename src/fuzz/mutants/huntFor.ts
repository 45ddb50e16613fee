import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Hunt, Told } from './told';

export type Hunted = Extract<Told, { is: 'done' }>;

const SOURCES = join(__dirname, '..', '..');
const { isFresh } = require(join(SOURCES, 'cli', 'podwright.cjs')) as { isFresh(): boolean };
/** The build where it is up to date, since most of a short hunt is compiling; else the sources. */
const IS_BUILT = isFresh();

/** A module of this folder or another one, for a process that may have a fault in it. */
export function moduleWithFaults(...path: string[]): string {
  const parent = IS_BUILT ? join(SOURCES, '..', 'dist', 'src') : SOURCES;
  return `${join(parent, ...path)}.${IS_BUILT ? 'js' : 'ts'}`;
}

/** Flags that put a fault into every process that runs such modules. */
export const PRELOADS = [
  ...(IS_BUILT ? [] : ['-r', 'ts-node/register']),
  '-r',
  moduleWithFaults('fuzz', 'mutants', 'preload'),
];

/**
 * Plays a campaign in a process whose simulator has the fault of that name; without a name it has none.
 * @throws Error when the process ends without an answer
 */
export function huntFor(name: string | undefined, hunt: Hunt, progress: (runs: number) => void): Promise<Hunted> {
  return new Promise((resolve, reject) => {
    const child = fork(moduleWithFaults('fuzz', 'mutants', 'hunt'), {
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
