import type { TextTable } from './row';

/** What the API server says of what it refuses, by release. `{name}` stands for a value. */
export const API_TEXTS = {
  podUpdateForbidden: {
    texts: {
      '1.20':
        'pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)',
      '1.22':
        'pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds`, `spec.tolerations` (only additions to existing tolerations) or `spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
      '1.27':
        'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    },
    what: 'an update of a pod that changes what cannot be changed',
    source: 'core validation 1.21, 1.22, 1.26 and 1.27',
  },
  selectorOperators: {
    texts: { '1.20': "'=', '!=', '==', 'in', notin'", '1.22': 'in, notin, =, ==, !=, gt, lt' },
    what: 'what can stand behind a key in a label selector',
    source: 'pkg/labels/selector.go of apimachinery 1.21 and 1.23',
  },
  requestAboveLimit: {
    texts: {
      '1.20': 'must be less than or equal to {resource} limit',
      '1.27': 'must be less than or equal to {resource} limit of {limit}',
    },
    what: 'a request that is larger than its limit',
    source: 'core validation 1.26 and 1.27',
  },
  requestUnlikeLimit: {
    texts: {
      '1.20': 'must be equal to {resource} limit',
      '1.27': 'must be equal to {resource} limit of {limit}',
    },
    what: 'a request of devices or huge pages that is not its limit',
    source: 'core validation 1.26 and 1.27',
  },
  sleepHookTooLong: {
    texts: {
      '1.20': 'must be greater than 0 and less than terminationGracePeriodSeconds ({graceSeconds})',
      '1.32':
        'must be greater than 0 and less than terminationGracePeriodSeconds ({graceSeconds}). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.',
      '1.33': 'must be non-negative and less than terminationGracePeriodSeconds ({graceSeconds})',
    },
    what: 'a sleep hook that is out of bounds',
    source: 'KEP-3960, KEP-4818; core validation validateSleepAction 1.31 to 1.33',
  },
  statefulSetImmutable: {
    texts: {
      '1.20':
        "updates to statefulset spec for fields other than 'replicas', 'template', and 'updateStrategy' are forbidden",
      '1.22':
        "updates to statefulset spec for fields other than 'replicas', 'template', 'updateStrategy' and 'minReadySeconds' are forbidden",
      '1.23':
        "updates to statefulset spec for fields other than 'replicas', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      '1.27':
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      '1.33':
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    },
    what: 'an update of a StatefulSet that changes what cannot be changed',
    source:
      'apps validation 1.21, 1.23 to 1.27, 1.32 and 1.33 (ordinals by gate StatefulSetStartOrdinal, on since 1.27); the words of 1.22 by what operators quoted late in 2021',
  },
  tooLong: {
    texts: { '1.20': 'must have at most {max} bytes', '1.32': 'may not be more than {max} bytes' },
    what: 'detail of Too long',
    source: 'apimachinery field errors 0.31 and 0.32',
  },
} as const satisfies TextTable;
