@gallery @termination
Feature: A preStop hook that takes longer than the grace period
  People see an app that is killed although it handles SIGTERM, and requests that are cut.
  The hook runs on the pod's grace period: it is broken off when that is over, and the app has two seconds left.
  Nothing says so but one event, and with the pod that is gone, too.
  The grace period must hold the hook and what the app needs after it.

  Scenario: the hook eats the time of the app
    Given the manifest "shop.yaml"
    And container "shop" needs 10s to drain
    When the manifest is created
    And 20s pass
    And I start `kubectl delete pod shop`
    And 1s passes
    Then for 27s the preStop hook of container "shop" is running
    And within 10s pod "shop" is gone
    And container "shop" got signal "SIGTERM" between 29s and 32s after the deletion
    And container "shop" got signal "SIGKILL" about 2s after signal "SIGTERM"
    And container "shop" ended with exit code 137

  Scenario: a grace period that holds both
    Given the manifest "repaired.yaml"
    And container "shop" needs 10s to drain
    When the manifest is created
    And 20s pass
    And I start `kubectl delete pod shop`
    Then within 80s pod "shop" is gone
    And the preStop hook of container "shop" took about 60s
    And container "shop" ended between 69s and 73s after the deletion
    And container "shop" ended with exit code 0
    And container "shop" never got signal "SIGKILL"
