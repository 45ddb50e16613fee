/** What the kubelet writes back: the status of a pod. Notation: see notation.ts. */
export const PODSTATUS = `
PodStatus: observedGeneration int64@33, phase PodPhase, conditions []PodCondition, message string, reason string,
  nominatedNodeName string, hostIP string, hostIPs []HostIP@28, podIP string, podIPs []PodIP, startTime *Time,
  initContainerStatuses []ContainerStatus, containerStatuses []ContainerStatus, qosClass PodQOSClass,
  ephemeralContainerStatuses []ContainerStatus, resize PodResizeStatus@27,
  resourceClaimStatuses []PodResourceClaimStatus@28, extendedResourceClaimStatus PodExtendedResourceClaimStatus@34,
  allocatedResources ResourceList@35, resources ResourceRequirements@35,
  nodeAllocatableResourceClaimStatuses []NodeAllocatableResourceClaimStatus@36
PodCondition: type PodConditionType!, observedGeneration int64@33, status ConditionStatus!, lastProbeTime Time,
  lastTransitionTime Time, reason string, message string
HostIP: ip string!
PodIP: ip string!
PodResourceClaimStatus: name string!, resourceClaimName *string
PodExtendedResourceClaimStatus: requestMappings []ContainerExtendedResourceRequest!, resourceClaimName string!
ContainerExtendedResourceRequest: containerName string!, resourceName string!, requestName string!
NodeAllocatableResourceClaimStatus: resourceClaimName string!, containers []string, resources ResourceList!
ContainerStatus: name string!, state ContainerState, lastState ContainerState, ready bool!, restartCount int32!,
  image string!, imageID string!, containerID string, started *bool, allocatedResources ResourceList@27,
  resources ResourceRequirements@27, volumeMounts []VolumeMountStatus@30, user ContainerUser@31,
  allocatedResourcesStatus []ResourceStatus@31, stopSignal *Signal@33
ContainerState: waiting ContainerStateWaiting, running ContainerStateRunning, terminated ContainerStateTerminated
ContainerStateWaiting: reason string, message string
ContainerStateRunning: startedAt Time
ContainerStateTerminated: exitCode int32!, signal int32, reason string, message string, startedAt Time,
  finishedAt Time, containerID string
VolumeMountStatus: name string!, mountPath string!, readOnly bool, recursiveReadOnly *RecursiveReadOnlyMode,
  volumeStatus VolumeStatus@36
VolumeStatus: image ImageVolumeStatus
ImageVolumeStatus: imageRef string
ContainerUser: linux LinuxContainerUser
LinuxContainerUser: uid int64!, gid int64!, supplementalGroups []int64
ResourceStatus: name ResourceName!, resources []ResourceHealth
ResourceHealth: resourceID ResourceID!, health ResourceHealthStatus, message *string@36
`;
