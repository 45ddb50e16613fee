# Found by podwright fuzz: run 2915 of seed 20261218. The fault was the simulator's.
Feature: What a cut network holds back of a node's status is made anew when the network is back
  A kubelet writes one status at a time, and each tells how it is when it is written.
  Source: pkg/kubelet/kubelet_node_status.go, syncNodeStatus and tryUpdateNodeStatus.

  Scenario: A kubelet has just begun to write when the network is cut again
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And the network of node "k8s-node01" is cut
    And 1m pass
    And the kubelet of node "k8s-node01" restarts
    And 1m pass
    And the network of node "k8s-node01" is back
    And the network of node "k8s-node01" is cut
    And 1m pass
    And the network of node "k8s-node01" is back
    And 1m pass
    Then what always holds holds
