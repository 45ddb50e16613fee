# Found by podwright fuzz: run 4136 of seed 20261211. The fault was the invariant's.
Feature: A probe that is under way when its container is started again
  Its result comes when its timeout is over, and belongs to the instance before.
  Source: pkg/kubelet/prober/worker.go, doProbe.

  Scenario: A gRPC probe that waits for five seconds
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m pass
    Then what always holds holds
