@rules
Feature: What becomes of the pods of nodes that are lost

  Scenario: pods of a node whose object is gone
    Given a cluster of 2 nodes
    And the manifest "pod.yaml" with these fields
      | field         | value      |
      | spec.nodeName | k8s-node02 |
    When the manifest is created
    And 10s pass
    And node "k8s-node02" loses power
    And I run `kubectl delete node k8s-node02`
    Then within 2m pod "p" is gone
    And the rule "gc/pods-of-lost-nodes" has acted

  Scenario: pods that end on a node that is out of service
    Given a cluster of 2 nodes
    And the manifest "pod.yaml" with these fields
      | field         | value      |
      | spec.nodeName | k8s-node02 |
    When the manifest is created
    And 10s pass
    And node "k8s-node02" loses power
    And I run `kubectl delete pod p --wait=false`
    And 1m passes
    Then pod "p" is "1/1 Terminating"
    When I run `kubectl taint nodes k8s-node02 node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`
    Then within 1m pod "p" is gone
    And the rule "gc/ending-pods-that-nobody-ends" has acted

  Scenario: when all nodes are silent it is rather the network
    Given a cluster of 3 nodes
    When node "k8s-node01" loses power
    And node "k8s-node02" loses power
    And node "k8s-node03" loses power
    And 5m pass
    Then the rule "node/most-silent-stops-evictions" has acted

  Scenario: nodes that are lost together are tainted one by one, each 10 s
    Given a cluster of 4 nodes
    When node "k8s-node01" loses power
    And node "k8s-node02" loses power
    Then within 1m node "k8s-node01" is tainted "node.kubernetes.io/unreachable:NoExecute"
    And node "k8s-node02" is tainted "node.kubernetes.io/unreachable:NoSchedule"
    When 9s pass
    Then `kubectl describe node k8s-node02` does not contain "unreachable:NoExecute"
    And within 2s node "k8s-node02" is tainted "node.kubernetes.io/unreachable:NoExecute"
    And the rule "node/taints-one-each-10s" has acted

  Scenario: a pod that its node evicts has no time of its own
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: agent
      spec:
        selector:
          matchLabels: {app: agent}
        template:
          metadata:
            labels: {app: agent}
          spec:
            containers:
            - name: agent
              image: busybox:1.36
              command: [sh, -c, "trap 'exit 3' TERM; while true; do sleep 0.1; done"]
      """
    When the manifest is created
    And 10s pass
    And node "k8s-node01" evicts its pods with label "app=agent" for lack of memory
    And 1500ms pass
    And node "k8s-node01" evicts its pods with label "app=agent" for lack of memory
    And 1500ms pass
    And node "k8s-node01" evicts its pods with label "app=agent" for lack of memory
    And 2500ms pass
    And node "k8s-node01" evicts its pods with label "app=agent" for lack of memory
    And 3s pass
    Then within 30s 1 pod with label "app=agent" is "1/1 Running"
    And the rule "eviction/hard-grace" has acted
    And the rule "daemonset/failed-pod-waits" has acted
