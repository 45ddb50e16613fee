Feature: A node that joins takes the pods that wait for one
  What a cluster autoscaler does: a machine registers, and whatever did not fit anywhere is scheduled there.

  Background:
    Given a cluster of 1 node with 2 cpu and 4Gi of memory

  Scenario: a pod that did not fit
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: web
              image: nginx:1.29
              resources: {requests: {cpu: 800m}}
      """
    When the manifest is created
    And 1m passes
    Then deployment "web" has 2 ready pods
    And 1 pod of deployment "web" is Pending
    When node "k8s-node02" with 2 cpu and 4Gi of memory joins the cluster
    Then within 30s deployment "web" has 3 ready pods
    And node "k8s-node02" has the event "RegisteredNode"
    When I run `kubectl get pods -o wide`
    Then it prints "k8s-node02"

  Scenario: a DaemonSet starts its pod there
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            containers: [{name: agent, image: nginx:1.29}]
      """
    When the manifest is created
    And 20s pass
    Then daemonset "agent" has 1 ready pod
    When node "worker-7" joins
    Then within 20s daemonset "agent" has 2 ready pods

  Scenario: a machine that joined may die like any other
    When node "k8s-node02" joins the cluster
    And 30s pass
    And node "k8s-node02" loses power
    Then within 1m node "k8s-node02" is not ready
