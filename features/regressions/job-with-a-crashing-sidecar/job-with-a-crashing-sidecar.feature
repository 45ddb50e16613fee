# Found by podwright fuzz: run 301 of seed 20261213. The fault was the invariant's.
Feature: The wait of a Job begins before its pod has failed where a sidecar waits for its next start
  Since 1.31 the controller asks for the ends of sidecars too; of one that waits there is none, and it takes the time since which the pod
  is not ready: that of its creation, if it never was.
  Source: pkg/controller/job/backoff_utils.go of 1.31, getFinishedTime.

  Scenario: Both fail
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    And container "web" crashes the first 2 times after 0ms with exit code 1
    And container "init-1" crashes the first 2 times after 0ms with exit code 1
    When the manifest is created
    And 1m pass
    Then what always holds holds
