import type { TextTable } from './row';

/** Wordings of the scheduler that changed between releases. `{name}` stands for a value. */
export const SCHEDULER_TEXTS = {
  claimOfOnePodTaken: {
    texts: {
      '1.20': 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode',
      '1.33':
        'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
    },
    what: 'reason of nodes when another pod has a claim that is for one pod alone',
    source: 'volumerestrictions 1.22, kubernetes/kubernetes#129145; a live 1.36.2',
  },
  nodeAffinityByName: {
    texts: {
      '1.20': "node(s) didn't match Pod's node affinity",
      '1.21': "node(s) didn't match Pod's node affinity/selector",
      '1.24': '',
      '1.32': "node(s) didn't satisfy plugin(s) [NodeAffinity]",
    },
    what: 'reason of a node other than the one a pod names by field, as pods of a DaemonSet do; from 1.24 to 1.31 such a node has none',
    source: 'node_affinity.go 1.23 and 1.25, schedule_one.go 1.25, 1.31 and 1.32',
  },
  nodeAffinityMismatch: {
    texts: {
      '1.20': "node(s) didn't match Pod's node affinity",
      '1.21': "node(s) didn't match Pod's node affinity/selector",
    },
    what: 'reason of a node in FailedScheduling',
    source: 'recordings of 1.20.2 and 1.36.2',
  },
  podAffinityMismatch: {
    texts: {
      '1.20': "node(s) didn't match pod affinity/anti-affinity",
      '1.21': "node(s) didn't match pod affinity/anti-affinity rules",
    },
    what: 'general reason of a node that pod affinity or anti-affinity keeps a pod from',
    source: 'interpodaffinity/filtering.go 1.20 and 1.21; a live 1.20.2',
  },
  preemptedBy: {
    texts: {
      '1.20': 'Preempted by {namespace}/{name} on node {node}',
      '1.26': 'Preempted by a pod on node {node}',
      '1.29': 'Preempted by pod {uid} on node {node}',
    },
    what: 'event Preempted of the victim',
    source: 'scheduler 1.25, 1.28 and 1.29; recording of 1.36.2',
  },
  preemptionReason: {
    texts: { '1.20': 'PreemptionByKubeScheduler', '1.27': 'PreemptionByScheduler' },
    what: 'reason of the condition DisruptionTarget of a victim',
    source: 'kubernetes PR 114623; preemption.go 1.26 and 1.27',
  },
  unschedulableAnywhere: {
    texts: {
      '1.20': '0/{all} nodes are available: {all} {reason}.',
      '1.24':
        '0/{all} nodes are available: {all} {reason}. preemption: 0/{all} nodes are available: {all} Preemption is not helpful for scheduling.',
      '1.26':
        '0/{all} nodes are available: {reason}. preemption: 0/{all} nodes are available: {all} Preemption is not helpful for scheduling..',
      '1.29':
        '0/{all} nodes are available: {reason}. preemption: 0/{all} nodes are available: {all} Preemption is not helpful for scheduling.',
      '1.34': '0/{all} nodes are available: {reason}. not found',
    },
    what: 'message of FailedScheduling when the pod itself is refused, as with an unbound claim; {all} nodes',
    source: 'framework/types.go FitError 1.23 to 1.29; recordings of 1.20.2 and 1.36.2',
  },
  unschedulablePreemption: {
    texts: {
      '1.20': '{nodes}',
      '1.24': '{nodes} preemption: {preemption}',
      '1.26': '{nodes} preemption: {preemption}.',
      '1.29': '{nodes} preemption: {preemption}',
      '1.34': '{nodes} no new claims to deallocate, preemption: {preemption}',
    },
    what: 'message of FailedScheduling; {nodes} is "0/1 nodes are available: …." and {preemption} ends with its own dot, to which three releases add another one',
    source: 'framework/types.go FitError 1.23, 1.25, 1.26, 1.28 and 1.29; recordings of 1.20.2 and 1.36.2',
  },
  untoleratedTaint: {
    texts: {
      '1.20': "node(s) had taint {{taint}}, that the pod didn't tolerate",
      '1.24': 'node(s) had untolerated taint {{taint}}',
      '1.35': 'node(s) had untolerated taint(s)',
    },
    what: 'reason of a node in FailedScheduling; {taint} is "key: value"',
    source: 'scheduler 1.20, 1.23, 1.24 and kubernetes PR 134740 (1.35, brought to the patches of 1.34 too)',
  },
  volumeNodeAffinity: {
    texts: {
      '1.20': 'node(s) had volume node affinity conflict',
      '1.33': "node(s) didn't match PersistentVolume's node affinity",
    },
    what: 'reason of a node from which a volume of the pod cannot be reached',
    source: 'volumebinding 1.20, kubernetes/kubernetes#129887; a live 1.36.2',
  },
} as const satisfies TextTable;
