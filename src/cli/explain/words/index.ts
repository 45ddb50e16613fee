import { EVENTS } from './events';
import { STATUS } from './status';
import { TERMINATED } from './terminated';
import { WAITING } from './waiting';
import type { Word } from './word';

export type { Word } from './word';

/** Every word that `podwright explain` knows. */
export const WORDS: readonly Word[] = [...STATUS, ...WAITING, ...TERMINATED, ...EVENTS];

/** The word as it is written, whatever its capital letters. `Init:2/3` is `Init:0/1`. */
export function findWord(text: string): Word | undefined {
  const wanted = text.toLowerCase().replace(/^init:\d+\/\d+$/, 'init:0/1');
  return WORDS.find(({ word }) => word.toLowerCase() === wanted);
}
