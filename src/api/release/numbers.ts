import type { NumberTable } from './row';

/** Figures that changed between releases; the unit is part of the name. */
export const NUMBERS = {
  clientBurst: { values: { '1.20': 10, '1.27': 100 }, what: 'burst of kubelet requests', source: 'kubelet defaults' },
  clientQps: { values: { '1.20': 5, '1.27': 50 }, what: 'kubelet requests a second', source: 'kubelet defaults' },
  dnsSearchCharacters: {
    values: { '1.20': 256, '1.26': 2048 },
    what: 'characters of all search domains of a pod',
    source: 'KEP-2595, gate ExpandedDNSConfig',
  },
  dnsSearchPaths: {
    values: { '1.20': 6, '1.26': 32 },
    what: 'search domains of a pod',
    source: 'KEP-2595, gate ExpandedDNSConfig',
  },
  hardEvictionGraceSeconds: {
    values: { '1.20': 0, '1.31': 1 },
    what: 'grace of a hard eviction, before the minimum of the kill',
    source: 'kubernetes PR 124063',
  },
  jobPodBackOffMaxMs: {
    values: { '1.20': 360_000, '1.28': 600_000 },
    what: 'longest wait of a Job after failed pods',
    source: 'job_controller.go 1.27 and 1.28',
  },
  jobRetryMaxMs: {
    values: { '1.20': 360_000, '1.28': 60_000 },
    what: 'longest wait of the Job controller after an error of the API',
    source: 'job_controller.go 1.27 and 1.28',
  },
  jobRetryMs: {
    values: { '1.20': 10_000, '1.28': 1000 },
    what: 'first wait of the Job controller after an error of the API',
    source: 'job_controller.go 1.27 and 1.28',
  },
  nodeMonitorGraceMs: {
    values: { '1.20': 40_000, '1.32': 50_000 },
    what: 'silence of a node until it counts as unknown',
    source: 'kubernetes PR 126287; recording of 1.36.2',
  },
  nodeAffinityScoreWeight: {
    values: { '1.20': 1, '1.23': 2 },
    what: 'how much preferred node affinity counts when a node is chosen',
    source: 'algorithmprovider/registry.go 1.21, apis/config/v1beta2 and v1beta3 (the default since 1.23)',
  },
  podAffinityScoreWeight: {
    values: { '1.20': 1, '1.23': 2 },
    what: 'how much preferred pod affinity counts',
    source: 'apis/config/v1beta2 and v1beta3',
  },
  schedulerLeftoverMs: {
    values: { '1.20': 60_000, '1.24': 300_000 },
    what: 'how long an unschedulable pod is left alone without any event',
    source: 'scheduling_queue.go 1.23 and 1.24',
  },
  taintScoreWeight: {
    values: { '1.20': 1, '1.23': 3 },
    what: 'how much taints PreferNoSchedule count',
    source: 'apis/config/v1beta2 and v1beta3',
  },
} as const satisfies NumberTable;
