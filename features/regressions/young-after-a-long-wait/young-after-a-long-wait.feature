# Found by podwright fuzz: run 2105 of seed 20261127. The fault was the judge's.
Feature: A pod that has waited minutes for its node is young when its kubelet begins with it
  A hook that takes 45 s is no deadlock, however long ago the pod was made.

  Scenario: Pods of a CronJob queue up for the only node
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 6m pass
    Then everything has come to rest
