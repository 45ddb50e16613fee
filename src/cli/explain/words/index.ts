import { CONTAINERS } from './containers';
import { EVENTS } from './events';
import { JOBS } from './jobs';
import { NODES } from './nodes';
import { RESIZES } from './resizes';
import { ROLLOUTS } from './rollouts';
import { STATUS } from './status';
import { TERMINATED } from './terminated';
import { VOLUMES } from './volumes';
import { WAITING } from './waiting';
import type { Word } from './word';
import { WORKLOADS } from './workloads';

export type { Word } from './word';

/** Every word that `podwright explain` knows. */
export const WORDS: readonly Word[] = [
  ...STATUS,
  ...WAITING,
  ...TERMINATED,
  ...EVENTS,
  ...CONTAINERS,
  ...JOBS,
  ...WORKLOADS,
  ...VOLUMES,
  ...NODES,
  ...ROLLOUTS,
  ...RESIZES,
];

/** The word as it is written, whatever its capital letters. `Init:2/3` is `Init:0/1`, `OutOfmemory` is `OutOfcpu`. */
export function findWord(text: string): Word | undefined {
  const wanted = text
    .toLowerCase()
    .replace(/^init:\d+\/\d+$/, 'init:0/1')
    .replace(/^outof\w+.*$/, 'outofcpu');
  return WORDS.find(({ word }) => word.toLowerCase() === wanted);
}
