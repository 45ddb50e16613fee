# Found by podwright fuzz: run 17862 of seed 20261224. The fault was the invariant's.
Feature: A kubelet that is cut off from the API server goes on as if nobody had deleted a pod
  It restarts a sidecar whose liveness probe fails, as always, and that sidecar waits for no other container.
  Source: kubernetes.io, Pod Lifecycle, Pod termination.

  Scenario: The pod is deleted behind its back
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m pass
    And the network of node "k8s-node01" is cut
    And I start `kubectl delete pod web --grace-period=7 --wait=false`
    And 1m pass
    Then what always holds holds
