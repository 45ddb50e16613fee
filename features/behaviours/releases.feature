Feature: A release that is worse than the one before
  Behaviours may be told of an image: pods of both releases run side by side, and have containers of the same name.

  Background:
    Given the following manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        replicas: 3
        progressDeadlineSeconds: 120
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers:
            - {name: shop, image: example/shop:1, readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5}}
      """

  Scenario: The new release never becomes ready, and the rollout gets stuck
    Given container "shop" with image "example/shop:2" answers 503 on "/ready"
    When the manifest is created
    And the rollout of deployment "shop" finishes
    And I update the image of deployment "shop" to "example/shop:2"
    Then within 3m the rollout of deployment "shop" is stuck
    And 3 pods of deployment "shop" are ready
    And there were never fewer than 3 ready pods of deployment "shop"
    When I undo the rollout of deployment "shop"
    Then within 1m the rollout of deployment "shop" is complete

  Scenario: The new release crashes at once, and the old one stays
    Given image "example/shop:2" crashes at once
    When the manifest is created
    And the rollout of deployment "shop" finishes
    And I update the image of deployment "shop" to "example/shop:2"
    And 1m passes
    Then a pod of deployment "shop" is in status "CrashLoopBackOff"
    And 3 pods of deployment "shop" are ready

  Scenario Outline: The new release is ready before it crashes, and replaces the old one
    Given <crashes>
    When the manifest is created
    And the rollout of deployment "shop" finishes
    And I update the image of deployment "shop" to "example/shop:2"
    Then deployment "shop" runs image "example/shop:2" within 20s
    And within 1m no pod of deployment "shop" is ready

    Examples:
      | crashes                                                               |
      | the container with image "example/shop:2" exits with code 1 after 2s  |
      | container "shop" of image "docker.io/example/shop:2" crashes after 1s |

  Scenario: Readiness that has to last keeps such a release out
    Given image "example/shop:2" crashes after 2s
    When the manifest is created
    And I patch deployment "shop" with '{"spec":{"minReadySeconds":10}}'
    And the rollout of deployment "shop" finishes
    And I update the image of deployment "shop" to "example/shop:2"
    And 1m passes
    Then at least 3 pods of deployment "shop" are ready

  Scenario: The old release ends slowly
    Given image "example/shop:1" takes 20s to shut down
    When the manifest is created
    And the rollout of deployment "shop" finishes
    And I update the image of deployment "shop" to "example/shop:2"
    Then within 2m deployment "shop" runs image "example/shop:2"
    And at least 3 pods of deployment "shop" were always ready
