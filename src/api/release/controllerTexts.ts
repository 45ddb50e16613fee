import type { TextTable } from './row';

/** Wordings of the controllers that changed between releases. `{name}` stands for a value. */
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
  cronJobSawCompleted: {
    texts: {
      '1.20': 'Saw completed job: {job}, status: {condition}',
      '1.31': 'Saw completed job: {job}, condition: {condition}',
    },
    what: 'event SawCompletedJob',
    source: 'cronjob_controllerv2.go 1.30 and 1.31; recording of 1.20.2',
  },
  cronJobNeverDue: {
    texts: {
      '1.20': 'invalid schedule schedule: {schedule} : time difference between two schedules less than 1 second',
      '1.22': 'invalid schedule: {schedule} : time difference between two schedules less than 1 second',
      '1.27': 'invalid schedule: {schedule} : time difference between two schedules is less than 1 second',
    },
    what: 'event InvalidSchedule of a CronJob that is never due, as on 30 February; 1.20 says FailedNeedsStart',
    source: 'cronjob_controllerv2.go 1.21 and 1.23, utils.go 1.26 and 1.27',
  },
  ephemeralClaimMissing: {
    texts: {
      '1.20': 'persistentvolumeclaim "{claim}" not found',
      '1.22': 'waiting for ephemeral volume controller to create the persistentvolumeclaim "{claim}"',
    },
    what: 'reason of a pod whose ephemeral volume has no claim yet',
    source: 'volume_binding.go podHasPVCs 1.21 and 1.23',
  },
  jobCompleteMessage: {
    texts: { '1.20': '', '1.31': 'Reached expected number of succeeded pods' },
    what: 'message of the condition Complete of a Job',
    source: 'KEP-3998; recording of 1.36.2',
  },
  jobCompleteReason: {
    texts: { '1.20': '', '1.31': 'CompletionsReached' },
    what: 'reason of the condition Complete of a Job',
    source: 'KEP-3998; recording of 1.36.2',
  },
  replicaSetFirstScaled: {
    texts: {
      '1.20': 'Scaled up replica set {name} to {to}',
      '1.32': 'Scaled up replica set {name} from 0 to {to}',
    },
    what: 'event ScalingReplicaSet when the ReplicaSet is created',
    source: 'deployment controller 1.31 and 1.32; recordings of 1.20.2 and 1.36.2',
  },
  replicaSetScaled: {
    texts: {
      '1.20': 'Scaled {direction} replica set {name} to {to}',
      '1.25': 'Scaled {direction} replica set {name} to {to} from {from}',
      '1.32': 'Scaled {direction} replica set {name} from {from} to {to}',
    },
    what: 'event ScalingReplicaSet; {direction} is up or down',
    source: 'deployment controller 1.24, 1.28 and 1.32; recordings of 1.20.2 and 1.36.2',
  },
  statefulSetClaimDone: {
    texts: {
      '1.20': '{verb} Claim {claim} Pod {pod} in StatefulSet {set} success',
      '1.35': '{Verb} Claim {claim} Pod {pod} in StatefulSet {set} success',
    },
    what: 'event SuccessfulCreate of a StatefulSet for a claim',
    source: 'kubernetes PR 133179; stateful_pod_control.go recordClaimEvent 1.34 and 1.35',
  },
  statefulSetClaimFailed: {
    texts: {
      '1.20': '{verb} Claim {claim} for Pod {pod} in StatefulSet {set} failed error: {error}',
      '1.35': '{Verb} Claim {claim} for Pod {pod} in StatefulSet {set} failed error: {error}',
    },
    what: 'event FailedCreate of a StatefulSet for a claim',
    source: 'kubernetes PR 133179; stateful_pod_control.go recordClaimEvent 1.20, 1.34 and 1.35',
  },
  statefulSetDone: {
    texts: {
      '1.20': '{verb} Pod {pod} in StatefulSet {set} successful',
      '1.35': '{Verb} Pod {pod} in StatefulSet {set} successful',
    },
    what: 'events SuccessfulCreate and SuccessfulDelete of a StatefulSet',
    source: 'kubernetes PR 133179; stateful_pod_control.go 1.34 and 1.35; recordings of 1.20.2 and 1.36.2',
  },
  statefulSetFailed: {
    texts: {
      '1.20': '{verb} Pod {pod} in StatefulSet {set} failed error: {error}',
      '1.35': '{Verb} Pod {pod} in StatefulSet {set} failed error: {error}',
    },
    what: 'events FailedCreate and FailedDelete of a StatefulSet',
    source: 'kubernetes PR 133179; stateful_pod_control.go 1.34 and 1.35',
  },
  taintEvictionComponent: {
    texts: { '1.20': 'taint-controller', '1.29': 'taint-eviction-controller' },
    what: 'who reports TaintManagerEviction',
    source: 'KEP-3902; recording of 1.36.2',
  },
} as const satisfies TextTable;
