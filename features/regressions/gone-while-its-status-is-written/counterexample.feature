Feature: a status that comes too late for its pod is no fault of the kubelet
  A pod was removed by force while its kubelet was writing its status.

  Scenario: a pod is removed by force at once
    Given Kubernetes 1.36
    And seed 17
    And the cluster takes 10 times as long for everything
    And the manifest "manifest.yaml"
    When the manifest is created
    And I start `kubectl delete pod web --grace-period=0 --force --wait=false`
    And 1m passes
    Then pod "web" is gone
    And everything has come to rest
    And what always holds holds
