@rules
Feature: Why a pod has no node, and what gives it one

  Scenario: a cordon keeps new pods away until it is lifted
    Given the manifest "pod.yaml"
    When I run `kubectl cordon k8s-node01`
    And the manifest is created
    And 30s pass
    Then pod "p" is "0/1 Pending"
    And the rule "scheduler/cordon" has acted
    When I run `kubectl uncordon k8s-node01`
    Then within 10s pod "p" is "1/1 Running"
    And the rule "scheduler/woken-by-change" has acted

  # The taint of the cordon goes a moment after the cordon itself: from 1.22 to 1.31 that is what wakes the pod.
  Scenario Outline: a pod that waits for the end of a cordon in Kubernetes <release>
    Given Kubernetes <release>
    And the manifest "pod.yaml"
    When I run `kubectl cordon k8s-node01`
    And the manifest is created
    And 30s pass
    And I run `kubectl uncordon k8s-node01`
    Then within 20s pod "p" is "1/1 Running"

    Examples:
      | release |
      | 1.21    |
      | 1.22    |
      | 1.31    |
      | 1.32    |

  Scenario: a scheduler with nothing else to do does not let a pod wait
    Given the manifest "pod.yaml"
    When I run `kubectl cordon k8s-node01`
    And the manifest is created
    And 300ms pass
    And I run `kubectl uncordon k8s-node01`
    Then within 2s pod "p" is "1/1 Running"
    And the rule "scheduler/idle-takes-the-next" has acted

  Scenario: a pod that nothing wakes is looked at again after five minutes
    Given the manifest "pod.yaml" with these fields
      | field                                         | value |
      | spec.containers[0].resources.requests.cpu     | 64    |
    When the manifest is created
    Then for 7m pod "p" is "0/1 Pending"
    And the rule "scheduler/room" has acted
    And the rule "scheduler/leftovers" has acted

  Scenario: old schedulers try again at nearly every change, but wait ten seconds at most
    Given Kubernetes 1.20
    And the manifest "pod.yaml" with these fields
      | field                                         | value |
      | spec.containers[0].resources.requests.cpu     | 64    |
    When the manifest is created
    Then for 30m pod "p" is "0/1 Pending"
    And the rule "scheduler/back-off-doubles" has acted
    And the rule "scheduler/back-off-at-most-10s" has acted
    And the rule "event/series" has acted

  Scenario: a taint keeps pods away
    Given the manifest "pod.yaml"
    When I run `kubectl taint nodes k8s-node01 gpu=yes:NoSchedule`
    And the manifest is created
    Then for 1m pod "p" is "0/1 Pending"
    And the rule "scheduler/taints" has acted

  Scenario: a taint NoExecute drives pods away
    Given the manifest "pod.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl taint nodes k8s-node01 gpu=yes:NoExecute`
    Then within 10s pod "p" is gone
    And the rule "taint/no-execute-evicts" has acted

  Scenario: a pod stays when the taint goes in time
    Given the manifest "pod.yaml" with these fields
      | field            | value                                                                     |
      | spec.tolerations | [{key: gpu, operator: Exists, effect: NoExecute, tolerationSeconds: 60}]  |
    When the manifest is created
    And 10s pass
    And I run `kubectl taint nodes k8s-node01 gpu=yes:NoExecute`
    And 20s pass
    And I run `kubectl taint nodes k8s-node01 gpu-`
    Then for 5m pod "p" is "1/1 Running"
    And the rule "taint/eviction-is-cancelled" has acted

  Scenario Outline: two pods that <what> find no place on one node
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 2
        selector:
          matchLabels: {app: web}
        template:
          metadata:
            labels: {app: web}
          spec:
            <wish>
            containers:
            - name: web
              image: nginx:1.25
              ports:
              - containerPort: 80
      """
    When the manifest is created
    And 30s pass
    Then 1 pod with label "app=web" is "1/1 Running"
    And 1 pod with label "app=web" is "0/1 Pending"
    And the rule "<rule>" has acted

    Examples:
      | what               | wish                                                                                                                                                      | rule                   |
      | want the same port | hostNetwork: true                                                                                                                                         | scheduler/host-ports   |
      | avoid each other   | affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}} | scheduler/pod-affinity |

  Scenario: a domain does not get ahead of an empty one
    Given a cluster of 2 nodes
    And the manifest
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 3
        selector:
          matchLabels: {app: web}
        template:
          metadata:
            labels: {app: web}
          spec:
            topologySpreadConstraints:
            - maxSkew: 1
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: DoNotSchedule
              labelSelector:
                matchLabels: {app: web}
            containers:
            - name: web
              image: nginx:1.25
      """
    When I run `kubectl cordon k8s-node02`
    And the manifest is created
    And 30s pass
    Then 1 pod with label "app=web" is "1/1 Running"
    And 2 pods with label "app=web" are "0/1 Pending"
    And the rule "scheduler/topology-spread" has acted

  Scenario: a claim that is not there
    Given the manifest "pod.yaml" with these fields
      | field        | value                                                        |
      | spec.volumes | [{name: data, persistentVolumeClaim: {claimName: missing}}]  |
    When the manifest is created
    Then for 1m pod "p" is "0/1 Pending"
    And the rule "scheduler/claims" has acted

  # What the thresholds of hard evictions keep free is nothing that pods may have.
  Scenario: A node has less for pods than it has
    Given a cluster of 1 node with 2 cpu and 2Gi of memory each
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: all-of-it}
      spec: {containers: [{name: c, image: nginx, resources: {requests: {memory: 2Gi}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: what-there-is}
      spec: {containers: [{name: c, image: nginx, resources: {requests: {memory: 974Mi}}}]}
      """
    When the manifest is created
    And 10s pass
    Then pod "all-of-it" is "Pending"
    And pod "all-of-it" has the event "FailedScheduling" with message "Insufficient memory"
    And pod "what-there-is" is "Running"
    And the field "status.capacity.memory" of node "k8s-node01" is "2Gi"
    And the field "status.allocatable.memory" of node "k8s-node01" is "1948Mi"
    And the field "status.allocatable.ephemeral-storage" of node "k8s-node01" is "48318382000"
    And `kubectl describe node k8s-node01` prints "memory             974Mi (50%)"
