# Found by podwright fuzz: run 3123 of seed 20261125. The fault was the invariant's.
Feature: A kubelet that restarts while it waits for the end of a container forgets about it
  The next one waits for failures of the probe of its own, and then for the whole grace period again.
  Source: KEP-2238; containerd's StopContainer, which ends with the request of its client.

  Scenario: It restarts in the moment in which the grace period ends
    Given Kubernetes 1.36
    And seed 1
    And a cluster of 3 nodes
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m pass
    And the kubelet of node "k8s-node03" restarts
    And 1m pass
    Then what always holds holds
    And container "web" was killed after its grace period
