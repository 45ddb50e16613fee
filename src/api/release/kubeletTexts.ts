import type { TextTable } from './row';

/** Wordings of the kubelet about whole pods that changed between releases. `{name}` stands for a value. */
export const KUBELET_TEXTS = {
  containerOverRequest: {
    texts: {
      '1.20': 'Container {name} was using {used}, which exceeds its request of {request}. ',
      '1.26': 'Container {name} was using {used}, request is {request}, has larger consumption of memory. ',
    },
    what: 'which container of an evicted pod held more memory than it had asked for',
    source: 'pkg/kubelet/eviction/helpers.go 1.25 and 1.26',
  },
  nodePortsTaken: {
    texts: {
      '1.20': 'Predicate NodePorts failed',
      '1.31': "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
    },
    what: 'why a kubelet refuses a pod whose host port is taken',
    source: 'kubernetes PR 125498; lifecycle/predicate.go 1.21 to 1.31',
  },
  nodeSelectorRefused: {
    texts: {
      '1.20': 'Predicate NodeAffinity failed',
      '1.31': "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    },
    what: 'why a kubelet refuses a pod that selects other nodes',
    source: 'kubernetes PR 125498; lifecycle/predicate.go 1.21 to 1.31',
  },
  nodeShutdownMessage: {
    texts: {
      '1.20': 'Node is shutting, evicting pods',
      '1.22': 'Pod was terminated in response to imminent node shutdown.',
    },
    what: 'status.message of a pod that the shutdown of its node has ended',
    source: 'kubernetes PR 102840; nodeshutdown_manager_linux.go 1.21 and 1.23',
  },
  nodeShutdownReason: {
    texts: { '1.20': 'Shutdown', '1.22': 'Terminated' },
    what: 'status.reason of such a pod',
    source: 'kubernetes PR 102840; nodeshutdown_manager_linux.go 1.21 and 1.23',
  },
  nodeShutdownRefusal: {
    texts: {
      '1.20': 'Node is in progress of shutting down, not admitting any new pods',
      '1.22': 'Pod was rejected as the node is shutting down.',
    },
    what: 'why a node that shuts down refuses a pod',
    source: 'kubernetes PR 102840; nodeshutdown_manager_linux.go 1.21 and 1.23',
  },
  nodeShutdownRefusalReason: {
    texts: { '1.20': 'Shutdown', '1.22': 'NodeShutdown' },
    what: 'status.reason of a pod that it refuses',
    source: 'kubernetes PR 102840; nodeshutdown_manager_linux.go 1.21 and 1.23',
  },
  podRejected: {
    texts: { '1.20': 'Pod {message}', '1.26': 'Pod was rejected: {message}' },
    what: 'status.message of a pod that the kubelet did not admit',
    source: 'kubelet 1.25 and 1.26',
  },
  sysctlForbidden: {
    texts: {
      '1.20': 'forbidden sysctl: "{name}" not whitelisted',
      '1.22': 'forbidden sysctl: "{name}" not allowlisted',
    },
    what: 'why a kubelet refuses a pod that sets a kernel parameter',
    source: 'kubernetes PR 102298; pkg/kubelet/sysctl/whitelist.go 1.21 and allowlist.go 1.25',
  },
  taintRefused: {
    texts: {
      '1.20': 'Predicate TaintToleration failed',
      '1.31': "Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate",
    },
    what: 'why a kubelet refuses a pod that does not tolerate a taint of its node',
    source: 'kubernetes PRs 101218 and 125498; lifecycle/predicate.go 1.25 to 1.31',
  },
  volumesNotMounted: {
    texts: {
      '1.20': 'unmounted volumes=[{unmounted}], unattached volumes=[{all}]: {error}',
      '1.27': 'unmounted volumes=[{unmounted}], unattached volumes=[], failed to process volumes=[]: {error}',
    },
    what: 'error of a pod whose volumes are not there in time',
    source: 'volume_manager.go 1.26 and 1.27',
  },
} as const satisfies TextTable;
