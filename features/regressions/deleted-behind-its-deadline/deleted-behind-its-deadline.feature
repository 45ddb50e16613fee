# Found by podwright fuzz: run 1157 of seed 20261206. The fault was the invariant's.
Feature: Somebody deletes a pod that ends because of its deadline
  The grace period runs since the deadline: when it is over sidecars get their signals although other containers still run.
  Source: pkg/kubelet/pod_workers.go, UpdatePod: a grace period only gets shorter; KEP-753.

  Scenario: A container whose preStop hook takes longer than the grace
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 30s pass
    And I start `kubectl delete pod web --wait=false`
    And 1m pass
    Then what always holds holds
