@conformance
Feature: What conformance asks of probes

  @C-071
  Scenario: A pod is not ready before the initial delay of its readiness probe has passed
    Given the manifest "server.yaml" with these fields
      | field                             | value                                                     |
      | spec.containers[0].readinessProbe | {httpGet: {path: /, port: 80}, initialDelaySeconds: 15} |
    When the manifest is created
    Then within 5s pod "p" is "0/1 Running"
    And for 14s pod "p" stays "0/1 Running"
    And within 12s pod "p" is "1/1 Running"
    And the first readiness probe of container "c" runs at least 15s after its start
    And pod "p" has never restarted

  @C-073
  Scenario: A container whose health file is removed is restarted
    Given the manifest "shell.yaml" with these fields
      | field                            | value                                                                                                         |
      | spec.containers[0].command       | [sh, -c, "echo ok > /tmp/health; sleep 10; rm -f /tmp/health; sleep 600"]                                   |
      | spec.containers[0].livenessProbe | {exec: {command: [cat, /tmp/health]}, initialDelaySeconds: 15, timeoutSeconds: 5, failureThreshold: 1} |
    When the manifest is created
    Then within 1m pod "p" has restarted once
    And the liveness probe of container "c" has failed with "can't open '/tmp/health'"

  @C-074
  Scenario: A container whose health file stays is not restarted
    Given the manifest "shell.yaml" with these fields
      | field                            | value                                                                                                         |
      | spec.containers[0].command       | [sh, -c, "echo ok > /tmp/health; sleep 600"]                                                                |
      | spec.containers[0].livenessProbe | {exec: {command: [cat, /tmp/health]}, initialDelaySeconds: 15, timeoutSeconds: 5, failureThreshold: 1} |
    When the manifest is created
    Then for 4m pod "p" has restarted 0 times
    And the liveness probe of container "c" has succeeded at least 20 times

  @C-075
  Scenario: A server that answers 500 after ten seconds is restarted
    Given the manifest "probed-server.yaml" with these fields
      | field                            | value                                                                                    |
      | spec.containers[0].livenessProbe | {httpGet: {path: /healthz, port: 8080}, initialDelaySeconds: 15, failureThreshold: 1} |
    And container "c" answers 500 on "/healthz" after 10s
    When the manifest is created
    Then within 40s pod "p" has restarted once
    And the liveness probe of container "c" has failed with "HTTP probe failed with statuscode: 500"

  @C-077 @C-079
  Scenario Outline: A server whose <kind> probe always succeeds is not restarted
    Given the manifest "probed-server.yaml" with these fields
      | field                            | value                                                                                         |
      | spec.containers[0].livenessProbe | {<probe>, initialDelaySeconds: 15, timeoutSeconds: 5, failureThreshold: <threshold>} |
    When the manifest is created
    Then for 4m pod "p" has restarted 0 times
    And the liveness probe of container "c" has succeeded at least 20 times

    Examples:
      | kind | probe                                  | threshold |
      | HTTP | httpGet: {path: /healthz, port: 8080} | 5         |
      | gRPC | grpc: {port: 8080}                     | 1         |

  @C-078
  Scenario: A server that fails ten seconds after each start is restarted again and again
    Given the manifest "probed-server.yaml" with these fields
      | field                            | value                                                                                   |
      | spec.containers[0].livenessProbe | {httpGet: {path: /healthz, port: 8080}, initialDelaySeconds: 5, failureThreshold: 1} |
    And container "c" answers 500 on "/healthz" after 10s
    When the manifest is created
    Then within 1m pod "p" has restarted once
    And within 2m pod "p" has restarted twice
    And within 3m pod "p" has restarted 3 times
    And within 4m pod "p" has restarted 4 times
    And within 4m pod "p" has restarted 5 times
    And container "c" started again after pauses of at least 0s, 0s, 0s

  @C-081
  Scenario: A liveness command that takes longer than its timeout has failed
    Given the manifest "shell.yaml" with these fields
      | field                            | value                                                                                                        |
      | spec.containers[0].livenessProbe | {exec: {command: [sh, -c, sleep 10]}, initialDelaySeconds: 15, timeoutSeconds: 1, failureThreshold: 1} |
    When the manifest is created
    Then within 40s pod "p" has restarted once
    And the liveness probe of container "c" has failed at least 1 time

  @C-082
  Scenario: A readiness command that takes longer than its timeout never makes the pod ready
    Given the manifest "shell.yaml" with these fields
      | field                             | value                                                                            |
      | spec.containers[0].readinessProbe | {exec: {command: [sh, -c, sleep 10]}, initialDelaySeconds: 15, timeoutSeconds: 1} |
    When the manifest is created
    Then within 5s pod "p" is "0/1 Running"
    And for 1m pod "p" stays "0/1 Running"
    And the readiness probe of container "c" has failed at least 3 times

  @C-083
  Scenario: A liveness command that fails at once has failed, though it leaves a child behind
    Given the manifest "shell.yaml" with these fields
      | field                            | value                                                                                                               |
      | spec.containers[0].livenessProbe | {exec: {command: [sh, -c, "sleep 10 & exit 1"]}, initialDelaySeconds: 15, timeoutSeconds: 1, failureThreshold: 1} |
    When the manifest is created
    Then within 40s pod "p" has restarted once

  @C-085
  Scenario: A redirect to another host is not followed, and is a success with a warning
    Given the manifest "probed-server.yaml" with these fields
      | field                            | value                                                                                    |
      | spec.containers[0].livenessProbe | {httpGet: {path: /redirect, port: 8080}, initialDelaySeconds: 15, failureThreshold: 1} |
    And container "c" redirects "/redirect" to "http://0.0.0.0/"
    When the manifest is created
    Then for 4m pod "p" has restarted 0 times
    And pod "p" has the event "ProbeWarning" with message "Liveness probe warning: Probe terminated redirects"
    And pod "p" has no event "Unhealthy"

  @C-086
  Scenario: A startup probe that always fails restarts the container, however well it lives
    Given the manifest "shell.yaml" with these fields
      | field                            | value                                                                                              |
      | spec.containers[0].startupProbe  | {exec: {command: [/bin/false]}, initialDelaySeconds: 15, failureThreshold: 3, periodSeconds: 10} |
      | spec.containers[0].livenessProbe | {exec: {command: [/bin/true]}, initialDelaySeconds: 15, failureThreshold: 1}                     |
    When the manifest is created
    Then within 1m20s pod "p" has restarted once
    And the startup probe of container "c" has failed 3 times
    And the liveness probe of container "c" has never run

  @C-087
  Scenario: Liveness is not probed as long as the startup probe has not succeeded
    Given the manifest "shell.yaml" with these fields
      | field                            | value                                                                                              |
      | spec.containers[0].startupProbe  | {exec: {command: [/bin/false]}, initialDelaySeconds: 15, failureThreshold: 60}                   |
      | spec.containers[0].livenessProbe | {exec: {command: [/bin/false]}, initialDelaySeconds: 15, failureThreshold: 1}                    |
    When the manifest is created
    Then for 4m pod "p" has restarted 0 times
    And the startup probe of container "c" has failed at least 20 times
    And the liveness probe of container "c" has never run

  @C-089
  Scenario: Readiness is probed as soon as the startup probe has succeeded, however long its period
    Given the manifest "shell.yaml" with these fields
      | field                             | value                                                                                  |
      | spec.containers[0].command        | [sh, -c, "sleep 32; echo ok > /tmp/startup; sleep 600"]                               |
      | spec.containers[0].startupProbe   | {exec: {command: [cat, /tmp/startup]}, periodSeconds: 5, failureThreshold: 60}       |
      | spec.containers[0].readinessProbe | {exec: {command: [/bin/true]}, periodSeconds: 30}                                    |
    When the manifest is created
    Then within 45s the startup probe of container "c" has succeeded once
    And within 2s pod "p" is "1/1 Running"
    And the readiness probe of container "c" never runs before its startup probe has succeeded

  @C-090 @C-091
  Scenario Outline: The grace period of a <probe> probe wins over that of the pod
    Given the manifest "shell.yaml" with these fields
      | field                              | value                                                                                                    |
      | spec.terminationGracePeriodSeconds | 500                                                                                                      |
      | spec.containers[0].command         | [sh, -c, "trap '' TERM; while true; do sleep 1; done"]                                                 |
      | spec.containers[0].<field>         | {exec: {command: [/bin/false]}, initialDelaySeconds: 10, failureThreshold: 1, terminationGracePeriodSeconds: 5} |
    When the manifest is created
    Then within 35s pod "p" has restarted once
    And container "c" got signal "SIGKILL" about 5s after signal "SIGTERM"
    And each finished run of container "c" lasted between 14s and 26s

    Examples:
      | probe    | field         |
      | liveness | livenessProbe |
      | startup  | startupProbe  |

  @C-093
  Scenario: A pod that is being deleted is unready, and its liveness is probed no more
    Given the manifest "shell.yaml" with these fields
      | field                              | value                                                                                                           |
      | spec.terminationGracePeriodSeconds | 90                                                                                                              |
      | spec.containers[0].command         | [sh, -c, "touch /tmp/live; trap 'rm /tmp/live; sleep 70; exit 0' TERM; while true; do sleep 1; done"]         |
      | spec.containers[0].livenessProbe   | {exec: {command: [cat, /tmp/live]}, periodSeconds: 1, failureThreshold: 1}                                    |
      | spec.containers[0].readinessProbe  | {exec: {command: [cat, /tmp/live]}, periodSeconds: 1, failureThreshold: 1}                                    |
    When the manifest is created
    And 10s pass
    Then pod "p" is "1/1 Running"
    When I run `kubectl delete pod p --wait=false`
    Then within 4s pod "p" is "0/1 Terminating"
    And for 1m pod "p" stays "0/1 Terminating"
    And the liveness probe of container "c" has never failed
    And pod "p" has the event "Unhealthy" with message "Readiness probe failed"
    And within 20s pod "p" is gone

  @C-094
  Scenario: While the preStop hook of an unhealthy container runs, readiness is probed and liveness is not
    Given the manifest "shell.yaml" with these fields
      | field                              | value                                                                                                 |
      | spec.restartPolicy                 | Never                                                                                                 |
      | spec.containers[0].livenessProbe   | {exec: {command: [/bin/false]}, initialDelaySeconds: 5, periodSeconds: 1, failureThreshold: 1}      |
      | spec.containers[0].readinessProbe  | {exec: {command: [/bin/true]}, periodSeconds: 1}                                                    |
      | spec.containers[0].lifecycle       | {preStop: {exec: {command: [sleep, "10"]}}}                                                         |
    When the manifest is created
    Then within 10s the preStop hook of container "c" is running
    And the liveness probe of container "c" has failed once
    And the readiness probe of container "c" has run at most 8 times
    When 9s pass
    Then the preStop hook of container "c" is running
    And the liveness probe of container "c" has run once
    And the readiness probe of container "c" has run at least 12 times
    And within 5s the preStop hook of container "c" has succeeded
    And within 5s pod "p" is "0/1 Completed"

  @C-095
  Scenario: When the startup probe fails for good, the preStop hook runs before the container is stopped
    Given the manifest "shell.yaml" with these fields
      | field                              | value                                                                                                 |
      | spec.restartPolicy                 | Never                                                                                                 |
      | spec.containers[0].startupProbe    | {exec: {command: [/bin/false]}, initialDelaySeconds: 5, periodSeconds: 1, failureThreshold: 1}      |
      | spec.containers[0].lifecycle       | {preStop: {exec: {command: [sleep, "10"]}}}                                                         |
    When the manifest is created
    Then within 10s the preStop hook of container "c" is running
    And container "c" is running
    And within 12s the preStop hook of container "c" has succeeded
    And within 5s pod "p" is "0/1 Completed"
    And container "c" got signal "SIGTERM" only after its preStop hook had ended
    And container "c" has never restarted

  @C-097
  Scenario Outline: A restart of the kubelet leaves a container with <probes> started and ready
    Given the manifest "shell.yaml" with these fields
      | field                             | value       |
      | spec.containers[0].startupProbe   | <startup>   |
      | spec.containers[0].readinessProbe | <readiness> |
    When the manifest is created
    Then within 15s pod "p" is "1/1 Running"
    When 20s pass
    And the kubelet of node "k8s-node01" restarts
    Then for 1m pod "p" stays "1/1 Running"
    And the field "status.containerStatuses[0].started" of pod "p" is "true"
    And the field "status.containerStatuses[0].ready" of pod "p" is "true"
    And pod "p" has never restarted

    Examples:
      | probes               | startup                                             | readiness                                           |
      | no probe             | null                                                | null                                                |
      | a startup probe      | {exec: {command: [/bin/true]}, periodSeconds: 5}   | null                                                |
      | a readiness probe    | null                                                | {exec: {command: [/bin/true]}, periodSeconds: 5}   |
      | both                 | {exec: {command: [/bin/true]}, periodSeconds: 5}   | {exec: {command: [/bin/true]}, periodSeconds: 5}   |
