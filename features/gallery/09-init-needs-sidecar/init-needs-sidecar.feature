@gallery @sidecar
Feature: An init container that needs a sidecar
  People see a pod that stays in Init:0/1 for ever, after a service mesh came.
  The init container needs the proxy, and the proxy starts when all init containers have ended: a dead-lock.
  As a native sidecar before it the proxy starts first, and a startup probe says when it serves.

  Scenario: each waits for the other
    Given the manifest "shop.yaml"
    When the manifest is created
    And 10s pass
    Then the log of init container "fetch" contains "Connection refused"
    And for 1h pod "shop" stays "0/2 Init:0/1"
    And container "proxy" has never started

  Scenario: the proxy comes first
    Given the manifest "repaired.yaml"
    And container "proxy" starts serving after 5s
    When the manifest is created
    Then within 20s pod "shop" is "2/2 Running"
    And container "fetch" has started once
    And the containers "proxy", "fetch", "shop" started in this order
