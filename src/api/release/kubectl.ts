import type { FeatureTable } from './row';

/** What people see: printers, describe and commands, by release (server and kubectl of the same release). */
export const KUBECTL_FEATURES = {
  anySubresource: {
    from: '1.32',
    what: 'kubectl --subresource takes what the server has, resize among them; before, status and scale',
    source: 'patch.go and helpers.go of kubectl 0.31 and 0.32',
  },
  aggregatedDiscoveryV2: { from: '1.30', what: 'aggregated discovery v2; before, v2beta1', source: 'KEP-3352' },
  apiResourceCategories: {
    from: '1.26',
    what: 'kubectl api-resources -o wide has a column CATEGORIES, and verbs with commas',
    source: 'pkg/cmd/apiresources/apiresources.go of kubectl 0.25 and 0.26',
  },
  annotateAllowsSame: {
    from: '1.26',
    what: 'kubectl annotate with the value that is there already is no attempt to overwrite it',
    source: 'pkg/cmd/annotate/annotate.go of kubectl 0.25 and 0.26',
  },
  applyMigratesManagers: {
    from: '1.26',
    what: 'kubectl apply --server-side takes over what kubectl apply has written before',
    source: 'pkg/cmd/apply/apply.go of kubectl 0.25 and 0.26, migrateToSSAIfNecessary',
  },
  attachWarnsOfLogs: {
    from: '1.34',
    what: 'kubectl attach and run --attach warn that all goes into the log',
    source: 'pkg/cmd/attach/attach.go of kubectl 0.33 and 0.34',
  },
  autoscalerNamesResource: {
    from: '1.30',
    what: 'the TARGETS of a HorizontalPodAutoscaler say which resource they are about: cpu: <unknown>/50%',
    source: 'printers of 1.29 and 1.30, formatHPAMetrics',
  },
  topInParentheses: {
    from: '1.32',
    what: 'kubectl top nodes writes CPU(%) and MEMORY(%) above its shares, before CPU% and MEMORY%',
    source: 'pkg/metricsutil/metrics_printer.go of kubectl 0.31 and 0.33',
  },
  autoscaleByQuantities: {
    from: '1.34',
    what: 'kubectl autoscale takes --cpu and --memory, and falls back to autoscaling/v1 only where that can say it',
    source: 'pkg/cmd/autoscale/autoscale.go of kubectl 0.33 and 0.34',
  },
  claimAttributesClassColumn: {
    from: '1.29',
    what: 'column VOLUMEATTRIBUTESCLASS of PersistentVolumeClaims',
    source: 'printers 1.28 and 1.29',
  },
  createSaysWhatFailed: {
    from: '1.21',
    what: 'kubectl create configmap, secret, serviceaccount and poddisruptionbudget say that they failed to create it; before, they handed on what the server said',
    source: 'pkg/cmd/create of kubectl 0.20 and 0.21',
  },
  debugNamesTarget: {
    from: '1.22',
    what: 'kubectl debug --target says which container it aims at',
    source: 'debug.go of kubectl 0.21 and 0.22',
  },
  debugRestrictedConfines: {
    from: '1.28',
    what: 'the profile restricted of kubectl debug does what Pod Security asks for; before, it says nothing of privilege escalation and seccomp',
    source: 'cmd/debug/profiles.go of kubectl 0.27.0 and 0.28.0',
  },
  describeAccountSecrets: {
    from: '1.20',
    until: '1.35',
    what: 'describe serviceaccount shows mountable secrets and tokens',
    source: 'describe.go of kubectl 0.34 and 0.35',
  },
  describeEventsOfOne: {
    from: '1.36',
    what: 'describe shows events only where it is of one object, unless --show-events says otherwise',
    source: 'pkg/cmd/describe/describe.go of kubectl 0.35 and 0.36',
  },
  describeCronJobTimeZone: {
    from: '1.36',
    what: 'describe cronjob has a line Time Zone',
    source: 'describe.go of kubectl 0.35 and 0.36',
  },
  describeEventFieldPath: {
    from: '1.35',
    what: 'events in describe begin with the container they are about: spec.containers{c}: …',
    source: 'kubernetes PR 133627; describe.go of kubectl 0.34 and 0.35; recording of 1.36.2',
  },
  describeJobActive: {
    from: '1.23',
    what: 'describe job counts active pods and how many of them are ready; before, running ones',
    source: 'describe.go of kubectl 0.22 and 0.23; KEP-2879',
  },
  describeJobCompletionMode: { from: '1.21', what: 'describe job shows Completion Mode', source: 'kubectl 0.21' },
  describeJobLimits: {
    from: '1.30',
    what: 'describe job shows Suspend, Backoff Limit and TTL Seconds After Finished',
    source: 'describe.go of kubectl 0.29 and 0.30; recording of 1.36.2',
  },
  describePodPlace: {
    from: '1.25',
    what: 'describe pod has lines Runtime Class Name, Service Account and Topology Spread Constraints',
    source: 'describe.go of kubectl 0.24 and 0.25; recordings of 1.20.2 and 1.36.2',
  },
  describeSeccompProfile: {
    from: '1.27',
    what: 'describe pod shows the seccomp profile of the pod and of its containers',
    source: 'describe.go of kubectl 0.26 and 0.27',
  },
  describeBinaryData: {
    from: '1.22',
    what: 'describe configmap has a part BinaryData',
    source: 'describe.go of kubectl 0.21 and 0.22',
  },
  describeConfigMapSpaced: {
    from: '1.31',
    what: 'describe configmap leaves a line empty after each value',
    source: 'describe.go of kubectl 0.30 and 0.31',
  },
  describeNodeAge: {
    from: '1.21',
    what: 'describe node calls a column of its pods Age; before, AGE',
    source: 'describe.go of kubectl 0.20 and 0.21',
  },
  describeNodeTotalsBySpec: {
    from: '1.36',
    what: 'describe node shows limits of a pod that is resized as the most of what it shall have and has, and adds up what specs say; before, limits of the spec, and the sum of what it shows',
    source: 'describeNodeResource and getPodsTotalRequestsAndLimits in describe.go of kubectl 0.35 and 0.36',
  },
  describeQuotasIndented: {
    from: '1.21',
    what: 'describe namespace indents quotas by two; before, by one',
    source: 'describe.go of kubectl 0.20 and 0.21',
  },
  describeTrafficDistribution: {
    from: '1.34',
    what: 'describe service shows how traffic is distributed',
    source: 'describe.go of kubectl 0.33 and 0.34',
  },
  drainGoesOn: {
    from: '1.23',
    what: 'kubectl drain goes on with the other nodes when it gives one up',
    source: 'pkg/cmd/drain/drain.go of kubectl 0.22 and 0.23',
  },
  execChecksContainerName: {
    from: '1.21',
    what: 'kubectl exec looks for the container itself; before, the server refused',
    source: 'podcmd.go of kubectl 0.21 to 0.36; recordings of 1.20.2 and 1.36.2',
  },
  execNeedsDashes: {
    from: '1.31',
    what: 'kubectl exec POD COMMAND without -- is refused; before, it warned',
    source: 'kubernetes PR 125437',
  },
  logsFollowWaits: {
    from: '1.36',
    what: 'kubectl logs -f asks again each second, for as long as --pod-running-timeout, while a container has no log yet',
    source: 'pkg/cmd/logs/logs.go of kubectl 0.35 and 0.36, consumeWithRetry; a cluster of 1.36.2',
  },
  logsDefaultContainer: {
    from: '1.24',
    what: 'kubectl logs takes the first container of several; before, it asked for a name',
    source: 'kubernetes PR 105964; logsforobject.go of kubectl 0.23 and 0.24',
  },
  cronJobTimezoneColumn: { from: '1.30', what: 'column TIMEZONE of CronJobs', source: 'kubernetes PR 122231' },
  debugGeneralProfile: { from: '1.36', what: 'kubectl debug uses the profile general', source: 'kubectl 0.36' },
  debugLegacyWarning: {
    from: '1.32',
    until: '1.36',
    what: 'kubectl debug warns that the profile legacy is deprecated',
    source: 'seen with kubectl 1.32',
  },
  deleteNamesNamespace: {
    from: '1.34',
    what: 'kubectl delete says "from default namespace"',
    source: 'kubectl 0.33 and 0.35; recording of 1.36.2',
  },
  describeConfigMapOptionalLine: {
    from: '1.20',
    until: '1.33',
    what: 'projected volumes show "ConfigMapOptional:  <nil>"; after, "Optional:"',
    source: 'kubectl 0.32 and 0.33',
  },
  describeDaemonSetNamespace: { from: '1.33', what: 'describe daemonset has a line Namespace', source: 'kubectl 0.33' },
  describeImageVolume: { from: '1.32', what: 'describe knows image volumes', source: 'kubectl 0.32' },
  describeNamedPorts: { from: '1.34', what: 'ports show as 80/TCP (http)', source: 'kubectl 0.33 and 0.35' },
  describePodResources: { from: '1.32', what: 'describe shows resources of the pod', source: 'kubectl 0.32' },
  describeServiceBySlices: {
    from: '1.31',
    what: 'describe service reads EndpointSlices (before, Endpoints), shows the internal traffic policy, and calls the wished address a Desired LoadBalancer IP',
    source: 'kubectl 0.29 and 0.31',
  },
  describeTemplateNodeSelectors: {
    from: '1.30',
    what: 'pod templates show Node-Selectors and Tolerations',
    source: 'kubectl 0.29 and 0.31',
  },
  labelAllowsSame: {
    from: '1.25',
    what: 'kubectl label with the value that is there already is no attempt to overwrite it',
    source: 'pkg/cmd/label/label.go of kubectl 0.24 and 0.25',
  },
  labelSaysUnlabeled: {
    from: '1.23',
    what: 'kubectl label says "unlabeled" where the object has got shorter',
    source: 'pkg/cmd/label/label.go of kubectl 0.22 and 0.23, updateDataChangeMsg',
  },
  labelSaysWhatItDid: {
    from: '1.36',
    what: 'kubectl label says "labeled", "unlabeled", or "modified" after both',
    source: 'pkg/cmd/label/label.go of kubectl 0.35 and 0.36, updateDataChangeMsg',
  },
  recordIsDeprecated: {
    from: '1.22',
    what: 'kubectl warns that --record will be removed',
    source: 'record_flags.go of cli-runtime 0.21 and 0.24; kubernetes/kubernetes#102873',
  },
  streamsAvoidDeletedPods: {
    from: '1.28',
    what: 'kubectl exec, attach and port-forward to a workload take a pod that is being deleted only where there is no other',
    source: 'pkg/util/podutils/podutils.go of kubectl 0.27 and 0.28, ActivePods',
  },
  waitForDeleteMayFindNothing: {
    from: '1.22',
    what: 'kubectl wait --for=delete for what is gone already is content; before, it says that nothing matches',
    source: 'kubectl pkg/cmd/wait/wait.go 1.21 and 1.22; a live 1.20.2',
  },
  commandErrorsAreKubectls: {
    from: '1.23',
    what: 'a flag that is missing or unknown is an "error: …" of kubectl; before, an "Error: …" of the library that reads command lines',
    source: 'cmd/kubectl/kubectl.go, which uses component-base/cli since 1.23; kubectl 1.20.2',
  },
  dryRunCreationTimestampNull: {
    from: '1.20',
    until: '1.34',
    what: 'what kubectl makes itself, and every template in YAML, has "creationTimestamp: null"',
    source: 'seen with kubectl 1.27 to 1.33, and of a live server 1.20.2',
  },
  endpointsDeprecationWarning: {
    from: '1.33',
    what: 'reading v1 Endpoints warns that they are deprecated',
    source: 'KEP-4974',
  },
  fieldValidationByOpenApiV3: {
    from: '1.29',
    what: 'kubectl asks OpenAPI v3 whether the server validates fields',
    source: 'seen with kubectl 1.28 and 1.29',
  },
  invalidRequestsSayWhy: {
    from: '1.26',
    what: 'kubectl tells what the server said of an invalid request that is about no object',
    source: 'pkg/cmd/util/helpers.go of kubectl 0.25 and 0.26',
  },
  jobStatusColumn: { from: '1.30', what: 'column STATUS of Jobs', source: 'kubernetes PR 123226' },
  jobSuccessCriteriaMetStatus: {
    from: '1.34',
    what: 'a Job can have the STATUS SuccessCriteriaMet',
    source: 'printers 1.33 and 1.34',
  },
  logsNamesNamespace: {
    from: '1.30',
    what: 'kubectl logs of a missing pod says: error from server (NotFound): … in namespace "…"',
    source: 'kubernetes PR 120111; logs.go of kubectl 0.29 and 0.30',
  },
  outputKyaml: {
    from: '1.35',
    what: 'kubectl -o kyaml, in 1.34 behind KUBECTL_KYAML',
    source: 'KEP-5295',
  },
  portForwardByWebSocket: { from: '1.31', what: 'kubectl port-forward uses WebSocket', source: 'KEP-4006' },
  quotaAgeBeforeAmounts: {
    from: '1.20',
    until: '1.33',
    what: 'AGE of a ResourceQuota comes before REQUEST and LIMIT',
    source: 'printers of 1.20 and 1.28',
  },
  quotaAgeAfterAmounts: {
    from: '1.33',
    what: 'AGE of a ResourceQuota is the last column',
    source: 'pkg/printers/internalversion/printers.go',
  },
  priorityClassPreemptionColumn: {
    from: '1.32',
    what: 'column PREEMPTIONPOLICY of PriorityClasses',
    source: 'kubernetes PR 126529; printers 1.31 and 1.32',
  },
  restartAge: {
    from: '1.22',
    what: 'RESTARTS shows when the last one was: 1 (5s ago)',
    source: 'kubernetes PR 98063; recordings of 1.20.2 and 1.36.2',
  },
  runShowsEarlierLog: {
    from: '1.36',
    what: 'kubectl run --attach shows what the container wrote before the connection was there',
    source: 'pkg/cmd/run/run.go of kubectl 0.35 and 0.36',
  },
  scaleHidesReasons: {
    from: '1.27',
    until: '1.35',
    what: 'kubectl scale says that nothing was passed where something is not found',
    source: 'pkg/cmd/scale/scale.go of kubectl 0.26 to 0.35',
  },
  serviceAccountSecretsColumn: {
    from: '1.20',
    until: '1.35',
    what: 'column SECRETS of ServiceAccounts',
    source: 'printers 1.34 and 1.35',
  },
  subresourceFlag: {
    from: '1.24',
    what: 'kubectl get, patch and replace --subresource',
    source: 'KEP-2590; patch.go of kubectl 0.23 and 0.24',
  },
  statusPrefersError: {
    from: '1.35',
    what: 'STATUS shows the error of a failed container rather than Completed of another one',
    source: 'printers 1.34 and 1.35',
  },
  terminalPhaseShownWhileDeleting: {
    from: '1.31',
    what: 'a pod being deleted shows Completed or Error when it has ended; before, Terminating',
    source: 'printers 1.29 and 1.31; recording of 1.36.2',
  },
  managedFieldsHidden: {
    from: '1.21',
    what: 'kubectl shows metadata.managedFields only with --show-managed-fields',
    source: 'kubernetes PR 96878; CHANGELOG-1.21',
  },
  typedClientsUseProtobuf: { from: '1.32', what: 'typed clients send protobuf', source: 'kubernetes PR 125314' },
  rolloutSaysNothingFound: {
    from: '1.24',
    what: 'kubectl rollout pause, restart, resume and status say when there is nothing of the kind',
    source: 'pkg/cmd/rollout of kubectl 0.23 and 0.24',
  },
  describeIngressClass: {
    from: '1.24',
    what: 'kubectl describe ingress shows labels and class; without a default backend none is implied',
    source: 'pkg/describe/describe.go of kubectl 0.23 and 0.24',
  },
  describePreemptionPolicy: {
    from: '1.24',
    what: 'kubectl describe priorityclass shows the preemption policy',
    source: 'pkg/describe/describe.go of kubectl 0.23 and 0.24',
  },
  setChangesInitContainers: {
    from: '1.22',
    what: 'kubectl set env and set resources change init containers as well',
    source: 'pkg/cmd/set of kubectl 0.21 and 0.22',
  },
  setEnvTellsNames: {
    from: '1.24',
    what: 'kubectl set env --from warns of keys that become other names',
    source: 'pkg/cmd/set/set_env.go of kubectl 0.23 and 0.24',
  },
  setEnvWarns: {
    from: '1.25',
    what: 'kubectl set env warns of what has no such container as others warn',
    source: 'pkg/cmd/set/set_env.go of kubectl 0.24 and 0.25',
  },
  createToken: { from: '1.24', what: 'kubectl create token', source: 'pkg/cmd/create/create_token.go of kubectl 0.24' },
  tokensOfNodes: {
    from: '1.31',
    what: 'kubectl create token binds tokens to nodes as well',
    source: 'pkg/cmd/create/create_token.go of kubectl 0.30 and 0.31',
  },
  waitForPath: {
    from: '1.23',
    what: 'kubectl wait --for=jsonpath',
    source: 'pkg/cmd/wait/wait.go of kubectl 0.22 and 0.23',
  },
  waitForPathAlone: {
    from: '1.28',
    what: 'kubectl wait --for=jsonpath without a value waits for any',
    source: 'pkg/cmd/wait/wait.go of kubectl 0.27 and 0.28',
  },
  waitForSeveral: {
    from: '1.36',
    what: 'kubectl wait waits for one --for after the other',
    source: 'pkg/cmd/wait/wait.go of kubectl 0.35 and 0.36',
  },
  waitPathsMayCompare: {
    from: '1.29',
    what: 'the path of kubectl wait --for=jsonpath may have a filter with ==',
    source: 'pkg/cmd/wait/wait.go of kubectl 0.28 and 0.29, splitJSONPathInput',
  },
  waitForCreate: { from: '1.31', what: 'kubectl wait --for=create', source: 'kubectl 0.31' },
  watchListByDefault: { from: '1.35', what: 'informers ask for sendInitialEvents', source: 'KEP-3157' },
  streamRefusalsAreText: {
    from: '1.36',
    what: 'kubectl exec, attach and cp do not read the status of a refused connection, only its message',
    source: 'k8s.io/streaming pkg/httpstream/spdy/roundtripper.go of 1.36; a live 1.36.2',
  },
  execByWebSocket: { from: '1.30', what: 'kubectl exec and attach use WebSocket', source: 'KEP-4006' },
} as const satisfies FeatureTable;
