import type { TextTable } from './row';

/** Wordings of controllers, scheduler and API server that changed between releases. `{name}` stands for a value. */
export const CONTROLLER_TEXTS = {
  cronJobMissedMany: {
    texts: {
      '1.20':
        'Cannot determine if job needs to be started: too many missed start time (> 100). Set or decrease .spec.startingDeadlineSeconds or check clock skew',
      '1.21': 'too many missed start times: 0. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
      '1.22':
        'too many missed start times: {missed}. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
      '1.26': 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
    },
    what: 'event TooManyMissedTimes, in 1.20 FailedNeedsStart',
    source: 'cronjob_controller.go and utils.go of 1.21, utils.go 1.23, 1.25 and 1.26',
  },
  ephemeralClaimMissing: {
    texts: {
      '1.20': 'persistentvolumeclaim "{claim}" not found',
      '1.22': 'waiting for ephemeral volume controller to create the persistentvolumeclaim "{claim}"',
    },
    what: 'reason of a pod whose ephemeral volume has no claim yet',
    source: 'volume_binding.go podHasPVCs 1.21 and 1.23',
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
  statefulSetClaimDone: {
    texts: {
      '1.20': '{verb} Claim {claim} Pod {pod} in StatefulSet {set} success',
      '1.35': '{Verb} Claim {claim} Pod {pod} in StatefulSet {set} success',
    },
    what: 'event SuccessfulCreate of a StatefulSet for a claim',
    source: 'kubernetes PR 133179; stateful_pod_control.go recordClaimEvent 1.34 and 1.35',
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
} as const satisfies TextTable;
