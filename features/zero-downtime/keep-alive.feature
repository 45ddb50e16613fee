@zero-downtime @traffic
Feature: Connections that are kept
  A connection stays with its pod, whatever the rules say by now: the rules are asked for new connections only. It ends with
  the process, unless the server says good-bye before.

  Scenario: a server that says good-bye with each answer while it drains loses nothing
    Given the manifest "shop.yaml"
    And container "shop" takes 30ms to answer
    And container "shop" needs 5s to drain and serves meanwhile
    When the manifest is created
    And 20s pass
    Given a client sends 100 requests a second to service "shop" with
      | keep-alive | yes |
    When 5s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 20s pass
    Then no request to service "shop" failed

  Scenario: a server that closes idle connections when it ends may cross a request on its way, which one further try mends
    Given the manifest "shop.yaml" with these fields
      | field                                      | value                            |
      | spec.template.spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 5}}} |
    And container "shop" takes 30ms to answer
    When the manifest is created
    And 20s pass
    Given a client sends 100 requests a second to service "shop" with
      | keep-alive | yes |
    And client "again" sends 100 requests a second to service "shop" with
      | keep-alive | yes |
      | retries    | 1   |
    When 5s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 20s pass
    Then at most 3 requests of client "shop" failed because the connection was cut
    And no request of client "shop" failed because nothing listened
    And no request of client "again" failed

  Scenario: a process that ends cuts the connections that it has, long after the rules have forgotten it
    Given the manifest "shop.yaml" with these fields
      | field                                      | value                            |
      | spec.template.spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 5}}} |
    And container "shop" takes 30ms to answer
    And container "shop" ends at once on SIGTERM
    When the manifest is created
    And 20s pass
    Given a client sends 100 requests a second to service "shop" with
      | keep-alive | yes |
    And client "hasty" sends 100 requests a second to service "shop"
    When 5s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 20s pass
    Then at least 1 request of client "shop" failed because the connection was cut
    And no request of client "shop" failed because nothing listened
    And no request of client "hasty" failed

  Scenario: a client that keeps one connection stays with one pod
    Given the manifest "shop.yaml"
    When the manifest is created
    And 20s pass
    Given a client sends 50 requests a second to service "shop" with
      | keep-alive | yes |
    And client "hasty" sends 50 requests a second to service "shop"
    When 20s pass
    Then requests of client "shop" were answered by 1 pod
    And requests of client "hasty" were answered by 3 pods
    When I run `kubectl scale deploy shop --replicas=6`
    And 20s pass
    Then requests of client "shop" were answered by 1 pod
    And requests of client "hasty" were answered by 6 pods
