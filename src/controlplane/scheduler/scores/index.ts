import type { Score } from '../plugin';
import { balancedAllocation } from './balancedAllocation';
import { imageLocality } from './imageLocality';
import { interPodAffinity } from './interPodAffinity';
import { leastAllocated } from './leastAllocated';
import { nodeAffinity } from './nodeAffinity';
import { podTopologySpread } from './podTopologySpread';
import { taintToleration } from './taintToleration';

/** With the weights of kube-scheduler's default profile. */
export const SCORES: readonly Score[] = [
  taintToleration,
  nodeAffinity,
  podTopologySpread,
  interPodAffinity,
  leastAllocated,
  balancedAllocation,
  imageLocality,
];
