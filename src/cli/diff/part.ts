import { isAnyTime, isToldIn, NO_SEEDS, type Seeds } from './chance';
import type { Line, Story } from './story';

/** Waits that differ by less are one and the same story: jitter is not a difference between releases. */
const SAME_MS = 5000;

/** Where the stories of two releases part. */
export interface Parting {
  /** In the older release, or in the newer one if it is only there; milliseconds since the first object. */
  readonly t: number;
  readonly object: string;
  /** What only the older release shows. */
  readonly before?: string;
  /** What only the newer release shows. */
  readonly after?: string;
}

/**
 * Every difference between two stories, in the order of time.
 * @param seeds what the same releases tell with other seeds: what these explain is left out
 */
export function partings(older: Story, newer: Story, seeds: Seeds = NO_SEEDS): Parting[] {
  const objects = [...new Set([...older.keys(), ...newer.keys()])];
  return objects
    .flatMap((object) => compare(object, older.get(object) ?? [], newer.get(object) ?? [], seeds))
    .sort((a, b) => a.t - b.t);
}

function compare(object: string, older: readonly Line[], newer: readonly Line[], seeds: Seeds): Parting[] {
  const found: Parting[] = [];
  let lostMs = 0;
  for (const { before, after } of aligned(older, newer)) {
    if (before && after) {
      const laterMs = after.t - before.t - lostMs;
      if (Math.abs(laterMs) < SAME_MS) continue;
      // What comes later because of this is not told again.
      lostMs += laterMs;
      if (!isAnyTime(seeds, object, { older, newer }, { before, after }))
        found.push({ t: before.t, object, before: at(before), after: at(after) });
    } else if (before) {
      if (!isToldIn(seeds.newer, object, older, before)) found.push({ t: before.t, object, before: at(before) });
    } else if (after) {
      if (!isToldIn(seeds.older, object, newer, after)) found.push({ t: after.t, object, after: at(after) });
    }
  }
  return found;
}

function at({ t, text }: Line): string {
  return `${(t / 1000).toFixed(1)}s ${text}`;
}

/** The longest common subsequence of two courses, with what stands between. */
function aligned(older: readonly Line[], newer: readonly Line[]): { before?: Line; after?: Line }[] {
  const lengths = table(older, newer);
  const pairs: { before?: Line; after?: Line }[] = [];
  let i = 0;
  let j = 0;
  while (i < older.length || j < newer.length) {
    const before = older[i];
    const after = newer[j];
    if (before && after && before.text === after.text) {
      pairs.push({ before, after });
      i++;
      j++;
    } else if (before && (!after || at2(lengths, i + 1, j) >= at2(lengths, i, j + 1))) {
      pairs.push({ before });
      i++;
    } else if (after) {
      pairs.push({ after });
      j++;
    }
  }
  return pairs;
}

function table(older: readonly Line[], newer: readonly Line[]): number[][] {
  const lengths = Array.from({ length: older.length + 1 }, () => new Array<number>(newer.length + 1).fill(0));
  for (let i = older.length - 1; i >= 0; i--) {
    const row = lengths[i] as number[];
    for (let j = newer.length - 1; j >= 0; j--)
      row[j] =
        older[i]?.text === newer[j]?.text
          ? at2(lengths, i + 1, j + 1) + 1
          : Math.max(at2(lengths, i + 1, j), at2(lengths, i, j + 1));
  }
  return lengths;
}

function at2(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}
