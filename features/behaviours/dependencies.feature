@behaviours
Feature: An app answers otherwise while it lacks what it depends on
  Many apps look for their database when somebody asks for their health. Such an app tries it at each request, from where its pod
  runs: what decides is whether the connection is taken, or whether the name resolves, at that moment.

  Scenario: readiness that asks for the database keeps clients away as long as it is down
    Given the manifests "dependencies.yaml" and "db.yaml"
    And container "shop" answers 503 on "/ready" while service "db" is down
    When the manifests are created
    Then within 30s service "shop" has 3 endpoints
    When I run `kubectl delete pod db`
    Then within 30s service "shop" has no endpoints
    And the readiness probe of container "shop" has failed with "HTTP probe failed with statuscode: 503"
    When 5m pass
    And I run `kubectl create -f db.yaml`
    Then within 20s service "shop" has 3 endpoints
    And container "shop" has never restarted

  Scenario: liveness that asks for it restarts all pods, and no restart brings it back
    Given the manifest "dependencies.yaml"
    And container "shop" answers 500 on "/alive" while service "db" is down
    When the manifest is created
    And 5m pass
    Then every pod of service "shop" has restarted at least 3 times

  Scenario: the name is enough
    Given the manifest "dependencies.yaml"
    And container "shop" answers 503 on "/ready" while service "cache" is missing
    When the manifest is created
    And 30s pass
    Then service "shop" has no endpoints
    When service "cache" is created
    Then within 20s service "shop" has 3 endpoints

  Scenario: a server outside the cluster
    Given the manifest "dependencies.yaml"
    And container "shop" answers 503 while "192.168.66.11:5432" is unreachable
    And host "192.168.66.11:5432" comes up after 1m
    When the manifest is created
    And 20s pass
    Then the liveness probe of container "shop" has failed with "HTTP probe failed with statuscode: 503"
    And within 1m30s service "shop" has 3 endpoints
