@zero-downtime @traffic
Feature: A new version that does not start
  A rolling update takes away no more than it may as long as the new pods are not available: it stops, and the old pods serve.

  Background:
    Given the manifest "shop.yaml" with these fields
      | field                                      | value                            |
      | spec.progressDeadlineSeconds               | 60                               |
      | spec.template.spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 5}}} |

  Scenario: an image that does not exist
    Given image "example.com/shop:1.1" is absent
    When the manifest is created
    And 20s pass
    Given a client sends 100 requests a second to service "shop"
    When I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop --timeout=20s`
    Then it fails with "timed out waiting for the condition"
    When I run `kubectl rollout status deploy/shop`
    Then it fails with "exceeded its progress deadline"
    And `kubectl get deploy shop` shows
      | NAME | READY | UP-TO-DATE | AVAILABLE |
      | shop | 3/3   | 1          | 3         |
    When I run `kubectl rollout undo deploy/shop`
    And I run `kubectl rollout status deploy/shop`
    Then it prints "successfully rolled out"
    When 20s pass
    Then no request to service "shop" failed
    And requests to service "shop" were answered by 3 pods
    And `kubectl get deploy shop` shows
      | NAME | READY | UP-TO-DATE | AVAILABLE |
      | shop | 3/3   | 3          | 3         |

  Scenario: a version that ends as soon as it has started
    When the manifest is created
    And 20s pass
    Given a client sends 100 requests a second to service "shop"
    When I run `kubectl set image deploy/shop shop=busybox:1.28`
    And I run `kubectl rollout status deploy/shop`
    Then it fails with "exceeded its progress deadline"
    When I run `kubectl rollout undo deploy/shop`
    And 20s pass
    Then no request to service "shop" failed
    And every ready pod of service "shop" got requests
