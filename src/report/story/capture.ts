import type { Cluster } from '../../cluster';
import { withChains } from './chains';
import { descriptions } from './descriptions';
import { eventVersions } from './eventVersions';
import { lanesOf } from './lanes';
import { MAX_ROWS } from './limits';
import { commandRuns, containerOutputs, type KeptLog } from './outputs';
import { podVersions } from './podVersions';
import type { StepTime, Story } from './types';

export interface CaptureOptions {
  /** Virtual time at which the story begins: the cluster was up before. */
  readonly startMs: number;
  readonly steps?: readonly StepTime[];
  readonly logs?: readonly KeptLog[];
}

/** Reads the story of a scenario from the journal and from what its recorder kept. Changes nothing. */
export function capture(cluster: Cluster, { startMs, steps = [], logs = [] }: CaptureOptions): Story {
  const notes: string[] = [];
  const objects = descriptions(cluster, startMs, notes);
  const events = eventVersions(cluster, startMs);
  const pods = podVersions(cluster, startMs);
  const { lanes, why } = withChains(cluster, lanesOf(cluster, startMs), { startMs, logs });
  if (events.length >= MAX_ROWS) notes.push(`Only the first ${MAX_ROWS} changes of events are shown.`);
  if (pods.length >= MAX_ROWS) notes.push(`Only the first ${MAX_ROWS} changes of pods are shown.`);
  return {
    kubernetes: cluster.release.version,
    seed: cluster.kernel.seed,
    endMs: cluster.now - startMs,
    epochMs: cluster.wallMs(startMs),
    steps,
    lanes,
    why,
    pods,
    objects,
    events,
    logs: containerOutputs(logs, startMs),
    commands: commandRuns(cluster, startMs),
    notes,
  };
}
