import { readFileSync } from 'node:fs';
import { type PlayResult, play } from '../cli/play/play';
import { compareRows, toleranceOf } from './compare';
import { compareEvents } from './events';
import type { Recording } from './recording';
import { actionsOf } from './script';
import type { Row } from './story';

/** Jitter is real: a recording is told when one of these seeds tells it. */
export const SEEDS = Array.from({ length: 60 }, (_, i) => i + 1);

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
    actions: actionsOf(recording),
  });
}

/** Tries seeds until one tells the story. What was done by hand after the script's end is not compared. */
export function replay(recording: Recording, seeds: readonly number[] = SEEDS): Verdict {
  return firstThatTells(recording, seeds, (result) => rowDifferences(recording, result));
}

/** The same with the events: one seed must tell both. */
export function replayWithEvents(recording: Recording, seeds: readonly number[] = SEEDS): Verdict {
  return firstThatTells(recording, seeds, (result) => [
    ...rowDifferences(recording, result),
    ...compareEvents(recording, result),
  ]);
}

function firstThatTells(
  recording: Recording,
  seeds: readonly number[],
  differencesOf: (result: PlayResult) => string[],
): Verdict {
  let best: string[] | undefined;
  for (const seed of seeds) {
    const found = playAnd(recording, seed, differencesOf);
    if (found.length === 0) return { recording, seed, differences: [] };
    if (!best || found.length < best.length) best = found;
  }
  return { recording, seed: undefined, differences: best ?? [] };
}

function playAnd(recording: Recording, seed: number, differencesOf: (result: PlayResult) => string[]): string[] {
  try {
    return differencesOf(playRecording(recording, seed));
  } catch (error) {
    return [`the play failed: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** How the rows of a play differ from those of the recording. */
export function rowDifferences(recording: Recording, result: PlayResult): string[] {
  const manifest = readFileSync(recording.manifestFile, 'utf8');
  const tolerance = toleranceOf(manifest, recording.kubernetes, recording.extraSeconds);
  return compareRows(rowsUntil(recording, recording.forSeconds), playedRows(result), tolerance);
}

function rowsUntil(recording: Recording, seconds: number): Row[] {
  return recording.rows
    .filter(([t]) => t < seconds - HAND_SECONDS)
    .map(([t, type, name, ready, status, restarts]) => ({ t, type, name, ready, status, restarts }));
}

function playedRows(result: PlayResult): Row[] {
  return result.watch.map((row) => ({ ...row, t: row.t / 1000, restarts: Number.parseInt(row.restarts, 10) }));
}
