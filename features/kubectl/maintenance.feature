Feature: kubectl for those who look after a cluster

  Scenario: A budget holds a drain until the Deployment has a pod elsewhere
    Given a cluster of 2 nodes
    And the manifest "web.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl create poddisruptionbudget web --selector=app=web --min-available=2`
    Then it prints "poddisruptionbudget.policy/web created"
    When 2s pass
    Then `kubectl describe pdb web` shows
      """
      Name:           web
      Namespace:      default
      Min available:  2
      Selector:       app=web
      Status:
          Allowed disruptions:  0
          Current:              2
          Desired:              2
          Total:                2
      Events:                   <none>
      """
    When I run `kubectl drain k8s-node01 --timeout=8s`
    Then it prints 'error when evicting pods/"web-'
    And it prints "(will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget."
    And it fails with "global timeout reached: 8s"
    When I run `kubectl scale deployment web --replicas=3`
    And 10s pass
    And I run `kubectl drain k8s-node01 --timeout=1m`
    Then it prints "node/k8s-node01 drained"
    And no pod with label "app=web" is "Pending"

  Scenario Outline: A budget that says <what>
    When I run `kubectl create pdb web <options>`
    Then it fails with "error: <why>"

    Examples:
      | what           | options                                                   | why                                                             |
      | nothing        | --selector=app=web                                        | one of min-available or max-unavailable must be specified       |
      | two things     | --selector=app=web --min-available=1 --max-unavailable=1  | min-available and max-unavailable cannot be both specified      |
      | nothing of pods | --min-available=1                                        | a selector must be specified                                    |

  Scenario: What a drain asks for before it deletes anything
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: alone}
      spec:
        volumes: [{name: scratch, emptyDir: {}}]
        containers:
        - {name: alone, image: "nginx:1.25"}
      """
    When the manifest is created
    And 3s pass
    And I run `kubectl drain k8s-node01`
    Then it fails with "cannot delete Pods with local storage (use --delete-emptydir-data to override): default/alone"
    And pod "alone" is "1/1 Running"
    When I run `kubectl drain k8s-node01 --delete-emptydir-data`
    Then it fails with "cannot delete Pods that declare no controller (use --force to override): default/alone"
    When I run `kubectl drain k8s-node01 --force --delete-emptydir-data --disable-eviction`
    Then it prints "Warning: deleting Pods that declare no controller: default/alone"
    And it prints "pod/alone deleted"
    And pod "alone" is gone

  Scenario: Taints are put on, changed and taken away
    When I run `kubectl taint nodes k8s-node01 key=value:NoSchedule`
    Then it prints "node/k8s-node01 tainted"
    And node "k8s-node01" has the taint "key=value:NoSchedule"
    When I run `kubectl taint nodes k8s-node01 key=other:NoSchedule`
    Then it fails with "node k8s-node01 already has key taint(s) with same effect(s) and --overwrite is false"
    When I run `kubectl taint nodes k8s-node01 key=other:NoSchedule --overwrite`
    Then node "k8s-node01" has the taint "key=other:NoSchedule"
    When I run `kubectl taint nodes k8s-node01 key:NoSchedule-`
    Then it prints "node/k8s-node01 untainted"
    And node "k8s-node01" has no taint

  Scenario Outline: <command> says why it does nothing here
    When I run `kubectl <command>`
    Then it fails with "<why>"

    Examples:
      | command                            | why                            |
      | top pods --containers              | Metrics API not available      |
      | top nodes --sort-by=cpu            | Metrics API not available      |
      | edit deployment web                | edit is not supported          |

  Scenario: A pod with overrides
    When I run `kubectl run lone --image=nginx:1.25 --overrides='{"spec":{"nodeName":"k8s-node01","terminationGracePeriodSeconds":7}}'`
    Then within 5s pod "lone" is "1/1 Running"
    And pod "lone" has no event "Scheduled"
    And the field "spec.terminationGracePeriodSeconds" of pod "lone" is "7"

  Scenario: A file of a container comes to the workstation
    When I run `kubectl run lone --image=nginx:1.25`
    And 3s pass
    And I run `kubectl cp lone:/etc/hostname name.txt`
    Then `cat name.txt` prints "lone"

  Scenario: The full name of a pod in a headless service
    Given the manifest "sts.yaml"
    When the manifest is created
    And 30s pass
    Then `kubectl exec sts-0 -- hostname` shows
      """
      sts-0
      """
    And `kubectl exec sts-0 -- hostname -f` shows
      """
      sts-0.sts.default.svc.cluster.local
      """
    And `kubectl exec sts-0 -- hostname -d` shows
      """
      sts.default.svc.cluster.local
      """

  Scenario: The fields of a probe are explained
    When I run `kubectl explain pod.spec.containers.livenessProbe.periodSeconds`
    Then it prints
      """
      KIND:       Pod
      VERSION:    v1

      FIELD: periodSeconds <integer>

      DESCRIPTION:
          How often the probe runs. Default 10, at least 1.

      """
    When I run `kubectl explain deployment.spec.template.spec.containers.readinessProbe`
    Then it prints "GROUP:      apps"
    And it prints "FIELD: readinessProbe <Probe>"
    And it prints "successThreshold"
    And it prints "grpc"
    When I run `kubectl explain pod.spec.containers.livenessProb`
    Then it fails with 'error: field "livenessProb" does not exist'

  Scenario: Only the fields that a release has are explained
    Given Kubernetes 1.20
    When I run `kubectl explain pod.spec.containers.livenessProbe`
    Then it prints "tcpSocket"
    And it does not print "grpc"
