import type { TrialSetup } from './trial';

/** With what a race of milliseconds is played once. */
export interface Luck {
  readonly setup: TrialSetup;
  readonly requestsPerSecond: number;
}

/** What one try showed. */
export interface Outcome {
  /** Requests were lost, or nothing came to its end. */
  readonly isLost: boolean;
  /** By how much the closest race was won; undefined where nothing raced. */
  readonly wonByMs?: number | undefined;
}

export const REQUESTS_PER_SECOND = 50;

/** Most losses show in each of them. */
const FIRST_TRIES = 3;
/** Where chance decides, more visitors see more of what may happen to one of them. */
const MORE_REQUESTS_PER_SECOND = 4 * REQUESTS_PER_SECOND;
/** What was won by less may be lost another time: a proxy writes its rules once a second. */
const CLOSE_MS = 1000;

/** How often a race is played at most, where chance decides it. */
export const DEFAULT_TRIES = 12;

/**
 * Plays a race until it is known how it ends: a few tries always, and where none of them lost anything, but not by far,
 * further ones with more visitors until one does. Each has the next seed, so that neighbouring seeds see the same.
 * @param untilLoss the first try that loses anything is the last: a repair has then failed
 */
export function inTries<T extends Outcome>(setup: TrialSetup, play: (luck: Luck) => T, untilLoss = false): T[] {
  const { tries = DEFAULT_TRIES, seed } = setup;
  const played: T[] = [];
  while (played.length < tries && goesOn(played, untilLoss)) {
    const requestsPerSecond = played.length < FIRST_TRIES ? REQUESTS_PER_SECOND : MORE_REQUESTS_PER_SECOND;
    played.push(play({ setup: { ...setup, seed: seed + played.length }, requestsPerSecond }));
  }
  return played;
}

function goesOn(played: readonly Outcome[], untilLoss: boolean): boolean {
  const isLost = played.some((outcome) => outcome.isLost);
  if (played.length < FIRST_TRIES) return !(untilLoss && isLost);
  return !isLost && played.some(({ wonByMs = Number.POSITIVE_INFINITY }) => wonByMs < CLOSE_MS);
}

/** Nothing where each of the first tries showed the same; `, in 1 of 4 tries` or `, in 12 tries` where chance decides. */
export function triesText(lostIn: number, tries: number): string {
  if (lostIn === tries || (lostIn === 0 && tries <= FIRST_TRIES)) return '';
  return lostIn === 0 ? `, in ${tries} tries` : `, in ${lostIn} of ${tries} tries`;
}
