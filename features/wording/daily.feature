Feature: What people do every day

  Background:
    Given the manifest "shop.yaml"

  Scenario: A new image, and back
    When the manifest is created
    And the rollout of deployment "shop" finishes
    And I update the image of container "shop" in deployment "shop" to "example.com/shop:2"
    Then the rollout of deployment "shop" completes within 2m
    And deployment "shop" runs image "example.com/shop:2"
    And at least 1 pod of deployment "shop" was always ready
    When I undo the rollout of deployment "shop"
    And 1m passes
    Then deployment "shop" uses image "example.com/shop:1"

  Scenario: Image and rollout, in the passive voice
    When the manifest is created
    And 30s pass
    And image of deployment "shop" is updated to "example.com/shop:3"
    And 1m passes
    And the rollout of deployment "shop" is undone
    And 1m passes
    Then deployment "shop" runs image "example.com/shop:1"

  Scenario: A readiness probe fails for a while
    Given the readiness probe of container "shop" fails at 1m for 30s
    When the manifest is created
    And 1m 20s pass
    Then no pod of deployment "shop" is ready
    And within 2m all pods of deployment "shop" are ready

  Scenario: A readiness probe fails from some time on
    Given the readiness probe of container "shop" fails after 1m
    When the manifest is created
    And 2m pass
    Then no pod of deployment "shop" is ready

  Scenario: A setting is changed
    Given a config map "settings" with "MODE" = "fast"
    When config map "settings" is updated with "MODE" = "slow"
    And I change config map "settings" with "SIZE" = "3"
    Then the field "data.MODE" of configmap "settings" is "slow"
    And the field "data.SIZE" of configmap "settings" is "3"

  Scenario: A database that can't be reached
    Given the database "db.example:5432" is unreachable
    And container "shop" answers 503 on "/ready" while "db.example:5432" is unreachable
    When the manifest is created
    And 30s pass
    Then no pod of deployment "shop" is ready
