# Found by podwright fuzz: run 3 of seed 20261201. The fault was the judge's.
Feature: A readiness probe that succeeds now and then
  A container that needs two successes in a row is not ready after one, and nothing is stuck.
  Source: kubernetes.io, Configure Liveness, Readiness and Startup Probes, Configure Probes: successThreshold.

  Scenario: A probe that takes as long as it may
    Given Kubernetes 1.36
    And seed 1
    And simultaneous events happen in an order of chance
    And the manifest "manifest.yaml"
    When the manifest is created
    And 6m pass
    Then everything has come to rest
