@zero-downtime @traffic
Feature: A database that hangs, and what the probes make of it
  The app needs its database for the page /orders only. A probe that asks the database fails in all pods at the same time,
  though nothing is wrong with any of them; and a restart brings no database back.

  Background:
    Given the manifest "database.yaml"
    And container "database" hangs from 1m to 4m

  Scenario: liveness on the database restarts the whole Deployment, again and again
    Given the manifest "shop.yaml" with these fields
      | field                                          | value |
      | spec.template.spec.containers[0].livenessProbe | {exec: {command: [wget, -q, -T, "1", -O, /dev/null, "http://database:5432/"]}, periodSeconds: 5, timeoutSeconds: 2} |
    When the manifest is created
    And 20s pass
    Given a client sends 5 requests a second to service "shop"
    When 8m pass
    Then every pod of service "shop" has restarted at least 3 times
    And no request to service "shop" succeeded for at least 10s
    And at least 10 % of requests to service "shop" failed because the service had no endpoint
    And requests to service "shop" failed for between 2m and 6m
    And every request to service "shop" in the last 1m succeeded

  Scenario: readiness on the database restarts nothing, and takes every page away with /orders
    Given the manifest "shop.yaml" with these fields
      | field                                           | value |
      | spec.template.spec.containers[0].readinessProbe | {exec: {command: [wget, -q, -T, "1", -O, /dev/null, "http://database:5432/"]}, periodSeconds: 5, timeoutSeconds: 2} |
    When the manifest is created
    And 20s pass
    Given a client sends 5 requests a second to service "shop"
    When 8m pass
    Then no pod of service "shop" has restarted
    And no request to service "shop" succeeded for between 2m30s and 3m10s
    And every request to service "shop" in the last 3m succeeded

  Scenario: no probe asks the database: one page fails, the others are served
    Given the manifest "shop.yaml" with these fields
      | field                                          | value                                                      |
      | spec.template.spec.containers[0].livenessProbe | {httpGet: {path: /alive, port: 8080}, periodSeconds: 5} |
    And container "shop" answers 503 on "/orders" from 1m to 4m
    When the manifest is created
    And 20s pass
    Given a client sends 5 requests a second to service "shop"
    And client "buyer" sends 5 requests a second to service "shop" with
      | path | /orders |
    When 8m pass
    Then no pod of service "shop" has restarted
    And no request of client "shop" failed
    And at least 750 requests of client "buyer" failed because the answer was 503
    And requests of client "buyer" failed for about 3m
