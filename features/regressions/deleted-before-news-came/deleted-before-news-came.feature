# Found by podwright fuzz: run 11629 of seed 20261216. The fault was the invariant's.
Feature: A pod that is deleted right after its node's network is back goes when the kubelet has a watch again
  A connection that broke is made anew after a while, and only then the kubelet hears of what it has missed.
  Source: k8s.io/client-go, tools/cache/reflector.go.

  Scenario: A Job is given up in that moment, and everything is slow
    Given Kubernetes 1.36
    And seed 29
    And a cluster of 2 nodes
    And the cluster takes 10 times as long for everything
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m pass
    And the network of node "k8s-node01" is cut
    And 1m pass
    And the network of node "k8s-node01" is back
    And 2m pass
    Then what always holds holds
