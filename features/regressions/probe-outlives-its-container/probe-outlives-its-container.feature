# Found by podwright fuzz: run 6971 of seed 20261219. The fault was the invariant's.
Feature: A readiness probe that was under way when its container ended is believed for a moment
  The kubelet writes what the probe says into the status that it has, and only the next synchronization looks what still runs.
  Source: pkg/kubelet/status/status_manager.go, SetContainerReadiness.

  Scenario: Another container holds the port, and answers slowly
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    And container "web" answers after 600ms
    When the manifest is created
    And 1m pass
    Then what always holds holds
