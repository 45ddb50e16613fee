import type { FeatureTable } from './row';

/** What the API server accepts, fills in and stores, by release. */
export const API_FEATURES = {
  eventSpamByType: {
    from: '1.32',
    what: 'the spam filter of events counts Normal and Warning for themselves; before, all that one source says of an object',
    source: 'kubernetes PR 124747; events_cache.go of client-go 0.31 and 0.32; recordings of 1.20.2 and 1.36.2',
  },
  boundServiceAccountTokens: {
    from: '1.21',
    what: 'pods get the projected volume kube-api-access-xxxxx; before, the token Secret default-token-xxxxx',
    source: 'KEP-1205; recordings of 1.20.2 and 1.36.2',
  },
  serviceAccountTokenSecrets: {
    from: '1.20',
    until: '1.24',
    what: 'every ServiceAccount gets a token Secret by itself',
    source: 'KEP-2799',
  },
  namespaceNameLabel: {
    from: '1.21',
    what: 'namespaces carry the label kubernetes.io/metadata.name',
    source: 'KEP-2161',
  },
  containerRestartRules: {
    from: '1.35',
    what: 'restartPolicy and restartPolicyRules on regular and init containers',
    source: 'KEP-5307; defaults of 1.36.2',
  },
  containerStopSignals: { from: 'off', what: 'lifecycle.stopSignal on containers', source: 'KEP-4960 (alpha 1.33)' },
  bindingForgetsNomination: {
    from: '1.35',
    what: 'a pod that is bound has no status.nominatedNodeName any more',
    source: 'KEP-5278, gate ClearingNominatedNodeNameAfterBinding',
  },
  cronJobRefusesZoneInSchedule: {
    from: '1.29',
    what: 'a new schedule may not say TZ or CRON_TZ; before, only beside timeZone',
    source: 'batch validation 1.28 and 1.29',
  },
  cronJobTimeZone: { from: '1.25', what: 'spec.timeZone of a CronJob', source: 'KEP-3140' },
  dualStackServices: { from: '1.21', what: 'Services show ipFamilies and ipFamilyPolicy', source: 'KEP-563' },
  endpointsDeprecated: { from: '1.33', what: 'v1 Endpoints is called deprecated', source: 'KEP-4974' },
  envFiles: { from: '1.35', what: 'fileKeyRef of an environment variable', source: 'KEP-3721' },
  ephemeralContainers: {
    from: '1.20',
    what: 'pods/ephemeralcontainers; on by default since 1.23, and here for older releases too, as kubectl debug needs it',
    source: 'KEP-277; the recorded 1.20.2 cluster has the gate on',
  },
  ephemeralContainersOnPod: {
    from: '1.22',
    what: 'the subresource takes a whole Pod; before, an EphemeralContainers list',
    source: 'KEP-277',
  },
  evictionV1: { from: '1.22', what: 'policy/v1 Eviction', source: 'KEP-4563, kubernetes PR 100724' },
  generateNameRetries: {
    from: '1.31',
    what: 'a generated name that exists already is drawn again, up to 8 times',
    source: 'KEP-4420',
  },
  grpcProbe: { from: '1.24', what: 'grpc probes', source: 'KEP-2727' },
  hostIPs: { from: '1.29', what: 'status.hostIPs', source: 'KEP-2681' },
  hostPortIsBlamed: {
    from: '1.28',
    what: 'of two ports that differ with hostNetwork the host port is wrong; before, the port of the container',
    source: 'core validation checkHostNetworkPorts 1.27 and 1.28',
  },
  hostPortsInTemplates: {
    from: '1.20',
    until: '1.28',
    what: 'hostNetwork fills in hostPort in pod templates too; since, in pods only',
    source: 'gate DefaultHostNetworkHostPortsInPodTemplates',
  },
  imageVolumes: { from: '1.35', what: 'volumes of type image', source: 'KEP-4639, gate ImageVolume' },
  initProbeForbidden: {
    from: '1.25',
    what: 'probes and hooks of init containers are "Forbidden"; before, an "Invalid value" with the whole struct',
    source: 'core validation 1.24 and 1.25; recording of 1.20.2',
  },
  internalTrafficPolicy: { from: '1.22', what: 'internalTrafficPolicy of a Service', source: 'KEP-2086' },
  invalidValuesAsJson: {
    from: '1.34',
    what: 'values in "Invalid value" are compact JSON; before, Go syntax',
    source: 'apimachinery field errors 0.33 and 0.34',
  },
  jobCompletionsElastic: {
    from: '1.27',
    what: 'completions of an Indexed Job may change together with parallelism',
    source: 'KEP-3715',
  },
  jobMutableDirectives: {
    from: '1.23',
    what: 'a suspended Job that never ran may be told where to run',
    source: 'KEP-2926; batch validation 1.21 and 1.23',
  },
  jobGeneration: {
    from: '1.23',
    what: 'Jobs and CronJobs have metadata.generation',
    source: 'registry/batch/job/strategy.go 1.21 and 1.23',
  },
  jobManualSelectorShown: {
    from: '1.29',
    what: 'manualSelector false is filled in',
    source: 'batch defaults 1.28 and 1.29',
  },
  limitsOfPodsAreSums: {
    from: '1.28',
    what: 'a limit range for pods adds up what containers say; before, only where all of them say something',
    source: 'admission plugin LimitRanger 1.27 and 1.28',
  },
  loadBalancerNodePortsOptional: {
    from: '1.22',
    what: 'allocateLoadBalancerNodePorts of a Service',
    source: 'KEP-1864',
  },
  manyDefaultClasses: {
    from: '1.26',
    what: 'of several default classes of storage the newest counts; before, a claim without a class was refused',
    source: 'admission plugin DefaultStorageClass 1.25 and 1.26',
  },
  namedInitProbeReason: {
    from: '1.28',
    what: '"may not be set for init containers" goes on "without restartPolicy=Always"',
    source: 'core validation 1.27 and 1.29',
  },
  pdbUnhealthyPodEvictionPolicy: { from: '1.27', what: 'unhealthyPodEvictionPolicy of a budget', source: 'KEP-3017' },
  podGeneration: { from: '1.33', what: 'pods have metadata.generation', source: 'KEP-5067' },
  podLevelResources: { from: '1.34', what: 'spec.resources of a pod', source: 'KEP-2837' },
  podObservedGeneration: {
    from: '1.34',
    what: 'pod status and its conditions carry observedGeneration',
    source: 'KEP-5067; recording of 1.36.2',
  },
  podTopologyLabels: {
    from: '1.35',
    what: 'a pod that is bound gets zone and region of its node as labels',
    source: 'KEP-4742, gate PodTopologyLabelsAdmission',
  },
  policyV1: { from: '1.21', what: 'policy/v1 PodDisruptionBudget', source: 'KEP-85' },
  probeTerminationGracePeriod: {
    from: '1.25',
    what: 'terminationGracePeriodSeconds of a probe',
    source: 'KEP-2238',
  },
  quotasNameContainers: {
    from: '1.25',
    what: 'a quota names the containers that do not say how much they want',
    source: 'quota/v1/evaluator/core/pods.go 1.23 and 1.25',
  },
  relaxedEnvNames: { from: '1.32', what: 'env names may be any printable ASCII except =', source: 'KEP-4369' },
  restartAllContainers: { from: '1.36', what: 'action RestartAllContainers', source: 'KEP-5532; defaults of 1.36.2' },
  schedulingGates: { from: '1.27', what: 'spec.schedulingGates', source: 'KEP-3521' },
  serverWarnings: {
    from: '1.22',
    what: 'warnings about legal and odd fields of pods',
    source: 'KEP-1693, kubernetes PR 101688; single warnings are younger, see the rows warnsOf…',
  },
  serverSideFieldValidation: {
    from: '1.25',
    what: 'the server refuses unknown fields ("strict decoding error"); before, kubectl checked files against the published schema',
    source: 'KEP-2885; recordings of 1.20.2 and 1.36.2',
  },
  sidecarContainers: { from: '1.29', what: 'init containers with restartPolicy Always', source: 'KEP-753' },
  sleepHook: { from: '1.30', what: 'lifecycle handler sleep', source: 'KEP-3960' },
  sleepHookZero: { from: '1.33', what: 'a sleep hook of 0 seconds', source: 'KEP-4818' },
  spreadKeysMerged: {
    from: '1.34',
    what: 'matchLabelKeys of a spread constraint are written into its selector',
    source: 'gate MatchLabelKeysInPodTopologySpreadSelectorMerge; registry/core/pod/strategy.go 1.33 and 1.34',
  },
  tolerationComparisons: { from: 'off', what: 'toleration operators Lt and Gt', source: 'KEP-5471 (alpha 1.35)' },
} as const satisfies FeatureTable;
