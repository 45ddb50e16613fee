@zero-downtime @traffic
Feature: A readiness probe that says yes too early
  A pod gets requests from the moment at which its probe succeeds, whatever the app can do by then.

  Background:
    Given container "shop" ends at once on SIGTERM

  Scenario: without a probe a pod is ready before its app listens
    Given the manifest "shop.yaml" with these fields
      | field                                            | value                             |
      | spec.template.spec.containers[0].readinessProbe  |                                   |
      | spec.template.spec.containers[0].lifecycle       | {preStop: {sleep: {seconds: 5}}}  |
    And container "shop" starts serving after 10s
    When the manifest is created
    And 30s pass
    Given a client sends 20 requests a second to service "shop"
    When 2s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And 1m passes
    Then at least 100 requests to service "shop" failed because nothing listened
    And requests to service "shop" failed for between 8s and 20s
    And every request to service "shop" in the last 10s succeeded

  Scenario Outline: an app that answers 503 for its first 15 seconds, with <what>: <amount> lost
    Given the manifest "shop.yaml" with these fields
      | field                                            | value                             |
      | spec.template.spec.containers[0].readinessProbe  | <probe>                           |
      | spec.template.spec.containers[0].lifecycle       | {preStop: {sleep: {seconds: 5}}}  |
    And container "shop" answers 503 on "/" from 0s to 15s
    And container "shop" answers 503 on "/ready" from 0s to 15s
    When the manifest is created
    And 30s pass
    Given a client sends 20 requests a second to service "shop"
    When 2s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And 2m pass
    Then <amount> request to service "shop" failed because the answer was 503
    And no request to service "shop" failed because nothing listened
    And every request to service "shop" in the last 10s succeeded

    Examples:
      | what                                   | probe                                                                | amount     |
      | an open port as proof                  | {tcpSocket: {port: 8080}}                                            | at least 1 |
      | a page that says 200 from the start    | {httpGet: {path: /alive, port: 8080}}                                | at least 1 |
      | a guess that is too short              | {tcpSocket: {port: 8080}, initialDelaySeconds: 5}                    | at least 1 |
      | a guess that is long enough            | {tcpSocket: {port: 8080}, initialDelaySeconds: 20}                   | no         |
      | the page that knows                    | {httpGet: {path: /ready, port: 8080}}                                | no         |
      | the page that knows, asked every 2s    | {httpGet: {path: /ready, port: 8080}, periodSeconds: 2}              | no         |

  Scenario Outline: an app that breaks is asked for until its probe has failed <threshold> times, <period> apart
    Given the manifest "shop.yaml" with these fields
      | field                                            | value                                                                                                    |
      | spec.replicas                                    | 2                                                                                                        |
      | spec.template.spec.containers[0].readinessProbe  | {httpGet: {path: /ready, port: 8080}, periodSeconds: <seconds>, failureThreshold: <threshold>} |
    When the manifest is created
    And 30s pass
    Given a client sends 20 requests a second to service "shop"
    And container "shop" answers "/" with status 500 after 40s
    And container "shop" answers "/ready" with status 500 after 40s
    When 2m pass
    Then <amount> request to service "shop" failed because the answer was 500
    And every request to service "shop" in the last 10s failed because the service had no endpoint

    Examples:
      | threshold | seconds | period | amount |
      | 1         | 1       | 1s     | at most 60 |
      | 3         | 10      | 10s    | at least 300 |
