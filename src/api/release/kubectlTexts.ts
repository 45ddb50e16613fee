import type { TextTable } from './row';

/** What kubectl says, by release. `{name}` stands for a value. */
export const KUBECTL_TEXTS = {
  applyConflictsPage: {
    texts: {
      '1.20': 'http://k8s.io/docs/reference/using-api/api-concepts/#conflicts',
      '1.21': 'http://k8s.io/docs/reference/using-api/server-side-apply/#conflicts',
      '1.22': 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts',
    },
    what: 'the page about conflicts of kubectl apply --server-side',
    source: 'pkg/cmd/apply/apply.go of kubectl 0.20, 0.21 and 0.22',
  },
  tokenDurationNegative: {
    texts: { '1.20': '--duration must be positive', '1.30': '--duration must be greater than or equal to 0' },
    what: 'what kubectl create token says of a duration below 0',
    source: 'pkg/cmd/create/create_token.go of kubectl 0.29 and 0.30',
  },
  waitPathFormat: {
    texts: {
      '1.20': "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3",
      '1.28':
        "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    },
    what: 'what kubectl wait says of a --for=jsonpath that is none',
    source: 'pkg/cmd/wait/wait.go of kubectl 0.27 and 0.28',
  },
  waitPathNoValue: {
    texts: {
      '1.20': 'jsonpath wait condition cannot be empty',
      '1.28': "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    },
    what: 'what kubectl wait says of a --for=jsonpath without a value',
    source: 'pkg/cmd/wait/wait.go of kubectl 0.27 and 0.28',
  },
  createPriorityClassFailed: {
    texts: { '1.20': 'failed to create clusterrolebinding:', '1.21': 'failed to create priorityclass:' },
    what: 'how kubectl create priorityclass begins to say what went wrong',
    source: 'create_priorityclass.go of kubectl 0.20 and 0.21',
  },
  defaultedContainer: {
    texts: {
      '1.20':
        "Defaulting container name to {container}.\nUse 'kubectl describe pod/{pod} -n {namespace}' to see all of the containers in this pod.",
      '1.21': 'Defaulted container "{container}" out of: {all}',
    },
    what: 'what kubectl exec says when it chose one of several containers',
    source: 'recordings of 1.20.2 and 1.36.2',
  },
  deleted: {
    texts: { '1.20': '{kind} "{name}" deleted', '1.34': '{kind} "{name}" deleted from {namespace} namespace' },
    what: 'what kubectl delete prints for a namespaced object',
    source: 'kubectl 0.33 and 0.35; recording of 1.36.2',
  },
  drainBareFatal: {
    texts: {
      '1.20':
        'cannot delete Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet (use --force to override)',
      '1.24': 'cannot delete Pods declare no controller (use --force to override)',
      '1.30': 'cannot delete cannot delete Pods that declare no controller (use --force to override)',
      '1.36': 'cannot delete Pods that declare no controller (use --force to override)',
    },
    what: 'why kubectl drain does not begin',
    source: 'pkg/drain/filters.go of kubectl 0.20 to 0.36',
  },
  drainBareWarning: {
    texts: {
      '1.20': 'deleting Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet',
      '1.24': 'deleting Pods that declare no controller',
    },
    what: 'what kubectl drain --force warns of',
    source: 'pkg/drain/filters.go of kubectl 0.23 and 0.24',
  },
  drainFailed: {
    texts: {
      '1.20': 'error: unable to drain node "{node}", aborting command...\n',
      '1.22':
        'DEPRECATED WARNING: Aborting the drain command in a list of nodes will be deprecated in v1.23.\nThe new behavior will make the drain command go through all nodes even if one or more nodes failed during the drain.\nFor now, users can try such experience via: --ignore-errors\nerror: unable to drain node "{node}", aborting command...\n',
      '1.23': 'error: unable to drain node "{node}" due to error:{errors}, continuing command...',
      '1.31': 'error: unable to drain node "{node}" due to error: {errors}, continuing command...',
    },
    what: 'kubectl drain gives a node up',
    source: 'pkg/cmd/drain/drain.go of kubectl 0.20 to 0.31',
  },
  drainPodStays: {
    texts: {
      '1.20': 'error when waiting for pod "{pod}" terminating: {error}',
      '1.27': 'error when waiting for pod "{pod}" in namespace "{namespace}" to terminate: {error}',
    },
    what: 'a pod that was evicted is there for longer than kubectl drain waits',
    source: 'pkg/drain/drain.go of kubectl 0.26 and 0.27',
  },
  drainWarns: {
    texts: { '1.20': 'WARNING: {warnings}', '1.25': 'Warning: {warnings}' },
    what: 'how warnings of kubectl drain begin',
    source: 'pkg/cmd/drain/drain.go of kubectl 0.24 and 0.25',
  },
  execNoSuchContainer: {
    texts: {
      '1.20': 'container {container} not found in pod {pod}',
      '1.36': 'container {container} is not valid for pod {pod} out of: {all}',
    },
    what: 'kubectl exec and attach with a container that the pod does not have',
    source: 'podcmd.go of kubectl 0.25 to 0.36; kubernetes PR 136973',
  },
  forceDeleteWarning: {
    texts: {
      '1.20':
        'warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
      '1.25':
        'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
    },
    what: 'what kubectl delete --force warns of',
    source: 'delete.go of kubectl 0.24 and 0.25',
  },
  logsNoSuchContainer: {
    texts: {
      '1.20': 'container {container} is not valid for pod {pod}',
      '1.36': 'container {container} is not valid for pod {pod} out of: {all}',
    },
    what: 'kubectl logs of a container that the pod does not have',
    source: 'logsforobject.go of kubectl 0.25 to 0.36; kubernetes PR 136973',
  },
  madeBudgetVersion: {
    texts: { '1.20': 'policy/v1beta1', '1.22': 'policy/v1' },
    what: 'the version in which kubectl create makes a PodDisruptionBudget',
    source: 'pkg/cmd/create/create_pdb.go of kubectl 0.21 and 0.22',
  },
  madeCronJobVersion: {
    texts: { '1.20': 'batch/v1beta1', '1.21': 'batch/v1' },
    what: 'the version in which kubectl create makes a CronJob',
    source: 'pkg/cmd/create/create_cronjob.go of kubectl 0.20 and 0.21',
  },
  missingDockerLogin: {
    texts: {
      '1.20': "flag {flag} is required\nSee 'kubectl create secret docker-registry -h' for help and examples",
      '1.21':
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    },
    what: 'what kubectl create secret docker-registry says where a name or password is missing',
    source: 'pkg/cmd/create/create_secret_docker.go of kubectl 0.20 and 0.21',
  },
  missingKeyPair: {
    texts: {
      '1.20': "flag {flag} is required\nSee 'kubectl create secret tls -h' for help and examples",
      '1.21': 'key and cert must be specified',
    },
    what: 'what kubectl create secret tls says where key or certificate is missing',
    source: 'pkg/cmd/create/create_secret.go, create_secret_tls.go of kubectl 0.20 and 0.21',
  },
  noKindMatch: {
    texts: {
      '1.20': 'unable to recognize "{file}": no matches for kind "{kind}" in version "{version}"',
      '1.24':
        'resource mapping not found for name: "{name}" namespace: "{namespace}" from "{file}": no matches for kind "{kind}" in version "{version}"\nensure CRDs are installed first',
    },
    what: 'what kubectl says about a kind that the server does not have',
    source: 'kubectl 0.23 and 0.24',
  },
  restartTwice: {
    texts: {
      '1.20': 'failed to create patch for {name}: empty patch',
      '1.27':
        'failed to create patch for {name}: if restart has already been triggered within the past second, please wait before attempting to trigger another',
    },
    what: 'kubectl rollout restart twice within one second: the time in the template is the same',
    source: 'pkg/cmd/rollout/rollout_restart.go of kubectl 0.26 and 0.27',
  },
  rollbackPaused: {
    texts: {
      '1.20':
        "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/{name}' and try again",
      '1.26': "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    },
    what: 'kubectl rollout undo of a Deployment that is paused',
    source: 'pkg/polymorphichelpers/rollback.go of kubectl 0.25 and 0.26',
  },
  runCouldNotAttach: {
    texts: {
      '1.20': 'Error attaching, falling back to logs: {error}',
      '1.25': "warning: couldn't attach to pod/{name}, falling back to streaming logs: {error}",
    },
    what: 'what kubectl run --attach says of a container that ended before the connection was there',
    source: 'pkg/cmd/run/run.go of kubectl 0.24 and 0.25',
  },
  scaleNothing: {
    texts: { '1.20': 'no objects passed to scale', '1.32': 'no objects passed to scale {error}' },
    what: 'kubectl scale of something that is not there, where it hides the reason',
    source: 'pkg/cmd/scale/scale.go of kubectl 0.26 to 0.35',
  },
} as const satisfies TextTable;
