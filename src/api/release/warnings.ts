import type { FeatureTable } from './row';

/** What the API server warns of, by release; all of it needs `serverWarnings`. Source: pkg/api/…/warnings.go. */
export const WARNING_FEATURES = {
  appArmorFields: {
    from: '1.30',
    what: 'a warning about annotations for AppArmor',
    source: 'pkg/api/pod/warnings.go 1.29 and 1.30',
  },
  appArmorProfilesAreCompared: {
    from: '1.34',
    what: 'an annotation for AppArmor is deprecated unless it says the same as the profile of the pod; before, any profile was enough',
    source: 'pkg/api/pod/warnings.go 1.33 and 1.34',
  },
  cephDeprecated: {
    from: '1.28',
    what: 'a warning about cephfs and rbd volumes',
    source: 'pkg/api/pod/warnings.go 1.27 and 1.28',
  },
  claimsWarnOfOldClass: {
    from: '1.28',
    what: 'a warning about the old annotation for the class of a claim',
    source: 'pkg/api/persistentvolumeclaim/util.go 1.27 and 1.28',
  },
  externalIPsDeprecated: {
    from: '1.36',
    what: 'a warning about externalIPs of a Service',
    source: 'KEP-5707; pkg/api/service/warnings.go 1.35 and 1.36',
  },
  glusterfsDeprecated: {
    from: '1.25',
    what: 'a warning about glusterfs volumes',
    source: 'pkg/api/pod/warnings.go 1.23 and 1.25',
  },
  preferCloseDeprecated: {
    from: '1.35',
    what: 'a warning about trafficDistribution PreferClose',
    source: 'pkg/api/service/warnings.go 1.34 and 1.35',
  },
  volumesWarnOfOldAnnotations: {
    from: '1.31',
    what: 'a warning about old annotations of a PersistentVolume',
    source: 'pkg/api/persistentvolume/util.go 1.30 and 1.31',
  },
  warnsOfCertificates: {
    from: '1.27',
    what: 'a warning about a TLS Secret without a certificate',
    source: 'registry/core/secret/strategy.go 1.26 and 1.27',
  },
  warnsOfClaims: {
    from: '1.26',
    what: 'a warning about fractions of bytes that a claim asks for',
    source: 'pkg/api/persistentvolumeclaim/util.go 1.25 and 1.26',
  },
  warnsOfEndlessHistory: {
    from: '1.33',
    what: 'a warning about a negative revisionHistoryLimit of a StatefulSet',
    source: 'registry/apps/statefulset/strategy.go 1.32 and 1.33',
  },
  warnsOfExternalNames: {
    from: '1.28',
    what: 'warnings about what a Service with or without an external name ignores',
    source: 'pkg/api/service/warnings.go 1.27 and 1.28',
  },
  warnsOfHeadlessServices: {
    from: '1.34',
    what: 'warnings about what a headless Service ignores',
    source: 'pkg/api/service/warnings.go 1.33 and 1.34',
  },
  warnsOfHostnames: {
    from: '1.27',
    what: 'a warning about names of pods and of workloads that are no host names',
    source: 'registry/core/pod/strategy.go, registry/apps/deployment/strategy.go 1.26 and 1.27',
  },
  warnsOfManyIndexes: {
    from: '1.28',
    what: 'a warning about Indexed Jobs whose indexes are too many to list',
    source: 'pkg/api/job/warnings.go 1.28',
  },
  warnsOfMasterLabel: {
    from: '1.31',
    what: 'a warning about the label node-role.kubernetes.io/master',
    source: 'pkg/api/node/util.go 1.30 and 1.31',
  },
  warnsOfNegativeGrace: {
    from: '1.27',
    what: 'a warning about a negative terminationGracePeriodSeconds of a template',
    source: 'pkg/api/pod/warnings.go 1.26 and 1.27',
  },
  warnsOfOverlappingPaths: {
    from: '1.32',
    what: 'warnings about files of a volume that hide each other',
    source: 'pkg/api/pod/warnings.go 1.31 and 1.32',
  },
  warnsOfPortNames: {
    from: '1.33',
    what: 'a warning about names that several ports of a pod have',
    source: 'pkg/api/pod/warnings.go 1.32 and 1.33',
  },
  warnsOfPortsAndSelectors: {
    from: '1.28',
    what: 'warnings about ports that are defined twice and about terms without labelSelector; none about a variable that is made longer',
    source: 'pkg/api/pod/warnings.go 1.27 and 1.28',
  },
  warnsOfPreferredValues: {
    from: '1.33',
    what: 'a warning about values of preferred node affinity that no label can have',
    source: 'pkg/api/node/util.go 1.32 and 1.33',
  },
  warnsOfQuotas: {
    from: '1.35',
    what: 'a warning about a quota of more requests than limits',
    source: 'registry/core/resourcequota/strategy.go 1.34 and 1.35',
  },
  warnsOfRecycling: {
    from: '1.30',
    what: 'a warning about the reclaim policy Recycle',
    source: 'pkg/api/persistentvolume/util.go 1.29 and 1.30',
  },
  warnsOfServices: {
    from: '1.27',
    what: 'a warning about the old annotation for topology hints',
    source: 'pkg/api/service/warnings.go 1.27',
  },
  warnsOfVolumes: {
    from: '1.25',
    what: 'a warning about old labels in the node affinity of a PersistentVolume',
    source: 'pkg/api/persistentvolume/util.go 1.23 and 1.25',
  },
} as const satisfies FeatureTable;
