@workloads
Feature: Which pods of a DaemonSet are updated when
  With surge the next pod of a node does not wait for the end of the last one. A rolling update comes to every pod there is, on
  nodes too that would get none any more.

  Scenario: with surge a deleted pod is replaced while it ends
    Given a cluster of 1 node
    And the manifest
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            containers:
            - {name: agent, image: "busybox:1.28", command: [sh, -c, "trap 'sleep 20; exit 0' TERM; while true; do sleep 1; done"]}
      """
    When the manifest is created
    And 10s pass
    And I start `kubectl delete pod -l app=agent`
    And 5s pass
    Then there are 2 pods with label "app=agent"
    And 1 pod with label "app=agent" is "1/1 Running"
    And 1 pod with label "app=agent" is "1/1 Terminating"

  Scenario: an update takes the pod of a node that has been tainted since, and makes none there
    Given a cluster of 2 nodes
    And the manifest
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            terminationGracePeriodSeconds: 1
            containers:
            - {name: agent, image: "nginx:1.25"}
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl taint node k8s-node02 only=others:NoSchedule`
    Then for 10s 2 pods with label "app=agent" are "1/1 Running"
    And the field "status.numberMisscheduled" of daemonset "agent" is "1"
    When I run `kubectl set image daemonset agent agent=nginx:1.26`
    And 20s pass
    Then there is 1 pod with label "app=agent"
    And the field "status.numberMisscheduled" of daemonset "agent" is "0"
    And the field "status.updatedNumberScheduled" of daemonset "agent" is "1"
