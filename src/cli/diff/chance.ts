import type { Line, Story } from './story';

/**
 * What other seeds of two releases show. A release makes a difference where none of the other's seeds does the same: else two
 * plays part because their dice fell otherwise.
 */
export interface Seeds {
  readonly older: readonly Story[];
  readonly newer: readonly Story[];
}

export const NO_SEEDS: Seeds = { older: [], newer: [] };

/** True when a story without this release's change tells the line of an object as often. */
export function isToldIn(stories: readonly Story[], object: string, course: readonly Line[], line: Line): boolean {
  const often = timesOf(course, line.text).length;
  return stories.some((story) => timesOf(story.get(object) ?? [], line.text).length >= often);
}

/** True when the times at which two releases tell the same line cannot be told apart. */
export function isAnyTime(
  { older, newer }: Seeds,
  object: string,
  courses: { readonly older: readonly Line[]; readonly newer: readonly Line[] },
  pair: { readonly before: Line; readonly after: Line },
): boolean {
  const { text } = pair.before;
  const which = courses.older.filter((line) => line.text === text).indexOf(pair.before);
  const others = (stories: readonly Story[]) =>
    stories.map((story) => timesOf(story.get(object) ?? [], text)[which]).filter((t) => t !== undefined);
  const before = [pair.before.t, ...others(older)];
  const after = [pair.after.t, ...others(newer)];
  return Math.min(...before) <= Math.max(...after) && Math.min(...after) <= Math.max(...before);
}

function timesOf(course: readonly Line[], text: string): number[] {
  return course.filter((line) => line.text === text).map(({ t }) => t);
}
