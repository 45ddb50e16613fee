/**
 * The rest of v1 and the small groups: nodes, namespaces, configuration, storage claims, events, leases.
 * Notation: see notation.ts.
 */
export const CLUSTER = `
Node: kind string, apiVersion string, metadata ObjectMeta, spec NodeSpec, status NodeStatus
Namespace: kind string, apiVersion string, metadata ObjectMeta, spec NamespaceSpec, status NamespaceStatus
ConfigMap: kind string, apiVersion string, metadata ObjectMeta, immutable *bool, data map[string]string,
  binaryData map[string]bytes
Secret: kind string, apiVersion string, metadata ObjectMeta, immutable *bool, data map[string]bytes,
  stringData map[string]string, type SecretType
ServiceAccount: kind string, apiVersion string, metadata ObjectMeta, secrets []ObjectReference,
  imagePullSecrets []LocalObjectReference, automountServiceAccountToken *bool
Event: kind string, apiVersion string, metadata ObjectMeta!, involvedObject ObjectReference!, reason string,
  message string, source EventSource, firstTimestamp Time, lastTimestamp Time, count int32, type string,
  eventTime MicroTime, series EventSeries, action string, related ObjectReference, reportingComponent *string,
  reportingInstance *string
PersistentVolumeClaim: kind string, apiVersion string, metadata ObjectMeta, spec PersistentVolumeClaimSpec,
  status PersistentVolumeClaimStatus
LimitRange: kind string, apiVersion string, metadata ObjectMeta, spec LimitRangeSpec
LimitRangeSpec: limits []LimitRangeItem!
LimitRangeItem: type LimitType!, max ResourceList, min ResourceList, default ResourceList,
  defaultRequest ResourceList, maxLimitRequestRatio ResourceList
ResourceQuota: kind string, apiVersion string, metadata ObjectMeta, spec ResourceQuotaSpec, status ResourceQuotaStatus
ResourceQuotaSpec: hard ResourceList, scopes []ResourceQuotaScope, scopeSelector ScopeSelector
ResourceQuotaStatus: hard ResourceList, used ResourceList
ScopeSelector: matchExpressions []ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement: scopeName ResourceQuotaScope!, operator ScopeSelectorOperator!, values []string
PriorityClass: kind string, apiVersion string, metadata ObjectMeta, value *int32, globalDefault bool,
  description string, preemptionPolicy *PreemptionPolicy
Lease: kind string, apiVersion string, metadata ObjectMeta, spec LeaseSpec
NodeSpec: podCIDR string, podCIDRs []string, providerID string, unschedulable bool, taints []Taint,
  configSource NodeConfigSource, externalID string
NodeStatus: capacity ResourceList, allocatable ResourceList, phase NodePhase, conditions []NodeCondition,
  addresses []NodeAddress, daemonEndpoints NodeDaemonEndpoints, nodeInfo NodeSystemInfo, images []ContainerImage,
  volumesInUse []UniqueVolumeName, volumesAttached []AttachedVolume, config NodeConfigStatus,
  runtimeHandlers []NodeRuntimeHandler@30, features NodeFeatures@31, declaredFeatures []string@35
NamespaceSpec: finalizers []FinalizerName
NamespaceStatus: phase NamespacePhase, conditions []NamespaceCondition
ObjectReference: kind string, namespace string, name string, uid UID, apiVersion string, resourceVersion string,
  fieldPath string
LocalObjectReference: name string
EventSource: component string, host string
EventSeries: count int32, lastObservedTime MicroTime
PersistentVolumeClaimSpec: accessModes []PersistentVolumeAccessMode, selector LabelSelector,
  resources VolumeResourceRequirements, volumeName string, storageClassName *string, volumeMode *PersistentVolumeMode,
  dataSource TypedLocalObjectReference, dataSourceRef TypedObjectReference@22/24,
  volumeAttributesClassName *string@29/34
PersistentVolumeClaimStatus: phase PersistentVolumeClaimPhase, accessModes []PersistentVolumeAccessMode,
  capacity ResourceList, conditions []PersistentVolumeClaimCondition, allocatedResources ResourceList@23,
  allocatedResourceStatuses map[ResourceName]ClaimResourceStatus@28, currentVolumeAttributesClassName *string@29,
  modifyVolumeStatus ModifyVolumeStatus@29
LeaseSpec: holderIdentity *string, leaseDurationSeconds *int32, acquireTime *MicroTime, renewTime *MicroTime,
  leaseTransitions *int32, strategy *CoordinatedLeaseStrategy@31, preferredHolder *string@31
Taint: key string!, value string, effect TaintEffect!, timeAdded *Time
NodeConfigSource: configMap ConfigMapNodeConfigSource
NodeCondition: type NodeConditionType!, status ConditionStatus!, lastHeartbeatTime Time, lastTransitionTime Time,
  reason string, message string
NodeAddress: type NodeAddressType!, address string!
NodeDaemonEndpoints: kubeletEndpoint DaemonEndpoint
NodeSystemInfo: machineID string!, systemUUID string!, bootID string!, kernelVersion string!, osImage string!,
  containerRuntimeVersion string!, kubeletVersion string!, kubeProxyVersion string!, operatingSystem string!,
  architecture string!, swap NodeSwapStatus@33
ContainerImage: names *[]string, sizeBytes int64
AttachedVolume: name UniqueVolumeName!, devicePath string!
NodeConfigStatus: assigned NodeConfigSource, active NodeConfigSource, lastKnownGood NodeConfigSource, error string
NodeRuntimeHandler: name *string, features NodeRuntimeHandlerFeatures
NodeFeatures: supplementalGroupsPolicy *bool
NamespaceCondition: type NamespaceConditionType!, status ConditionStatus!, lastTransitionTime Time, reason string,
  message string
VolumeResourceRequirements: limits ResourceList, requests ResourceList
TypedLocalObjectReference: apiGroup *string, kind *string, name string!
TypedObjectReference: apiGroup *string, kind *string, name string!, namespace *string
PersistentVolumeClaimCondition: type PersistentVolumeClaimConditionType!, status ConditionStatus!, lastProbeTime Time,
  lastTransitionTime Time, reason string, message string
ModifyVolumeStatus: targetVolumeAttributesClassName string, status PersistentVolumeClaimModifyVolumeStatus!
ConfigMapNodeConfigSource: namespace string!, name string!, uid UID, resourceVersion string, kubeletConfigKey string!
DaemonEndpoint: Port int32!
NodeSwapStatus: capacity *int64
NodeRuntimeHandlerFeatures: recursiveReadOnlyMounts *bool, userNamespaces *bool@31
`;
