import type { Score } from '../plugin';
import { balancedAllocation } from './balanced-allocation';
import { imageLocality } from './image-locality';
import { interPodAffinity } from './inter-pod-affinity';
import { leastAllocated } from './least-allocated';
import { nodeAffinity } from './node-affinity';
import { podTopologySpread } from './pod-topology-spread';
import { taintToleration } from './taint-toleration';

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
