# Found by podwright fuzz: run 1450 of seed 20261126.
Feature: The room of a pod that has found its node is counted once
  Preemption nominates a node for it; as soon as the scheduler assumes it there, the nomination is over.
  Source: pkg/scheduler/schedule_one.go, assume.

  Scenario: Two important pods take the room that one victim has left
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    Then within 5s 2 pods of deployment "web" run on node "k8s-node01"
    When 6m pass
    Then everything has come to rest
