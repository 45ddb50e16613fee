# Found by podwright fuzz: run 15641 of seed 20261215. The fault was the invariant's.
Feature: A pod that is deleted stays where its machine has lost power, and nobody knows yet that it has
  The node is Ready for some 50 s more: until then its pods are not known to be lost.
  Source: kubernetes.io, Nodes, Heartbeats; Pod Lifecycle, Pod termination.

  Scenario: A CronJob replaces a Job whose pod is still pulling its image
    Given Kubernetes 1.36
    And seed 1
    And a cluster of 2 nodes
    And the manifest "manifest.yaml"
    And a pull of image "busybox:1.36" takes 30s
    When the manifest is created
    And 1m30s pass
    And node "k8s-node02" loses power
    And 1m pass
    Then what always holds holds
