import type { FeatureTable } from './row';

/** Other resources for containers that run (KEP-1287): what is accepted, granted, done and told, by release. */
export const RESIZE_FEATURES = {
  inPlaceResize: {
    from: '1.33',
    what: 'resources of a running container can be changed, by the subresource pods/resize; before, there is no such path',
    source: 'KEP-1287 (gate InPlacePodVerticalScaling, on since 1.33); storage_core.go 1.32 and 1.33',
  },
  memoryLimitsShrink: {
    from: '1.34',
    what: 'a memory limit may come, and get smaller, without a restart; before, with resizePolicy RestartContainer only',
    source: 'validateContainerResize in core validation 1.33 and 1.34',
  },
  podLevelResizeRefusedFirst: {
    from: '1.33',
    until: '1.35',
    what: 'of a resize of a pod that has resources as a whole nothing else is told; since then, what is wrong with the rest',
    source: 'ValidatePodResize 1.34 and 1.35',
  },
  resizeChecksNode: {
    from: '1.36',
    what: 'a resize beyond what the node can give is refused; before, the kubelet calls it infeasible',
    source:
      'kubernetes PR 136043 (admission plugin PodResizeValidator, not in 1.35); canResizePod in allocation_manager.go 1.35, not in 1.36; recording of 1.36.2',
  },
  resizeCompletedEvent: {
    from: '1.34',
    what: 'an event tells of the end of a resize in place',
    source: 'CheckPodResizeInProgress in allocation_manager.go 1.33 and 1.34',
  },
  resizeEventNamesRefusal: {
    from: '1.36',
    what: 'the event of a resize that is deferred begins with the reason for which a new pod of this size would be refused (Pod resize OutOfcpu); before, Pod resize Deferred',
    source: 'handlePodResourcesResize in allocation_manager.go 1.35 and 1.36',
  },
  resizeEvents: {
    from: '1.35',
    what: 'events tell of each step of a resize in place, with its generation; before, at most of its end, and without',
    source: 'pkg/kubelet/events/resize.go, not in 1.34; recording g16 of 1.36.2',
  },
  resizeOfInitContainers: {
    from: '1.36',
    what: 'resources of init containers that end by themselves can be changed, too, and none of them may restart for it; before, those of sidecars and regular containers',
    source:
      'gate InPlacePodVerticalScalingInitContainers; ValidatePodResize and allocation_manager.go 1.35 and 1.36; kubernetes PR 137458',
  },
  resizeOfPodLevel: {
    from: '1.36',
    what: 'resources of the pod as a whole can be changed; before, no resources of a pod that has such',
    source: 'KEP-5419 (gate InPlacePodLevelResourcesVerticalScaling); ValidatePodResize 1.34, 1.35 and 1.36',
  },
  resizeQueue: {
    from: '1.34',
    what: 'resizes that are not granted wait in a queue of the kubelet, by priority, and are tried again when room may have come and every 3 minutes; before, with each sync of the pod',
    source: 'kubernetes PR 131612; handlePodResourcesResize in kubelet.go 1.33, allocation_manager.go 1.34',
  },
  resizeRefusesOtherResources: {
    from: '1.35',
    what: 'a resize cannot add resources other than cpu and memory to a container that had none; before, it can',
    source: 'kubernetes PR 135084; dropCPUMemoryResourcesFromContainer 1.34 and 1.35',
  },
  resizeRetriedAtPodEnd: {
    from: '1.36',
    what: 'pending resizes are tried again when a pod has ended; before, when its object is gone',
    source: 'HandlePodReconcile in kubelet.go 1.35 and 1.36',
  },
} as const satisfies FeatureTable;
