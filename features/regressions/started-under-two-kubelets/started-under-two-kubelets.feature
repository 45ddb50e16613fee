# Found by podwright fuzz: run 419 of seed 20261128. The fault was the invariant's.
Feature: A kubelet that restarts while a container starts calls it started until its startup probe looks for the first time
  Its first status is made before it has probe workers, and since 1.35 it believes what the API says.
  Source: pkg/kubelet/prober/prober_manager.go, isContainerStarted.

  Scenario: A sidecar starts in the moment of the restart, and everything is slow
    Given Kubernetes 1.36
    And seed 1
    And a cluster of 2 nodes
    And the cluster takes 10 times as long for everything
    And the manifest "manifest.yaml"
    When the manifest is created
    And 20s pass
    And I start `kubectl scale deployment/web --replicas=2`
    And 20s pass
    And the kubelet of node "k8s-node02" restarts
    And 1m pass
    Then what always holds holds
