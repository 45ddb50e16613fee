@gallery @probe
Feature: A liveness probe that asks the database restarts the whole fleet
  People see every pod of every service restart when a database is slow for a minute, and an outage that outlasts it.
  What liveness asks is the database, so that all pods fail it at the same time; a restart cannot mend that.
  After some restarts the pods wait in CrashLoopBackOff although the database is long back.
  Liveness asks a page that needs nothing but the process; what the app depends on is the business of readiness.

  Background:
    Given container "database" hangs from 1m to 4m

  Scenario: all pods restart, again and again
    Given the manifest "shop.yaml"
    When the manifest is created
    And 50s pass
    Then service "shop" has 3 endpoints
    When 70s pass
    Then service "shop" has no endpoint
    When 5m pass
    Then every pod of service "shop" has restarted at least 3 times

  Scenario: nothing restarts, and all pods serve as soon as it is back
    Given the manifest "repaired.yaml"
    When the manifest is created
    And 50s pass
    Then service "shop" has 3 endpoints
    When 70s pass
    Then service "shop" has no endpoint
    When 2m pass
    Then within 30s service "shop" has 3 endpoints
    And no pod of service "shop" has restarted
