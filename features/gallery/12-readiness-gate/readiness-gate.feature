@gallery @probe
Feature: A readiness gate that nobody opens
  People see pods that are 1/1 Running, and a service without endpoints.
  The pod has a readiness gate, and the controller that should set its condition is not there, or does not know this cluster.
  A gate without condition counts as False, for ever and without an event.
  The gate goes, or its controller comes.

  Scenario: the containers are ready, the pods are not
    Given the manifest "shop.yaml"
    When the manifest is created
    And 20s pass
    Then 2 pods with label "app=shop" are "1/1 Running"
    And for 1h service "shop" has no endpoint
    When I run `kubectl rollout status deploy/shop`
    Then it fails with "exceeded its progress deadline"
    When I run `kubectl get pods -l app=shop -o wide`
    Then it prints "0/1"

  Scenario: without the gate they serve
    Given the manifest "repaired.yaml"
    When the manifest is created
    Then within 20s service "shop" has 2 endpoints
    When I run `kubectl rollout status deploy/shop`
    Then it prints "successfully rolled out"
