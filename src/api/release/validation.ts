import type { FeatureTable } from './row';

/** What the API server refuses, by release. What it says then stands in validationTexts.ts. */
export const VALIDATION_FEATURES = {
  autoscalersNeedGroup: {
    from: '1.34',
    what: 'what an autoscaler scales is named with its API group',
    source: 'autoscaling validation ValidateAPIVersion 1.33 and 1.34',
  },
  autoscalersNeedMaximum: {
    from: '1.36',
    what: 'an autoscaler without maxReplicas lacks it; before, 0 was too few',
    source: 'autoscaling validation 1.35 and 1.36',
  },
  claimsRecoverFromExpansion: {
    from: '1.32',
    what: 'a claim that asked for too much space may ask for less again, as long as it is more than it has',
    source: 'KEP-1790, gate RecoverVolumeExpansionFailure',
  },
  driverNamesAreMissedOnce: {
    from: '1.35',
    what: 'of a CSI driver without a name nothing else is told',
    source: 'core validation ValidateCSIDriverName 1.34 and 1.35',
  },
  ephemeralSubPathsForbidden: {
    from: '1.23',
    what: 'mounts of ephemeral containers have no subPath',
    source: 'core validation validateEphemeralContainers 1.21 and 1.23',
  },
  externalIPsHavePolicy: {
    from: '1.29',
    what: 'a ClusterIP Service with externalIPs has an externalTrafficPolicy',
    source: 'pkg/api/service ExternallyAccessible 1.28 and 1.29',
  },
  externalTrafficPolicyIsListed: {
    from: '1.23',
    what: 'a wrong externalTrafficPolicy is an unsupported value; before, an invalid one',
    source: 'core validation validateServiceExternalTrafficPolicy 1.21 and 1.23',
  },
  failIndexIsListed: {
    from: '1.28',
    what: 'FailIndex is an action of a pod failure policy',
    source: 'KEP-3850; batch validation 1.27 and 1.28',
  },
  hostAliasesHavePlaces: {
    from: '1.30',
    what: 'errors in hostAliases name the place, and wrong addresses there and in dnsConfig have the usual words',
    source: 'core validation ValidateHostAliases, validatePodDNSConfig 1.29 and 1.30',
  },
  indexedHostnamesAreChecked: {
    from: '1.22',
    what: 'the name of an Indexed Job has room for the last index',
    source: 'batch validation ValidateJob 1.21 and 1.23',
  },
  jobMutableGates: {
    from: '1.27',
    what: 'scheduling gates of a suspended Job that never ran may change',
    source: 'batch validation validatePodTemplateUpdate 1.26 and 1.27',
  },
  kubeletPortIsTaken: {
    from: '1.20',
    until: '1.33',
    what: 'a LoadBalancer has no port 10250',
    source: 'core validation ValidateService 1.32 and 1.33',
  },
  labelsCountBytes: {
    from: '1.35',
    what: 'keys and values of labels are too long by bytes; before, by characters, and a key with two slashes was no "qualified name"',
    source: 'apimachinery util/validation 0.34 and 0.35 (api/validate/content)',
  },
  labelsHearOfDots: {
    from: '1.27',
    what: 'a name with dots where a label is wanted "must not contain dots"; before, the whole rule was told',
    source: 'apimachinery util/validation IsDNS1123Label 0.26 and 0.27',
  },
  preferSameTraffic: {
    from: '1.34',
    what: 'trafficDistribution PreferSameZone and PreferSameNode',
    source: 'KEP-3015, gate PreferSameTrafficDistribution',
  },
  readWriteOncePod: { from: '1.27', what: 'access mode ReadWriteOncePod', source: 'KEP-2485' },
  relaxedSearchDomains: {
    from: '1.33',
    what: 'search domains may have lines in them, or be a dot',
    source: 'KEP-4427, gate RelaxedDNSSearchValidation',
  },
  restartRulesAreCounted: {
    from: '1.36',
    what: 'a list of restart rules has too many; before, it was too long, in bytes',
    source: 'core validation validateContainerRestartPolicy 1.35 and 1.36',
  },
  secretPathsAreFilledIn: {
    from: '1.24',
    what: 'the path of what a Secret of a user or a key lacks is data[…]; before, data[%s][…]',
    source: 'core validation ValidateSecret 1.23 and 1.24',
  },
  serviceNamesMayBeginWithDigits: {
    from: '1.36',
    what: 'the name of a Service is a label as others are; before, it began with a letter',
    source: 'KEP-5311, gate RelaxedServiceNameValidation',
  },
  spreadSelectorsAreChecked: {
    from: '1.27',
    what: 'the selector of a spread constraint is checked',
    source: 'core validation validateTopologySpreadConstraints 1.26 and 1.27',
  },
  statefulSetServiceNamesAreLabels: {
    from: '1.33',
    what: 'serviceName of a new StatefulSet is a name that a Service could have',
    source: 'apps validation ValidateStatefulSetSpec 1.32 and 1.33',
  },
  statefulSetTemplatesAreChecked: {
    from: '1.34',
    what: 'the pod template of a StatefulSet and its claims are looked at; before, its pods were refused',
    source: 'apps validation ValidatePodTemplateSpecForStatefulSet 1.33 and 1.34',
  },
  cronParserKnowsZones: {
    from: '1.22',
    what: 'schedules are read by robfig/cron v3, which knows TZ= and has other words; before, by its v1',
    source: 'KEP-3140; batch validation 1.21 and 1.23; a live 1.20.2',
  },
  messagePolicyIsOfAList: {
    from: '1.25',
    what: 'a termination message policy that there is not is an unsupported value; before, an invalid one',
    source: 'core validation 1.24 and 1.25; a live 1.20.2',
  },
  hooksHaveTheirHandler: {
    from: '1.23',
    what: 'the schema has a LifecycleHandler; before, hooks and probes share a Handler',
    source: 'api/core/v1/types.go 1.21 and 1.23; a live 1.20.2',
  },
  sysctlSlashes: {
    from: '1.23',
    what: 'the parts of a sysctl may be parted by slashes',
    source: 'core validation SysctlContainSlashFmt, which 1.23 has and 1.21 has not',
  },
  sysctlFormatAnchored: {
    from: '1.25',
    what: 'the format of a sysctl is shown with its anchors',
    source: 'core validation validateSysctls 1.24 and 1.25',
  },
  sysctlsOfTheHostRefused: {
    from: '1.29',
    what: 'a pod in a namespace of its node may not set the sysctls of that namespace',
    source: 'core validation ValidateHostSysctl, which 1.29 has and 1.28 has not',
  },
  statefulSetUpdatesAreForgiving: {
    from: '1.25',
    what: 'an update of a StatefulSet may keep a template that was wrong before; before, it is checked like a new one',
    source: 'registry/apps/statefulset/strategy.go ValidateUpdate 1.24 and 1.25; a live 1.20.2',
  },
  statefulSetMaxUnavailableField: {
    from: '1.24',
    what: 'the rolling update of a StatefulSet has a member MaxUnavailable',
    source: 'apis/apps/types.go 1.23 and 1.24',
  },
  statefulSetNamesAreLabels: {
    from: '1.27',
    what: 'the name of a StatefulSet has no dots',
    source: 'apps validation ValidateStatefulSetName 1.26 and 1.27',
  },
  specialAddressesOfBothFamilies: {
    from: '1.23',
    what: 'ranges of addresses behind which nobody can be are told for IPv4 and IPv6',
    source: 'core validation 1.21 and 1.23',
  },
  strictAddresses: {
    from: '1.36',
    what: 'addresses with zeros in front or IPv4 in IPv6 are refused',
    source: 'KEP-4858, gate StrictIPCIDRValidation',
  },
  suspendedJobsAreMutable: {
    from: '1.36',
    what: 'a suspended Job without pods may be told where to run and what its pods ask for, even if it ran before',
    source:
      'KEP-5440, gates MutablePodResourcesForSuspendedJobs and MutableSchedulingDirectivesForSuspendedJobs; batch validation 1.35 and 1.36',
  },
  tolerationComparisonsKnown: {
    from: '1.35',
    what: 'a toleration with Lt or Gt hears of these operators, although they are off',
    source: 'core validation ValidateTolerations 1.34 and 1.35',
  },
  tolerationValueIsShown: {
    from: '1.32',
    what: 'of a toleration with a value too many the value is shown; before, all of it',
    source: 'core validation ValidateTolerations 1.31 and 1.32',
  },
  tokenPathsStayInside: {
    from: '1.30',
    what: 'the path of a projected token leads nowhere else',
    source: 'core validation validateProjectionSources 1.29 and 1.30',
  },
  storageClassFieldsAreImmutable: {
    from: '1.36',
    what: 'an update of a StorageClass is refused in the words of all immutable fields',
    source: 'storage validation ValidateStorageClassUpdate 1.35 and 1.36',
  },
  valuesInSelectorsAreChecked: {
    from: '1.26',
    what: 'values of matchExpressions are values of labels',
    source: 'apimachinery meta/v1/validation ValidateLabelSelectorRequirement 0.25 and 0.26',
  },
  valuesOfNodeTermsAreChecked: {
    from: '1.32',
    what: 'values in terms of required node affinity are values of labels',
    source: 'core validation ValidateNodeSelectorRequirement 1.31 and 1.32',
  },
} as const satisfies FeatureTable;
