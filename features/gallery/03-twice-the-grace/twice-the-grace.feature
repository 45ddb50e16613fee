@gallery @termination
Feature: A pod that takes its whole grace period, and more
  People see nodes that take five or ten minutes to drain because a few pods don't end.
  The hook sleeps for as long as the grace period is, and the app does not hear SIGTERM: both wait for the end of the time.
  The kubelet promises grace and two seconds; from 1.22 to 1.27 it gave the app a second grace period after the hook
  (kubernetes#115817, #117373). A hook that ends early and an app that ends on SIGTERM need neither.

  Scenario Outline: on Kubernetes <release> it takes the grace period and two seconds
    Given Kubernetes <release>
    And the manifest "shop.yaml"
    And container "shop" ignores SIGTERM
    When the manifest is created
    And 20s pass
    And I start `kubectl delete pod shop`
    And 299s pass
    Then pod "shop" is "1/1 Terminating"
    And container "shop" is running
    And within 10s pod "shop" is gone
    And container "shop" ended between 301s and 305s after the deletion
    And container "shop" ended with exit code 137

    Examples:
      | release |
      | 1.21    |
      | 1.28    |
      | 1.36    |

  Scenario Outline: on Kubernetes <release> it takes the grace period twice
    Given Kubernetes <release>
    And the manifest "shop.yaml"
    And container "shop" ignores SIGTERM
    When the manifest is created
    And 20s pass
    And I start `kubectl delete pod shop`
    And 599s pass
    Then container "shop" is running
    And within 10s pod "shop" is gone
    And container "shop" ended between 600s and 604s after the deletion
    And container "shop" ended with exit code 137

    Examples:
      | release |
      | 1.22    |
      | 1.27    |

  Scenario: a short hook and an app that hears SIGTERM
    Given the manifest "repaired.yaml"
    When the manifest is created
    And 20s pass
    And I start `kubectl delete pod shop`
    Then within 25s pod "shop" is gone
    And container "shop" ended between 20s and 22s after the deletion
    And container "shop" ended with exit code 0
