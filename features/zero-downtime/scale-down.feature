@zero-downtime @traffic
Feature: Fewer pods under traffic
  A pod that is too many ends like any other: by the same race.

  Scenario Outline: from 6 pods to 2, <what>
    Given the manifest "shop.yaml" with these fields
      | field                                      | value       |
      | spec.replicas                              | 6           |
      | spec.template.spec.containers[0].lifecycle | <lifecycle> |
    When the manifest is created
    And 20s pass
    Given a client sends 100 requests a second to service "shop"
    When 5s pass
    And I run `kubectl scale deploy shop --replicas=2`
    And 20s pass
    Then <amount> request to service "shop" failed
    And every request to service "shop" in the last 10s succeeded
    And every ready pod of service "shop" got at least 20 % of the requests

    Examples:
      | what                       | lifecycle                        | amount     |
      | without a hook             |                                  | at least 1 |
      | with a hook that sleeps 5s | {preStop: {sleep: {seconds: 5}}} | no         |

  Scenario: to none: the last pods serve until they have ended, then nobody does
    Given the manifest "shop.yaml" with these fields
      | field                                      | value                            |
      | spec.template.spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 5}}} |
    When the manifest is created
    And 20s pass
    Given a client sends 100 requests a second to service "shop"
    When 5s pass
    And I run `kubectl scale deploy shop --replicas=0`
    And 4s pass
    Then no request to service "shop" failed
    And the rule "proxy/terminating-when-none-is-ready" has acted
    When 10s pass
    Then every request to service "shop" in the last 5s failed
    And at least 1 request to service "shop" in the last 5s failed because the service had no endpoint
