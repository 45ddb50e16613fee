@behaviours
Feature: How a container ends is said in a sentence, and restarts follow
  These sentences hold for every program, an app that nobody described and a shell script alike.

  Scenario Outline: it crashes after ten seconds, <manifest>
    Given the manifest "<manifest>.yaml"
    And container "<manifest>" crashes after 10s with exit code 3
    When the manifest is created
    Then within 20s pod "<manifest>" has restarted once
    And each finished run of container "<manifest>" lasted about 10s
    And container "<manifest>" last ended with exit code 3
    And container "<manifest>" last ended with reason "Error"
    And within 30s pod "<manifest>" is "0/1 CrashLoopBackOff"

    Examples:
      | manifest |
      | web      |
      | worker   |

  Scenario: it exits after ten seconds, with success
    Given the manifest "worker.yaml"
    And container "worker" exits after 10s
    When the manifest is created
    Then within 20s pod "worker" has restarted once
    And container "worker" last ended with exit code 0
    And container "worker" last ended with reason "Completed"
    And pod "worker" has shown "Completed"

  Scenario: it crashes twice and then works
    Given the manifest "worker.yaml"
    And container "worker" crashes the first 2 times after 5s with exit code 1
    When the manifest is created
    Then within 60s container "worker" has started 3 times
    And for 10m container "worker" is running
    And pod "worker" has restarted twice

  Scenario: it grows until it meets its memory limit
    Given the manifest "worker.yaml"
    And container "worker" grows until OOM after 1m
    When the manifest is created
    Then within 70s pod "worker" has restarted once
    And container "worker" last ended with exit code 137
    And container "worker" last ended with reason "OOMKilled"
    And each finished run of container "worker" lasted about 60s
    And within 70s pod "worker" is "0/1 OOMKilled"

  Scenario: it loses the file that its liveness probe reads
    Given the manifest "worker.yaml"
    And container "worker" loses the file "/tmp/live" after 60s
    When the manifest is created
    And 58s pass
    Then pod "worker" has no event "Unhealthy"
    And within 20s pod "worker" has the event "Killing" with message "Container worker failed liveness probe, will be restarted"
    And within 40s pod "worker" has restarted once
    And container "worker" last ended with exit code 137

  Scenario: it gets a file and says a line
    Given the manifest "worker.yaml"
    And container "worker" gets the file "/tmp/done" after 30s
    And container "worker" says "half an hour of work is done" after 30s
    When the manifest is created
    And 25s pass
    Then `kubectl exec worker -- ls /tmp` prints "live"
    And `kubectl exec worker -- cat /tmp/done` prints "No such file or directory"
    When 10s pass
    Then `kubectl exec worker -- ls /tmp/done` prints "/tmp/done"
    And the log of container "worker" contains "half an hour of work is done" once

  Scenario: it ignores SIGTERM, so its grace period passes
    Given the manifest "web.yaml"
    And container "web" ignores SIGTERM
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod web`
    Then container "web" ended between 20s and 21s after the deletion
    And container "web" ended with exit code 137
    And container "web" got signal "SIGKILL" once

  Scenario: it drains in its grace period
    Given the manifest "web.yaml"
    And container "web" needs 12s to drain
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod web`
    Then container "web" ended between 12s and 13s after the deletion
    And container "web" ended with exit code 0
    And container "web" never got signal "SIGKILL"

  Scenario: it drains longer than its grace period
    Given the manifest "web.yaml"
    And container "web" needs 30s to drain
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod web`
    Then container "web" ended between 20s and 21s after the deletion
    And container "web" ended with exit code 137

  Scenario Outline: what a client in a pod sees of an app that drains, <serving>
    Given the manifest "web.yaml"
    And container "web" <behaves>
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod web --wait=false`
    And 6s pass
    Then <answer>

    Examples:
      | serving                | behaves                                  | answer                                                            |
      | its ports being closed | needs 12s to drain                       | a GET of ":8080/" from pod "web" fails with "Connection refused"  |
      | as it serves on        | needs 12s to drain and serves meanwhile  | a GET of ":8080/" from pod "web" answers with status 200          |

  Scenario: a script that drains
    Given the manifest "worker.yaml"
    And container "worker" needs 12s to drain
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod worker`
    Then container "worker" ended between 12s and 13s after the deletion
    And container "worker" ended with exit code 0

  Scenario: its exit code on SIGTERM
    Given the manifest "web.yaml"
    And container "web" ends with exit code 143 on SIGTERM
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod web`
    Then container "web" ended with exit code 143
    And container "web" ended less than 2s after the deletion

  Scenario Outline: an init container that works for twenty seconds and ends with <code>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        restartPolicy: Never
        initContainers:
        - {name: migrate, image: team/migrate:v1}
        containers:
        - {name: web, image: team/web:v1}
      """
    And init container "migrate" works for 20s and ends with exit code <code>
    And container "web" works for 5s
    When the manifest is created
    Then within 5s pod "web" is "0/1 Init:0/1"
    And for 17s pod "web" stays "0/1 Init:0/1"
    And within 20s pod "web" is "0/1 <status>"
    And each finished run of init container "migrate" lasted about 20s

    Examples:
      | code | status     |
      | 0    | Completed  |
      | 1    | Init:Error |
