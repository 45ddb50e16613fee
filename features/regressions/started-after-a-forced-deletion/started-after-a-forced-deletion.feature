# Found by podwright fuzz: run 403 of seed 20261124. The faults were those of two invariants.
Feature: What a kubelet has begun for a pod it ends, although the pod was removed by force meanwhile
  So containers of the old pod may start after those of the next one of its name.
  Source: pkg/kubelet/kubelet.go SyncPod, whose calls of the runtime nobody cancels (kubernetes issue 113606).

  Scenario: The old pod waits for a preStop hook, and starts its second container behind it
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 30s pass
    And I force-delete pod "web-0"
    And 1m pass
    Then what always holds holds
    And pod "web-0" was replaced
