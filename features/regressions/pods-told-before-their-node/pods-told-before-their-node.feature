# Found by podwright fuzz: run 997 of seed 20261208. The fault was the invariant's.
Feature: A node that is back tells of its pods before it tells of itself
  Pods that have become ready meanwhile are Ready in the API while their node still is not, until its kubelet's next heartbeat.
  Source: kubernetes.io, Nodes, Heartbeats; pkg/kubelet/status/status_manager.go.

  Scenario: A pod starts while its node is cut off, in a slow cluster
    Given Kubernetes 1.36
    And seed 1
    And a cluster of 2 nodes
    And the cluster takes 10 times as long for everything
    And the manifest "manifest.yaml"
    When the manifest is created
    And 5s pass
    And the network of node "k8s-node02" is cut
    And 55s pass
    And the network of node "k8s-node02" is back
    And 1m pass
    Then what always holds holds
