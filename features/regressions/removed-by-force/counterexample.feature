# Found by campaigns on manifests of real applications with releases 1.20 and 1.21
Feature: What old kubelets do with pods that go while they are at work on them
  Up to 1.21 they stop such pods beside the worker that looks after them, and what they know of a pod that is gone is what they
  once wrote down with its containers.
  Source: pkg/kubelet/kubelet.go deletePod, dispatchWork, and pod_workers.go ForgetWorker, at 1.20 and 1.21.

  Scenario Outline: a pod that is removed by force during a pull gets no other sandbox, Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: web, image: 'example.com/web:1'}]}
      """
    And a pull of image "example.com/web:1" takes 30s
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod web --force --grace-period=0`
    And 1m passes
    Then container "web" has never started

    Examples:
      | release |
      | 1.20    |
      | 1.21    |

  Scenario Outline: a container whose pod went while its kubelet was away ends with <what>, Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: deaf}
      spec:
        terminationGracePeriodSeconds: 10
        containers:
          - name: deaf
            image: busybox:1.28
            command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
            lifecycle: {preStop: {exec: {command: [sleep, '3']}}}
      """
    When the manifest is created
    And 10s pass
    And the kubelet of node "k8s-node01" stops
    And I run `kubectl delete pod deaf --force --grace-period=0`
    And the kubelet of node "k8s-node01" starts
    And 1m passes
    Then the preStop hook of container "deaf" has run <times> times
    And container "deaf" got signal "SIGKILL" between <at least> and <at most> after signal "SIGTERM"

    Examples:
      | release | what                   | times | at least | at most |
      | 1.20    | its hook and its grace | 1     | 6s       | 8s      |
      | 1.21    | its hook and its grace | 1     | 6s       | 8s      |
      | 1.22    | a second               | 0     | 1s       | 2s      |
      | 1.27    | a second               | 0     | 1s       | 2s      |
      | 1.28    | the shortest grace     | 0     | 2s       | 3s      |
      | 1.36    | the shortest grace     | 0     | 2s       | 3s      |

  Scenario Outline: a container whose pod is removed by force is killed after <at least>, Kubernetes <release>
    From 1.22 to 1.30 the kubelet took no grace for a grace that nobody has named (kubernetes#115819).

    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: deaf}
      spec:
        terminationGracePeriodSeconds: 10
        containers: [{name: deaf, image: 'busybox:1.28', command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]}]
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod deaf --force --grace-period=0`
    And 1m passes
    Then container "deaf" got signal "SIGKILL" between <at least> and <at most> after signal "SIGTERM"

    Examples:
      | release | at least | at most |
      | 1.20    | 2s       | 3s      |
      | 1.21    | 2s       | 3s      |
      | 1.22    | 10s      | 11s     |
      | 1.30    | 10s      | 11s     |
      | 1.31    | 2s       | 3s      |
      | 1.36    | 2s       | 3s      |

  Scenario Outline: the preStop hook of a pod that is removed by force has run <times> times, Kubernetes <release>
    There is no hook without a grace, and up to 1.27 that of the deletion decided (kuberuntime_container.go killContainer).

    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
          - {name: web, image: nginx, lifecycle: {preStop: {exec: {command: [sleep, '1']}}}}
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod web --force --grace-period=0`
    And 1m passes
    Then the preStop hook of container "web" has run <times> times

    Examples:
      | release | times |
      | 1.20    | 0     |
      | 1.22    | 0     |
      | 1.27    | 0     |
      | 1.28    | 1     |
      | 1.36    | 1     |

  Scenario Outline: after 9s the next pod of a name is <shown>, Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: deaf}
      spec:
        serviceName: deaf
        selector: {matchLabels: {app: deaf}}
        template:
          metadata: {labels: {app: deaf}}
          spec:
            containers:
              - name: deaf
                image: busybox:1.28
                command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    And 20s pass
    And I run `kubectl delete pod deaf-0 --force --grace-period=0`
    And 9s pass
    Then pod "deaf-0" is "<shown>"
    And within 10s pod "deaf-0" is "1/1 Running"

    Examples:
      | release | shown       |
      | 1.20    | 1/1 Running |
      | 1.21    | 0/1 Pending |
      | 1.22    | 1/1 Running |

  Scenario Outline: a pod that is gone when its first sync begins gets no volumes, and does not start, Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: web, image: busybox, command: [sleep, 1d]}]}
      """
    When the manifest is created
    And I start `kubectl delete pod web --wait=false`
    And the kubelet of node "k8s-node01" restarts
    And 1m passes
    Then pod "web" is gone
    And container "web" has never started

    Examples:
      | release |
      | 1.20    |
      | 1.21    |

  Scenario Outline: a container that was made and never started does not keep its pod, Kubernetes <release>
    The kubelet went in between, and the next one made another container. What collects the ended ones each minute takes all
    that do not run (kuberuntime_gc.go evictableContainers).

    Given Kubernetes <release>
    And the cluster takes 10 times as long for everything
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: web, image: nginx}]}
      """
    When the manifest is created
    And 6.2s pass
    And the kubelet of node "k8s-node01" restarts
    And 1m passes
    And I start `kubectl delete pod web --wait=false`
    Then within 2m pod "web" is gone

    Examples:
      | release |
      | 1.20    |
      | 1.21    |
