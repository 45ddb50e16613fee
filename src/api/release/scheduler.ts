import type { FeatureTable } from './row';

/** What the scheduler does differently, by release. */
export const SCHEDULER_FEATURES = {
  balancedByDeviation: {
    from: '1.22',
    what: 'the balance of a node is half the difference of its shares of cpu and memory, by real requests; before, the whole difference, by those that scores take for granted',
    source: 'kubernetes PRs 101946 and 102925; noderesources/balanced_allocation.go 1.21 and 1.22',
  },
  balancedByImprovement: {
    from: '1.36',
    what: 'a node is scored by how a pod changes its balance; before, by its balance with the pod',
    source: 'noderesources/balanced_allocation.go 1.35 and 1.36',
  },
  balancedOverlooksBestEffort: {
    from: '1.33',
    what: 'pods that request neither cpu nor memory have no balance that counts; before, they went where it was best already, one after the other',
    source: 'kubernetes issue 129138; noderesources/balanced_allocation.go 1.32 and 1.33',
  },
  balancedUpToFull: {
    from: '1.21',
    what: 'a node that is full by what scores take for granted is balanced by its shares; before, its score is 0',
    source:
      'kubernetes PR 102925 (1.22, brought to the patches of 1.21 too); noderesources/balanced_allocation.go 1.20 and 1.21',
  },
  errorsBackOff: {
    from: '1.29',
    what: 'a pod whose attempt ended in an error, or without any node, is tried again after its back-off; before, at the next change of the cluster',
    source: 'AddUnschedulableIfNotPresent in scheduling_queue.go 1.28 and 1.29',
  },
  errorsCountApart: {
    from: '1.34',
    what: 'the wait after errors grows with their number alone, that after verdicts with theirs; before, with all attempts',
    source: 'getBackoffTime in backoff_queue.go 1.33 and 1.34',
  },
  fitBeyondNodeIsFinal: {
    from: '1.34',
    what: 'a request larger than the whole node counts as not to be helped by preemption',
    source: 'kubernetes PR 131345; noderesources/fit.go 1.33 and 1.34; recording of 1.36.2',
  },
  fitNamesItsEvents: {
    from: '1.21',
    what: 'a pod for which no node had room is tried again when a pod goes or a node grows; before, at nearly every change of the cluster',
    source: 'EventsToRegister in noderesources/fit.go 1.21, which no other filter has there',
  },
  imageLocalityCountsInit: {
    from: '1.30',
    what: 'images of init containers count for where a pod goes',
    source: 'imagelocality/image_locality.go 1.29 and 1.30',
  },
  interPodAffinityTwoReasons: {
    from: '1.20',
    until: '1.22',
    what: 'a pod refused for pod affinity gets a general reason before the exact one',
    source: 'scheduler 1.20 and 1.22',
  },
  newPodsWakeSpread: {
    from: '1.31',
    what: 'a pod that topology spread has refused is tried again when another one of its namespace gets a node; before, when one goes',
    source: 'getUnschedulablePodsWithCrossTopologyTerm in scheduling_queue.go 1.31, not in 1.30',
  },
  nominatedNodeFirst: {
    from: '1.22',
    what: 'a pod for which room was made goes there if it can, whatever other nodes have to offer',
    source: 'KEP-1923 (gate PreferNominatedNode, off in 1.21)',
  },
  nominationClearedInVain: {
    from: '1.23',
    what: 'a pod loses its nominated node when nothing more can be taken away for it; before, when preemption helps on no node',
    source: 'Preempt in preemption.go 1.23, preempt in default_preemption.go 1.21',
  },
  nominationForClaims: {
    from: '1.35',
    what: 'a pod whose claims are still to be bound says its node in status.nominatedNodeName meanwhile',
    source: 'KEP-5278 (gate NominatedNodeNameForExpectation)',
  },
  podAffinityScoresSpan: {
    from: '1.21',
    what: 'preferred pod affinity makes 0 of the least and 100 of the most that nodes have; before, 0 is one of the two ends',
    source: 'NormalizeScore in interpodaffinity/scoring.go 1.20 and 1.21',
  },
  preemptionIsAsynchronous: {
    from: '1.33',
    what: 'victims are deleted beside the next attempts; before, the scheduler deletes them first and then says that the pod has to wait',
    source: 'KEP-4832 (gate SchedulerAsyncPreemption)',
  },
  preemptionSparesEnding: {
    from: '1.35',
    what: 'victims that are being deleted already are left alone; before, they are deleted again and told of',
    source: 'prepareCandidate in framework/preemption 1.34 and 1.35',
  },
  preemptionTriesNodesExcludedByName: {
    from: '1.24',
    until: '1.27',
    what: 'preemption looks for victims on nodes that a pod excludes by name, and finds none',
    source: 'preemption.go nodesWherePreemptionMightHelp 1.25, 1.26 and 1.27',
  },
  preemptionWaitsForItsOwn: {
    from: '1.27',
    what: 'only pods that preemption has ended keep a nominated pod from taking others away; before, whatever pod ends on its node',
    source: 'podTerminatingByPreemption in default_preemption.go, not in 1.26',
  },
  queueingHints: {
    from: '1.32',
    what: 'an event that may help makes an unschedulable pod try at once; before, after its back-off',
    source: 'KEP-4247; recordings of 1.20.2 and 1.36.2',
  },
  schedulerPopsFromBackOff: {
    from: '1.33',
    what: 'an idle scheduler takes pods from the back-off queue',
    source: 'KEP-5142',
  },
  schedulerRetriesAfterStatus: {
    from: '1.20',
    until: '1.21',
    what: 'the status that a failed attempt writes makes the scheduler try the pod again at once',
    source: 'recording of 1.20.2: FailedScheduling comes twice',
  },
  schedulerWakesByPlugin: {
    from: '1.22',
    what: 'an unschedulable pod is tried again at events its filters care for; before, at nearly every change of the cluster',
    source: 'kubernetes PR 101394',
  },
  spreadCountsMatchingNodes: {
    from: '1.24',
    what: 'pods on nodes that a pod does not select do not count for its topology spread; before, they do where their domain has other nodes',
    source: 'kubernetes PR 107009; podtopologyspread/filtering.go 1.23 and 1.25',
  },
  spreadOverlooksEmptySelector: {
    from: '1.27',
    what: 'an empty selector of a spread constraint counts no pod; before, every pod of the namespace',
    source: 'kubernetes PR 116607; countPodsMatchSelector in podtopologyspread/common.go 1.26 and 1.27',
  },
  spreadRoundsScores: {
    from: '1.24',
    what: 'scores of topology spread are rounded; before, cut off',
    source: 'kubernetes PR 107384',
  },
  spreadsWithoutZones: {
    from: '1.23',
    what: 'replicas are spread by themselves over nodes that have no zone; before, over those alone that have one',
    source: 'kubernetes PR 105046; podtopologyspread/scoring.go 1.21 and 1.23',
  },
} as const satisfies FeatureTable;
