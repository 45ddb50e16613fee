@gallery @traffic
Feature: Requests lost in every rolling update
  People see a handful of refused requests or 502s with each deployment, and never when they look for them.
  The deletion of a pod starts two chains at once: its kubelet stops the app, and the rules of every node forget its address.
  Where the app closes its port first, the requests that are still sent there are refused.
  A preStop hook that sleeps for some seconds keeps the app serving until the rules have forgotten it.

  Scenario: a rolling update loses requests
    Given the manifest "shop.yaml"
    When the manifest is created
    And 20s pass
    Given a client sends 200 requests a second to service "shop"
    When 5s pass
    Then no request to service "shop" failed
    When I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 10s pass
    Then at least 1 request to service "shop" failed
    And at most 10 % of requests to service "shop" failed
    And every request to service "shop" in the last 3s succeeded

  Scenario: with a pause before SIGTERM it loses none
    Given the manifest "repaired.yaml"
    When the manifest is created
    And 20s pass
    Given a client sends 200 requests a second to service "shop"
    When 5s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 10s pass
    Then no request to service "shop" failed
    And container "shop" never got signal "SIGKILL"
