@zero-downtime @traffic
Feature: Replacing the only pod
  With one replica it is the strategy that decides whether somebody serves while the new pod starts.

  Background:
    Given container "shop" starts serving after 5s

  Scenario Outline: <strategy>
    Given the manifest "shop.yaml" with these fields
      | field                                            | value                            |
      | spec.replicas                                    | 1                                |
      | spec.strategy                                    | <strategy>                       |
      | spec.template.spec.containers[0].lifecycle       | {preStop: {sleep: {seconds: 5}}} |
    When the manifest is created
    And 20s pass
    Given a client sends 100 requests a second to service "shop"
    When 2s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 10s pass
    Then no request to service "shop" failed

    Examples: the new pod is ready before the old one goes
      | strategy                                                             |
      | {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0}}            |
      | {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}} |
      | {type: RollingUpdate}                                                |

  Scenario Outline: <strategy> leaves a gap
    Given the manifest "shop.yaml" with these fields
      | field                                            | value                            |
      | spec.replicas                                    | 1                                |
      | spec.strategy                                    | <strategy>                       |
      | spec.template.spec.containers[0].lifecycle       | {preStop: {sleep: {seconds: 5}}} |
    When the manifest is created
    And 20s pass
    Given a client sends 100 requests a second to service "shop"
    When 2s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 10s pass
    Then no request to service "shop" succeeded for <gap>
    And at least 100 requests to service "shop" failed because the service had no endpoint
    And every request to service "shop" in the last 5s succeeded

    Examples:
      | strategy                                                               | gap                |
      | {type: Recreate}                                                       | between 5s and 10s |
      | {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 1}} | between 500ms and 10s |
