# Found by podwright fuzz: run 11587 of seed 20261217. The fault was the invariant's.
Feature: A sidecar that its liveness probe has condemned is killed before the kubelet hears of the deletion
  What synchronizes the pod in that moment is finished first: the sidecar waits for no other container.
  Source: pkg/kubelet/pod_workers.go, podWorkerLoop.

  Scenario: Everything is slow
    Given Kubernetes 1.36
    And seed 128385510
    And the cluster takes 3 times as long for everything
    And the manifest "manifest.yaml"
    When the manifest is created
    And 11s pass
    And I start `kubectl delete pod web --wait=false`
    And 1m pass
    Then what always holds holds
