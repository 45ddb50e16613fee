import { appendFileSync, truncateSync } from 'node:fs';
import type { Story } from './types';

/** How much of each file is whole lines. */
const wholeBytes = new Map<string, number>();

/**
 * Adds a story to the file that reports are made from: a line of `{testCaseStartedId, story}`. What could not be written
 * whole is taken back, so that the stories before it stay readable.
 *
 * @param append tests put a disk that is full in its place
 * @returns what the system said when it could not be written
 */
export function keepStory(
  file: string,
  testCaseStartedId: string,
  story: Story,
  append: (file: string, text: string) => void = appendFileSync,
): Error | undefined {
  const line = `${JSON.stringify({ testCaseStartedId, story })}\n`;
  const before = wholeBytes.get(file) ?? 0;
  try {
    append(file, line);
    wholeBytes.set(file, before + Buffer.byteLength(line));
    return undefined;
  } catch (error) {
    try {
      truncateSync(file, before);
    } catch {
      // It is not there, or no file at all
    }
    return error as Error;
  }
}
