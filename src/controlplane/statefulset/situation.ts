import { isReady, type Release } from '../../api';
import type { Pod, StatefulSet } from '../../api/types';
import type { Kernel } from '../../kernel';
import { isAvailable } from '../common/pods';

/** A set and its pods as a sync finds them. */
export interface Situation {
  readonly kernel: Kernel;
  readonly set: StatefulSet;
  /** Pods by ordinal. */
  readonly pods: ReadonlyMap<number, Pod>;
  readonly currentRevision: string;
  readonly updateRevision: string;
  readonly nowMs: number;
  readonly release: Release;
}

/** The ordinals that a set has pods of. */
export function rangeOf({ spec }: StatefulSet): { first: number; end: number } {
  const first = spec.ordinals?.start ?? 0;
  return { first, end: first + (spec.replicas ?? 1) };
}

export const isGone = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;

export function isHealthy(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod) && !isGone(pod);
}

/** Ready for long enough. */
export function isSettled(pod: Pod, { set, nowMs, release }: Situation): boolean {
  const seconds = release.has('statefulSetMinReadySeconds') ? (set.spec.minReadySeconds ?? 0) : 0;
  return isHealthy(pod) && isAvailable(pod, seconds, nowMs);
}

/** It has to be made anew. */
export function hasEnded(pod: Pod, release: Release): boolean {
  const phase = pod.status?.phase;
  return phase === 'Failed' || (phase === 'Succeeded' && release.has('statefulSetReplacesSucceeded'));
}

/** Whether pods wait for each other. */
export function isOrdered({ spec }: StatefulSet): boolean {
  return spec.podManagementPolicy !== 'Parallel';
}

/** Ordinals of pods that are too many, from the top. */
export function surplusOf(set: StatefulSet, pods: ReadonlyMap<number, Pod>): number[] {
  const { first, end } = rangeOf(set);
  return [...pods.keys()].filter((ordinal) => ordinal < first || ordinal >= end).sort((a, b) => b - a);
}
