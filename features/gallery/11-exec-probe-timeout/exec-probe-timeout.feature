@gallery @probe
Feature: A probe's command that takes longer than a second
  People see healthy containers restart for no reason, often after an upgrade.
  A probe has one second unless it says more, and until 1.19 nobody held commands to it.
  A command that starts a JVM or asks a busy server takes longer, most of all when the node is busy.
  The timeout must be what the command needs on a bad day.

  Scenario Outline: on Kubernetes <release> the default timeout of a second fails a command of two
    Given Kubernetes <release>
    And the manifest "shop.yaml"
    When the manifest is created
    And 3m pass
    Then the liveness probe of container "shop" has never succeeded
    And container "shop" has started at least 4 times
    And pod "shop" has the event "Unhealthy"

    Examples:
      | release |
      | 1.20    |
      | 1.36    |

  Scenario: with five seconds it succeeds
    Given the manifest "repaired.yaml"
    When the manifest is created
    And 10m pass
    Then the liveness probe of container "shop" has never failed
    And pod "shop" has never restarted
