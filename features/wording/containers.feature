Feature: Containers, probes and hooks, in the words that people choose

  Scenario: Init containers come first
    Given the manifests "init.yaml" and "services.yaml"
    When I create the manifests
    Then the pod is running within 30 seconds
    And init container "init-myservice" finished before init container "init-mydb" started
    And init container "init-myservice" ended before init container "init-mydb"
    And init container "init-mydb" ended after init container "init-myservice"
    And container "myapp-container" started after init container "init-mydb" completed
    And container "myapp-container" started after init container "init-mydb"
    And init container "init-mydb" started before container "myapp-container"

  Scenario: A liveness probe fails
    Given a manifest "exec-liveness.yaml"
    When the pod is created
    And 46s pass
    Then the liveness probe of the container has run
    And the liveness probe of container "liveness" ran at least 5 times
    And the liveness probe of container "liveness" runs
    And the liveness probe of container "liveness" has succeeded
    And the liveness probe of container "liveness" succeeded at least 3 times
    And the liveness probe of container "liveness" succeeded
    And the liveness probe of container "liveness" has failed
    And the liveness probe of container "liveness" failed
    And the liveness probe of container "liveness" fails 3 times
    And the liveness probe of container "liveness" failed with "can't open '/tmp/healthy'"
    And container "liveness" got SIGTERM
    And container "liveness" received SIGKILL within 35s

  Scenario: What it leaves behind
    Given a manifest "termination.yaml"
    When the pod is created
    And 2s pass
    Then the termination message of container "termination-demo-container" is "Sleep expired" within 10s
    And pod "termination-demo" has restarted once within 30s

  Scenario: What it leaves behind for good
    Given the manifest "termination.yaml" with these fields:
      | field              | value |
      | spec.restartPolicy | Never |
    When the pod is created
    Then pod "termination-demo" is "Succeeded" within 20s
    And pod "termination-demo" has succeeded
    And the container has the termination message "Sleep expired"

  Scenario Outline: An app that <says>
    Given a manifest "api.yaml"
    And container "api" <says>
    When the manifest is applied
    Then deployment "api" becomes ready within 1m

    Examples:
      | says                          |
      | takes 10 seconds to start     |
      | needs 10s to start up         |
      | takes 10s to become ready     |
      | becomes ready after 10s       |
      | serves after 8 seconds        |

  Scenario Outline: An app that <ends>
    Given a manifest "api.yaml"
    And container "api" <ends>
    When the manifest is applied
    And 1m passes
    Then all pods of deployment "api" have restarted at least once

    Examples:
      | ends                         |
      | crashes after 20s            |
      | fails after 20s              |
      | succeeds after 20s           |
      | stops answering after 20s    |
      | runs out of memory after 20s |
      | exits with code 3 after 20s  |

  Scenario: No memory is left
    Given a manifest "api.yaml"
    And container "api" runs out of memory after 20s
    When the manifest is applied
    And 40s pass
    Then container "api" was OOMKilled

  Scenario: It exits at once
    Given a manifest "api.yaml"
    And container "api" exits with exit code 3
    When the manifest is applied
    Then container "api" has exited with code 3 within 10s
