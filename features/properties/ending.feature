Feature: What holds however an app ends

  @runs:50
  Scenario: A pod that is never restarted ends as its container does
    Given the manifest "work.yaml"
    And container "work" works for 0s to 1m and ends with exit code one of 1, 2, 137
    When the manifest is created
    Then within 90s pod "work" has phase "Failed"
    And container "work" has started once

  @runs:50
  Scenario: A drain and a hook that fit into the grace period end without SIGKILL
    Given the manifest "web.yaml"
    And container "web" needs 0s to 13s to drain
    When the manifest is created
    And 5s to 20s pass
    And I run `kubectl delete pod web`
    Then container "web" never got signal "SIGKILL"

  @property @runs:20
  Scenario: Chance alone can be what varies
    Given simultaneous events happen in an order of chance
    And the manifest "web.yaml"
    When the manifest is created
    Then within 20s pod "web" is "1/1 Running"

  @runs:30
  Scenario: A liveness endpoint that is ill for less than its threshold costs no restart
    Given the manifest "web.yaml"
    And container "web" answers one of 404, 500, 503 on "/healthz" from 40s to 65s
    When the manifest is created
    And 3m pass
    Then container "web" has never restarted
