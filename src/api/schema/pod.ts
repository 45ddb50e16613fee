/** Pods and pod templates: the pod level of the specification. Notation: see notation.ts. */
export const POD = `
Pod: kind string, apiVersion string, metadata ObjectMeta, spec PodSpec, status PodStatus
PodTemplateSpec: metadata ObjectMeta, spec PodSpec
PodSpec: volumes []Volume, initContainers []Container, containers []Container!,
  ephemeralContainers []EphemeralContainer, restartPolicy RestartPolicy, terminationGracePeriodSeconds *int64,
  activeDeadlineSeconds *int64, dnsPolicy DNSPolicy, nodeSelector map[string]string, serviceAccountName string,
  serviceAccount string, automountServiceAccountToken *bool, nodeName string, hostNetwork bool, hostPID bool,
  hostIPC bool, shareProcessNamespace *bool, securityContext PodSecurityContext,
  imagePullSecrets []LocalObjectReference, hostname string, subdomain string, affinity Affinity, schedulerName string,
  tolerations []Toleration, hostAliases []HostAlias, priorityClassName string, priority *int32, dnsConfig PodDNSConfig,
  readinessGates []PodReadinessGate, runtimeClassName *string, enableServiceLinks *bool,
  preemptionPolicy *PreemptionPolicy, overhead ResourceList, topologySpreadConstraints []TopologySpreadConstraint,
  setHostnameAsFQDN *bool, os PodOS@23/24, hostUsers *bool@25/33, schedulingGates []PodSchedulingGate@26/27,
  resourceClaims []PodResourceClaim@26/34, resources ResourceRequirements@32/34, hostnameOverride *string@34/35,
  schedulingGroup PodSchedulingGroup@36/off
PodSecurityContext: seLinuxOptions SELinuxOptions, windowsOptions WindowsSecurityContextOptions, runAsUser *int64,
  runAsGroup *int64, runAsNonRoot *bool, supplementalGroups []int64,
  supplementalGroupsPolicy *SupplementalGroupsPolicy@31, fsGroup *int64, sysctls []Sysctl,
  fsGroupChangePolicy *PodFSGroupChangePolicy, seccompProfile SeccompProfile, appArmorProfile AppArmorProfile@30,
  seLinuxChangePolicy *PodSELinuxChangePolicy@32
Sysctl: name string!, value string!
PodDNSConfig: nameservers []string, searches []string, options []PodDNSConfigOption
PodDNSConfigOption: name string, value *string
HostAlias: ip string!, hostnames []string
PodReadinessGate: conditionType PodConditionType!
PodSchedulingGate: name string!
PodResourceClaim: name string!, resourceClaimName *string@31, resourceClaimTemplateName *string@31
PodOS: name OSName!
PodSchedulingGroup: podGroupName *string
Toleration: key string, operator TolerationOperator, value string, effect TaintEffect, tolerationSeconds *int64
TopologySpreadConstraint: maxSkew int32!, topologyKey string!, whenUnsatisfiable UnsatisfiableConstraintAction!,
  labelSelector LabelSelector, minDomains *int32@24/27, nodeAffinityPolicy *NodeInclusionPolicy@25/26,
  nodeTaintsPolicy *NodeInclusionPolicy@25/26, matchLabelKeys []string@25/27
Affinity: nodeAffinity NodeAffinity, podAffinity PodAffinity, podAntiAffinity PodAntiAffinity
NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution NodeSelector,
  preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm
NodeSelector: nodeSelectorTerms []NodeSelectorTerm!
NodeSelectorTerm: matchExpressions []NodeSelectorRequirement, matchFields []NodeSelectorRequirement
NodeSelectorRequirement: key string!, operator NodeSelectorOperator!, values []string
PreferredSchedulingTerm: weight int32!, preference NodeSelectorTerm!
PodAffinity: requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
  preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
PodAntiAffinity: requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,
  preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
PodAffinityTerm: labelSelector LabelSelector, namespaces []string, topologyKey string!,
  namespaceSelector LabelSelector@21/22, matchLabelKeys []string@29/31, mismatchLabelKeys []string@29/31
WeightedPodAffinityTerm: weight int32!, podAffinityTerm PodAffinityTerm!
`;
