import type { TextTable } from './row';

/** Wordings of controllers, scheduler and API server that changed between releases. `{name}` stands for a value. */
export const CONTROLLER_TEXTS = {
  statefulSetClaimDone: {
    texts: {
      '1.20': '{verb} Claim {claim} Pod {pod} in StatefulSet {set} success',
      '1.35': '{Verb} Claim {claim} Pod {pod} in StatefulSet {set} success',
    },
    what: 'event SuccessfulCreate of a StatefulSet for a claim',
    source: 'kubernetes PR 133179; stateful_pod_control.go recordClaimEvent 1.34 and 1.35',
  },
} as const satisfies TextTable;
