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
  statefulSetClaimDone: {
    texts: {
      '1.20': '{verb} Claim {claim} Pod {pod} in StatefulSet {set} success',
      '1.35': '{Verb} Claim {claim} Pod {pod} in StatefulSet {set} success',
    },
    what: 'event SuccessfulCreate of a StatefulSet for a claim',
    source: 'kubernetes PR 133179; stateful_pod_control.go recordClaimEvent 1.34 and 1.35',
  },
} as const satisfies TextTable;
