@behaviours
Feature: How a server answers is said in a sentence, and probes and clients notice
  Nobody described the image of this pod: its app serves on its port and answers 200. Times count from each start of
  the container.

  Background:
    Given the manifest "web.yaml"

  Scenario: nothing is said, so the app serves at once
    When the manifest is created
    Then within 10s pod "web" is "1/1 Running"
    And for 5m pod "web" stays "1/1 Running"
    And a GET of "/" from service "web" answers with status 200
    And the liveness probe of container "web" has never failed

  Scenario: it starts late, so the liveness probe kills it before it is ready
    Given container "web" starts serving after 40s
    When the manifest is created
    Then within 60s pod "web" has restarted once
    And the liveness probe of container "web" has failed with "connect: connection refused"
    And pod "web" has never shown "1/1"
    And service "web" has no endpoint

  Scenario: it starts late, in the time that a startup probe gives it
    Given the manifest "web.yaml" with these fields
      | field                           | value                                                                    |
      | spec.containers[0].startupProbe | {httpGet: {path: /, port: 8080}, periodSeconds: 5, failureThreshold: 12} |
    And container "web" starts serving after 40s
    When I run `kubectl create -f web.yaml`
    Then within 5s pod "web" is "0/1 Running"
    And for 36s pod "web" stays "0/1 Running"
    And within 10s pod "web" is "1/1 Running"
    And pod "web" has never restarted

  Scenario Outline: <what> for less time than three liveness probes take, so traffic stops and nothing restarts
    Given container "web" <behaves>
    When the manifest is created
    Then within 10s service "web" has 1 endpoint
    When 1m40s pass
    Then within 30s service "web" has no endpoint
    And pod "web" has the event "Unhealthy" with message "Readiness probe failed: <message>"
    And within 30s service "web" has 1 endpoint
    And pod "web" has never restarted

    Examples:
      | what                | behaves                                | message                                |
      | answers that say no | answers 500 from 2m to 2m15s           | HTTP probe failed with statuscode: 500 |
      | no answer           | hangs from 2m to 2m15s                 | Get                                    |
      | closed ports        | refuses connections from 2m to 2m15s   | Get                                    |

  Scenario Outline: <what> for good, so the container is restarted every time
    Given container "web" <behaves>
    When the manifest is created
    Then within 2m30s container "web" has started twice
    And the liveness probe of container "web" has failed 3 times
    And within 20s pod "web" is "1/1 Running"
    And within 4m container "web" has started 3 times

    Examples:
      | what                | behaves                        |
      | answers that say no | answers 500 after 1m           |
      | no answer           | hangs after 1m                 |
      | closed ports        | refuses connections after 1m   |

  Scenario: one path says no, the others do not
    Given container "web" answers 503 on "/ready"
    When the manifest is created
    Then within 10s pod "web" is "0/1 Running"
    And for 5m pod "web" stays "0/1 Running"
    And pod "web" has never restarted
    And a GET of ":8080/healthz" from pod "web" answers with status 200
    And a GET of ":8080/ready" from pod "web" answers with status 503

  Scenario Outline: one path says no <when>
    Given container "web" answers 503 on "/ready" <when>
    When the manifest is created
    And 55s pass
    Then pod "web" is "1/1 Running"
    And within 12s pod "web" is "0/1 Running"
    And for 45s pod "web" stays "0/1 Running"
    When 20s pass
    Then pod "web" is "<then>"
    And pod "web" has never restarted

    Examples:
      | when             | then        |
      | from 1m to 2m    | 1/1 Running |
      | after 1m         | 0/1 Running |

  Scenario: it is slower than the probe waits
    Given container "web" answers after 3s
    When the manifest is created
    Then within 60s pod "web" has restarted once
    And pod "web" has never shown "1/1"

  Scenario: a client notices what the service leads to
    Given container "web" answers 500 from 1m to 1m10s
    When the manifest is created
    And 10s pass
    Given a client sends 5 requests per second to service "web"
    When 30s pass
    Then no request to service "web" failed
    When 50s pass
    Then some requests to service "web" failed because they were "refused"
    And every request to service "web" in the last 5s succeeded
