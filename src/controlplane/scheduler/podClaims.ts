import { claimNamesOf } from '../../api';
import type { PersistentVolumeClaim, Pod } from '../../api/types';
import type { CycleState } from './plugin';

/** The claims of a pod that are there: those that it names, and those that are made for it. */
export function claimsOf(pod: Pod, state: CycleState): PersistentVolumeClaim[] {
  return claimNamesOf(pod).flatMap((name) => state.claim(pod.metadata.namespace ?? '', name) ?? []);
}
