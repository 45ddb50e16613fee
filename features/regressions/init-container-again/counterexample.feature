Feature: an init container that has succeeded runs again after a reboot
  The API server forbids the status in which it leaves its end; the kubelet drops it and goes on.

  Scenario: the node loses power and has it again
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m passes
    And node "k8s-node01" loses power
    And node "k8s-node01" has power again
    And 2m pass
    Then container "init-1" has started twice
    And pod "web" is "1/1"
    And everything has come to rest
    And what always holds holds
