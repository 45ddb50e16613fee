@init @E1 @experiment
Feature: Init containers wait for machines outside the cluster
  `pod-initcontainer` pings a MySQL server and then a Redis server, until each of them answers.

  Scenario: the machines appear one after the other
    Given the namespace "dev"
    And the manifest "pod-initcontainer.yaml"
    And host "192.168.109.201" is down
    And host "192.168.109.202" is down
    When I run `kubectl create -f pod-initcontainer.yaml`
    And 50s pass
    Then pod "pod-initcontainer" in namespace "dev" is "Init:0/2"
    When host "192.168.109.201" comes up
    Then within 15s pod "pod-initcontainer" in namespace "dev" is "Init:1/2"
    When 20s pass
    And host "192.168.109.202" comes up
    Then within 15s pod "pod-initcontainer" in namespace "dev" is "Running"
    And pod "pod-initcontainer" in namespace "dev" went through "Init:0/2", "Init:1/2", "PodInitializing", "Running" in this order
    And the log of container "test-mysql" contains "waiting for mysql..."
