import { readFileSync } from 'node:fs';
import { type PlayResult, play } from '../cli/play/play';
import { compareRows, toleranceOf } from './compare';
import type { Recording } from './recording';
import type { Row } from './story';

/** Jitter is real: a recording is told when one of these seeds tells it. */
export const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

export interface Verdict {
  readonly recording: Recording;
  /** The first seed that tells the story; undefined if none does. */
  readonly seed: number | undefined;
  /** Of the seed that comes nearest. */
  readonly differences: string[];
}

/** What was done by hand at the end of a script shows up to this many seconds before it in the rows. */
const HAND_SECONDS = 0.05;

/** Plays the script of a recording on the simulator with one seed. */
export function playRecording(recording: Recording, seed: number): PlayResult {
  return play([recording.manifestFile], {
    seed,
    kubernetes: recording.kubernetes,
    forMs: Math.round(recording.forSeconds * 1000),
    actions: recording.script.map(({ t, command }) => ({ atMs: Math.round(t * 1000), command })),
  });
}

/** Tries seeds until one tells the story. What was done by hand after the script's end is not compared. */
export function replay(recording: Recording, seeds: readonly number[] = SEEDS): Verdict {
  const recorded = rowsUntil(recording, recording.forSeconds);
  const tolerance = toleranceOf(
    readFileSync(recording.manifestFile, 'utf8'),
    recording.kubernetes,
    recording.extraSeconds,
  );
  let best: string[] | undefined;
  for (const seed of seeds) {
    const found = differencesWith(recording, seed, recorded, tolerance);
    if (found.length === 0) return { recording, seed, differences: [] };
    if (!best || found.length < best.length) best = found;
  }
  return { recording, seed: undefined, differences: best ?? [] };
}

function differencesWith(
  recording: Recording,
  seed: number,
  recorded: Row[],
  tolerance: ReturnType<typeof toleranceOf>,
): string[] {
  try {
    return compareRows(recorded, playedRows(playRecording(recording, seed)), tolerance);
  } catch (error) {
    return [`the play failed: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function rowsUntil(recording: Recording, seconds: number): Row[] {
  return recording.rows
    .filter(([t]) => t < seconds - HAND_SECONDS)
    .map(([t, type, name, ready, status, restarts]) => ({ t, type, name, ready, status, restarts }));
}

export function playedRows(result: PlayResult): Row[] {
  return result.watch.map((row) => ({ ...row, t: row.t / 1000, restarts: Number.parseInt(row.restarts, 10) }));
}
