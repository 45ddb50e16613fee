# Found by podwright fuzz: run 1409 of seed 20261123. The fault was the invariant's.
Feature: A pod that was removed by force lives on behind a cut network, and its containers are restarted there
  Others of its name, deleted as it should be, have nothing to do with it.
  Source: kubernetes.io, Force Delete StatefulSet Pods.

  Scenario: It still runs when the second pod after it starts
    Given Kubernetes 1.36
    And seed 31
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m pass
    And the network of node "k8s-node01" is cut
    And I start `kubectl delete pod web-0 --grace-period=0 --force --wait=false`
    And 1m pass
    And I start `kubectl delete pod web-0 --wait=false`
    And the network of node "k8s-node01" is back
    And 1m pass
    Then what always holds holds
    And pod "web-0" was recreated
