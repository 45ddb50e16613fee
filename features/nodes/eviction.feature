@nodes
Feature: Pods that their node evicts
  A node that is short of something kills pods by itself. Their objects stay; controllers make new pods, and
  budgets are not asked.

  Scenario: A pod that nobody makes anew
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hungry, labels: {app: hungry}}
      spec:
        containers:
        - name: hungry
          image: busybox:1.28
          command: [sleep, "3600"]
          lifecycle: {preStop: {exec: {command: [sleep, "20"]}}}
      """
    When the manifest is created
    And 5s pass
    And node "k8s-node01" evicts its pods with label "app=hungry" for lack of memory
    Then within 5s pod "hungry" has phase "Failed"
    And the field "status.reason" of pod "hungry" is "Evicted"
    And the field "status.message" of pod "hungry" is "The node was low on resource: memory. "
    And condition "DisruptionTarget" of pod "hungry" is "True" with reason "TerminationByKubelet"
    And pod "hungry" has the event "Evicted" with message "The node was low on resource: memory."
    # There is no time for hooks to end. STATUS tells how the container ended, not why.
    And container "hungry" last ended with exit code 137
    And the preStop hook of container "hungry" took less than 5s
    And for 10m pod "hungry" stays "0/1 Error"
    And container "hungry" has started once

  Scenario Outline: Kubernetes <release> shows an evicted pod as <status>
    Up to 1.21 the status says why the pod has gone and nothing else; since then it is written when the containers have ended, and with
    how they have ended.

    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hungry, labels: {app: hungry}}
      spec:
        terminationGracePeriodSeconds: 5
        containers: [{name: hungry, image: busybox:1.28, command: [sleep, "3600"]}]
      """
    When the manifest is created
    And 5s pass
    And node "k8s-node01" evicts its pods with label "app=hungry" for lack of memory
    Then within 10s pod "hungry" has phase "Failed"
    And for 5m pod "hungry" stays "0/1 <status>"
    And the field "status.reason" of pod "hungry" is "Evicted"

    Examples:
      | release | status  |
      | 1.21    | Evicted |
      | 1.22    | Error   |
      | 1.36    | Error   |

  Scenario: An evicted pod that ends well has succeeded
    Its phase is that of its containers, and nothing but a condition and an event says that it was evicted.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: polite, labels: {app: polite}}
      spec:
        containers: [{name: polite, image: nginx:1.25}]
      """
    When the manifest is created
    And 5s pass
    And node "k8s-node01" evicts its pods with label "app=polite" for lack of memory
    Then within 5s pod "polite" has phase "Succeeded"
    And the field "status.reason" of pod "polite" is not set
    And condition "DisruptionTarget" of pod "polite" is "True" with reason "TerminationByKubelet"

  Scenario: Before Kubernetes 1.27 it is Evicted all the same
    An eviction is a failure, however the containers end.

    Given Kubernetes 1.26
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: polite, labels: {app: polite}}
      spec:
        containers: [{name: polite, image: nginx:1.25}]
      """
    When the manifest is created
    And 5s pass
    And node "k8s-node01" evicts its pods with label "app=polite" for lack of memory
    Then within 5s pod "polite" has phase "Failed"
    And the field "status.reason" of pod "polite" is "Evicted"
    And condition "DisruptionTarget" of pod "polite" is "True" with reason "TerminationByKubelet"

  Scenario: The pods of a Deployment are replaced, whatever its budget says
    Given a cluster of 2 nodes
    And the manifest "three-workloads.yaml"
    When the manifest is created
    And I run `kubectl create pdb web --selector=app=web --min-available=1`
    And 20s pass
    And node "k8s-node01" evicts its pods with label "app=web" for lack of memory
    And node "k8s-node02" evicts its pods with label "app=web" for lack of memory
    Then within 5s there are 2 pods with label "app=web"
    And within 10s 1 pod with label "app=web" is "1/1 Running"
    And 1 pod with label "app=web" is "0/1 Completed"
    And within 2s service "web" has 1 endpoint
    And `kubectl get pdb web` shows
      | NAME | MIN AVAILABLE | ALLOWED DISRUPTIONS |
      | web  | 1             | 0                   |
