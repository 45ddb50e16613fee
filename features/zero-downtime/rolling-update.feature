@zero-downtime @traffic
Feature: Does anyone notice a rolling update?
  When a pod is deleted two chains of events start from the same write: its kubelet stops the container, and the endpoints
  controller and kube-proxy take its address out of the rules. Nothing orders the two. A container that stops
  listening first refuses the requests that still come.

  Scenario: without readiness probe and preStop hook requests are lost
    Given the manifest "web.yaml"
    When the manifest is created
    And 10s pass
    Given a client sends 50 requests per second to service "web"
    When 2s pass
    And I run `kubectl set image deploy/web web=nginx:1.26`
    And I run `kubectl rollout status deploy/web`
    And 5s pass
    Then at least 1 time a request to service "web" failed
    And some requests to service "web" failed because they were "refused"
    And every request to service "web" in the last 3s succeeded

  Scenario: an app that ends at once on SIGTERM refuses some requests and cuts others
    Given the manifest "shop.yaml"
    And container "shop" takes 50ms to answer
    And container "shop" ends at once on SIGTERM
    When the manifest is created
    And 10s pass
    Given a client sends 100 requests a second to service "shop"
    When 2s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 5s pass
    Then at least 1 request to service "shop" failed because nothing listened
    And at least 1 request to service "shop" failed because the connection was cut
    And at most 10 % of requests to service "shop" failed
    And every request to service "shop" in the last 3s succeeded

  Scenario: an app that finishes what it is answering refuses some requests all the same
    Given the manifest "shop.yaml"
    And container "shop" takes 50ms to answer
    When the manifest is created
    And 10s pass
    Given a client sends 100 requests a second to service "shop"
    When 2s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 5s pass
    Then at least 1 request to service "shop" failed because nothing listened
    And no request to service "shop" failed because the connection was cut
    And every request to service "shop" in the last 3s succeeded

  Scenario Outline: a preStop hook that sleeps (<hook>) gives the rules time to forget the pod
    Given the manifest "shop.yaml" with these fields
      | field                                            | value             |
      | spec.template.spec.containers[0].lifecycle       | {preStop: <hook>} |
    And container "shop" takes 50ms to answer
    When the manifest is created
    And 10s pass
    Given a client sends 100 requests a second to service "shop"
    When 2s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 15s pass
    Then no request to service "shop" failed
    And every ready pod of service "shop" got requests
    And at least 99 % of requests to service "shop" were answered within 100ms

    Examples:
      | hook                           |
      | {exec: {command: [sleep, "5"]}} |
      | {sleep: {seconds: 5}}          |

  Scenario: whoever ends at once may do so when nobody asks any more
    Given the manifest "shop.yaml" with these fields
      | field                                      | value                          |
      | spec.template.spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 5}}} |
    And container "shop" takes 50ms to answer
    And container "shop" ends at once on SIGTERM
    When the manifest is created
    And 10s pass
    Given a client sends 100 requests a second to service "shop"
    When 2s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 15s pass
    Then no request to service "shop" failed

  Scenario Outline: an app that goes on serving for <time> after SIGTERM loses <what>
    Given the manifest "shop.yaml"
    And container "shop" takes 20ms to answer
    And container "shop" needs <time> to drain and serves meanwhile
    When the manifest is created
    And 10s pass
    Given a client sends 200 requests a second to service "shop"
    When 2s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 15s pass
    Then <amount> request to service "shop" failed

    Examples:
      | time | what    | amount     |
      | 5s   | nothing | no         |
      | 10ms | some    | at least 1 |

  Scenario Outline: a hook that takes all of the grace period leaves two seconds: answers that take <time> are <what>
    Given the manifest "shop.yaml" with these fields
      | field                                            | value                                       |
      | spec.template.spec.terminationGracePeriodSeconds | 5                                           |
      | spec.template.spec.containers[0].readinessProbe  | {tcpSocket: {port: 8080}}                   |
      | spec.template.spec.containers[0].lifecycle       | {preStop: {exec: {command: [sleep, "60"]}}} |
    And container "shop" takes <time> to answer
    When the manifest is created
    And 20s pass
    Given a client sends 20 requests a second to service "shop" with
      | timeout | 20s |
    When 10s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And 1m passes
    Then <amount> request to service "shop" failed because the connection was cut
    And no request to service "shop" failed because nothing listened

    Examples:
      | time | what     | amount     |
      | 5s   | finished | no         |
      | 9s   | cut      | at least 1 |
