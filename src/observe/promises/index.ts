/** What users may expect of their manifests, looked at when a story is over: one sentence a promise. */
import { jobsComplete, nodesCanBeDrained, readyAtLast, servicesLeadSomewhere } from './end';
import { evictsNobody } from './eviction';
import { hiccupSurvived, outageRestartsNobody } from './liveness';
import { fitsIntoMemory } from './memory';
import type { Expectation } from './promise';
import { noRequestLost, somebodyServes } from './rollout';
import { notCutShort } from './start';
import { endsByItself, hookInTime } from './stop';

export type { Breach, Expectation, Trouble } from './promise';

export const PROMISES: readonly Expectation[] = [
  notCutShort,
  hiccupSurvived,
  outageRestartsNobody,
  evictsNobody,
  hookInTime,
  endsByItself,
  fitsIntoMemory,
  somebodyServes,
  noRequestLost,
  jobsComplete,
  nodesCanBeDrained,
  readyAtLast,
  servicesLeadSomewhere,
];
