import type { TextTable } from './row';

/** Wordings about resources of containers that run (KEP-1287) that changed between releases. */
export const RESIZE_TEXTS = {
  memoryInUse: {
    texts: {
      '1.20': 'aborting attempt to set pod memory limit less than current memory usage for pod {pod}',
      '1.34': 'cannot decrease memory limits: {faults}',
    },
    what: 'why a memory limit is not made smaller than what is in use',
    source: 'doPodResizeAction in kuberuntime_manager.go 1.33, validateMemoryResizeAction 1.34',
  },
  podLevelResizeRefused: {
    texts: {
      '1.20': 'pods with pod-level resources cannot be resized',
      '1.35':
        'resize of pods with pod-level resources is forbidden when InPlacePodLevelResourcesVerticalScalingEnabled feature gate is disabled',
    },
    what: 'why a pod that has resources as a whole cannot be resized',
    source: 'ValidatePodResize 1.34 and 1.35',
  },
  resizePolicyOfNever: {
    texts: {
      '1.20': "must be 'NotRequired' when `restartPolicy` is 'Never'",
      '1.36': "must be 'NotRequired' when pod `restartPolicy` is 'Never'",
    },
    what: 'why a container that is never restarted cannot be restarted for a resize',
    source: 'validateResizePolicy 1.35 and 1.36',
  },
  sidecarResizedOtherwise: {
    texts: {
      '1.20': 'only cpu and memory resources for sidecar containers are mutable',
      '1.36': 'only cpu and memory resources for init or sidecar containers are mutable',
    },
    what: 'why a resize of an init container is refused that changes something else',
    source: 'ValidatePodResize 1.35 and 1.36',
  },
} as const satisfies TextTable;
