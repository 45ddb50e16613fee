@conformance
Feature: What conformance asks of sidecars
  A sidecar is an init container with restartPolicy Always: what comes after it waits for its start only.

  @C-134
  Scenario: An init container ends before what comes next starts, a sidecar only has to have started
    Given the manifest "sidecars.yaml"
    When the manifest is created
    Then within 40s pod "p" has phase "Succeeded"
    And the containers "init-1", "sidecar-1", "init-2", "sidecar-2", "init-3", "regular" started in this order
    And container "sidecar-1" never starts before init container "init-1" has succeeded
    And container "sidecar-2" never starts before init container "init-2" has succeeded
    And container "regular" never starts before init container "init-3" has succeeded
    And the containers "init-1", "init-2", "init-3", "regular", "sidecar-2", "sidecar-1" ended in this order

  @C-135
  Scenario Outline: Both sidecars run at the same time as <container>
    Given the manifest "sidecars.yaml"
    When the manifest is created
    Then within 40s pod "p" has phase "Succeeded"
    And container "sidecar-1" and container "<container>" have run at the same time
    And container "sidecar-2" and container "<container>" have run at the same time

    Examples:
      | container |
      | init-3    |
      | regular   |

  @C-137
  Scenario: The regular container restarts, the sidecar runs on
    Given the manifest "one-sidecar.yaml" with these fields
      | field                      | value             |
      | spec.restartPolicy         | Always            |
      | spec.containers[0].command | [sh, -c, "sleep 5"] |
    When the manifest is created
    Then within 2m container "regular" has started 3 times
    And sidecar container "sidecar" has never restarted
    And sidecar container "sidecar" is running

  @C-138
  Scenario: A sidecar that ends every five seconds is restarted, before and after the regular container starts
    Given the manifest "one-sidecar.yaml" with these fields
      | field                          | value                                                       |
      | spec.initContainers[0].command | [sh, -c, "sleep 5; exit 0"]                                 |
      | spec.initContainers[1]         | {name: init, image: busybox:1.28, command: [sleep, "20"]} |
    When the manifest is created
    Then within 20s sidecar container "sidecar" has started twice
    And container "regular" has never started
    And within 30s container "regular" is running
    And within 30s sidecar container "sidecar" has started at least 3 times
    And within 60s pod "p" has phase "Succeeded"

  @C-139
  Scenario Outline: A sidecar that fails all the time is restarted and does not matter for the pod, policy <policy>
    Given the manifest "one-sidecar.yaml" with these fields
      | field                          | value                       |
      | spec.restartPolicy             | <policy>                    |
      | spec.initContainers[0].command | [sh, -c, "sleep 1; exit 1"] |
    When the manifest is created
    Then within 25s sidecar container "sidecar" has started at least 2 times
    And within 50s pod "p" has phase "Succeeded"

    Examples:
      | policy    |
      | Never     |
      | OnFailure |

  @C-141
  Scenario: An init container before a sidecar fails for good, and the sidecar never starts
    Given the manifest "sidecars.yaml" with these fields
      | field                          | value                       |
      | spec.initContainers[0].command | [sh, -c, "sleep 1; exit 1"] |
    When the manifest is created
    Then within 20s pod "p" has phase "Failed"
    And for 1m container "sidecar-1" has started 0 times
    And container "regular" has never started

  @C-142
  Scenario: An init container after a sidecar fails for good, and the sidecar had been running
    Given the manifest "sidecars.yaml" with these fields
      | field                          | value                       |
      | spec.initContainers[2].command | [sh, -c, "sleep 5; exit 1"] |
    When the manifest is created
    Then within 30s pod "p" has phase "Failed"
    And container "sidecar-1" and container "init-2" have run at the same time
    And container "sidecar-2" has never started
    And container "regular" has never started

  @C-143
  Scenario Outline: An init container before a sidecar keeps failing, policy <policy>
    Given the manifest "sidecars.yaml" with these fields
      | field                          | value                       |
      | spec.restartPolicy             | <policy>                    |
      | spec.initContainers[0].command | [sh, -c, "sleep 1; exit 1"] |
    When the manifest is created
    Then within 2m init container "init-1" has started 4 times
    And pod "p" has phase "Pending"
    And container "sidecar-1" has never started
    And container "regular" has never started

    Examples:
      | policy    |
      | OnFailure |
      | Always    |

  @C-145
  Scenario Outline: A new image restarts the sidecar and nothing else, policy <policy>
    Given the manifest "one-sidecar.yaml" with these fields
      | field                      | value           |
      | spec.restartPolicy         | <policy>        |
      | spec.containers[0].command | [sleep, "3600"] |
    When the manifest is created
    Then within 5s pod "p" is "2/2 Running"
    When I run `kubectl set image pod/p sidecar=busybox:1.36`
    Then within 60s sidecar container "sidecar" has started twice
    And for 2m sidecar container "sidecar" is running
    And sidecar container "sidecar" has started twice
    And container "regular" has never restarted
    And the field "status.initContainerStatuses[0].image" of pod "p" is "docker.io/library/busybox:1.36"

    Examples:
      | policy    |
      | Never     |
      | OnFailure |
      | Always    |

  @C-146
  Scenario: A sidecar that takes ten seconds to start up is waited for
    Given the manifest "three-sidecars.yaml" with these fields
      | field                               | value                                                                                 |
      | spec.initContainers[0].command      | [sh, -c, "sleep 10; touch /tmp/up; trap 'exit 0' TERM; while true; do sleep 1; done"] |
      | spec.initContainers[1].command      | [sh, -c, "sleep 10; touch /tmp/up; trap 'exit 0' TERM; while true; do sleep 1; done"] |
      | spec.initContainers[0].startupProbe | {exec: {command: [test, -e, /tmp/up]}, periodSeconds: 1, failureThreshold: 30}         |
      | spec.initContainers[1].startupProbe | {exec: {command: [test, -e, /tmp/up]}, periodSeconds: 1, failureThreshold: 30}         |
    When the manifest is created
    Then within 15s the startup probe of sidecar container "sidecar-1" has succeeded once
    And container "sidecar-2" has never started
    And within 15s the startup probe of sidecar container "sidecar-2" has succeeded once
    And container "regular" has never started
    And within 5s container "regular" is running
    And the containers "sidecar-1", "sidecar-2", "sidecar-3", "regular" started in this order

  @C-147
  Scenario: A sidecar whose startup probe fails is restarted, after its preStop, and nothing comes after it
    Given the manifest "one-sidecar.yaml" with these fields
      | field                               | value                                                                   |
      | spec.restartPolicy                  | Always                                                                  |
      | spec.initContainers[0].startupProbe | {exec: {command: [/bin/false]}, periodSeconds: 5, failureThreshold: 1} |
      | spec.initContainers[0].lifecycle    | {preStop: {exec: {command: [sleep, "1"]}}}                             |
    When the manifest is created
    Then within 30s sidecar container "sidecar" has started twice
    And the preStop hook of sidecar container "sidecar" has run at least 1 time
    And sidecar container "sidecar" got signal "SIGTERM" only after its preStop hook had ended
    And for 1m pod "p" has phase "Pending"
    And container "regular" has never started

  @C-149
  Scenario: The pod is ready no earlier than its sidecar
    Given the manifest "one-sidecar.yaml" with these fields
      | field                                 | value                                                    |
      | spec.initContainers[0].readinessProbe | {exec: {command: [/bin/true]}, initialDelaySeconds: 15} |
    When the manifest is created
    Then within 5s pod "p" is "1/2 Running"
    And for 13s pod "p" stays "1/2 Running"
    And within 12s pod "p" is "2/2 Running"
    And the first readiness probe of sidecar container "sidecar" runs between 14s and 27s after its start
    And pod "p" has never restarted

  @C-150
  Scenario: A sidecar that is not ready keeps the pod unready
    Given the manifest "one-sidecar.yaml" with these fields
      | field                                 | value                          |
      | spec.containers[0].command            | [sleep, "3600"]                |
      | spec.initContainers[0].readinessProbe | {exec: {command: [/bin/false]}} |
    When the manifest is created
    Then within 5s pod "p" is "1/2 Running"
    And for 1m pod "p" stays "1/2 Running"
    And pod "p" has never restarted

  @C-151
  Scenario Outline: A liveness probe of a sidecar counts as any other: <kind>
    Given the manifest "one-sidecar.yaml" with these fields
      | field                                | value                                                         |
      | spec.restartPolicy                   | Always                                                        |
      | spec.containers[0].command           | [sleep, "3600"]                                               |
      | spec.initContainers[0].image         | team/server:v1                                                |
      | spec.initContainers[0].command       | null                                                          |
      | spec.initContainers[0].ports         | [{containerPort: 8080}]                                       |
      | spec.initContainers[0].livenessProbe | {<probe>, initialDelaySeconds: 15, failureThreshold: 1}       |
    And container "sidecar" <behaves>
    When the manifest is created
    And 60s pass
    Then sidecar container "sidecar" has started <starts>
    And for 5s container "regular" has started once
    And pod "p" has restarted <restarts>

    Examples:
      | kind                    | probe                                  | behaves                                       | starts | restarts |
      | a command that fails    | exec: {command: [check]}               | answers command "check" with exit code 1      | at least 2 times | at least 1 times |
      | a page that says no     | httpGet: {path: /healthz, port: 8080} | answers 500 on "/healthz" after 10s           | at least 2 times | at least 1 times |
      | gRPC on a closed port   | grpc: {port: 8080}                     | refuses connections after 10s                 | at least 2 times | at least 1 times |
      | a TCP socket that is open | tcpSocket: {port: 8080}              | answers 500                                   | once   | 0 times  |

  @C-153
  Scenario: When the regular container has ended, sidecars are stopped in reverse order, one after the other
    Given the manifest "three-sidecars.yaml"
    When the manifest is created
    Then within 40s pod "p" has phase "Succeeded"
    And the containers "regular", "sidecar-3", "sidecar-2", "sidecar-1" ended in this order
    And container "sidecar-2" got signal "SIGTERM" only after container "sidecar-3" had ended
    And container "sidecar-1" got signal "SIGTERM" only after container "sidecar-2" had ended
    And each finished run of container "sidecar-1" lasted between 18s and 26s

  @C-154
  Scenario: The preStop hooks of all sidecars start at once, SIGTERM comes in reverse order
    Given the manifest "three-sidecars.yaml" with these fields
      | field                            | value                                      |
      | spec.initContainers[0].lifecycle | {preStop: {exec: {command: [sleep, "2"]}}} |
      | spec.initContainers[1].lifecycle | {preStop: {exec: {command: [sleep, "2"]}}} |
      | spec.initContainers[2].lifecycle | {preStop: {exec: {command: [sleep, "2"]}}} |
    When the manifest is created
    Then within 50s pod "p" has phase "Succeeded"
    And the preStop hooks of the containers "sidecar-1", "sidecar-2", "sidecar-3" started at the same time
    And the containers "sidecar-3", "sidecar-2", "sidecar-1" got signal "SIGTERM" in this order
    And container "sidecar-2" got signal "SIGTERM" only after container "sidecar-3" had ended
    And container "sidecar-1" got signal "SIGTERM" only after container "sidecar-2" had ended

  @C-155
  Scenario: Sidecars whose preStop hooks never end are killed together, two seconds after the grace period
    Given the manifest "three-sidecars.yaml" with these fields
      | field                              | value                                                  |
      | spec.terminationGracePeriodSeconds | 30                                                     |
      | spec.containers[0].command         | [sleep, "3600"]                                        |
      | spec.initContainers[0].command     | [sh, -c, "trap '' TERM; while true; do sleep 1; done"] |
      | spec.initContainers[1].command     | [sh, -c, "trap '' TERM; while true; do sleep 1; done"] |
      | spec.initContainers[2].command     | [sh, -c, "trap '' TERM; while true; do sleep 1; done"] |
      | spec.initContainers[0].lifecycle   | {preStop: {exec: {command: [sleep, "10000"]}}}         |
      | spec.initContainers[1].lifecycle   | {preStop: {exec: {command: [sleep, "10000"]}}}         |
      | spec.initContainers[2].lifecycle   | {preStop: {exec: {command: [sleep, "10000"]}}}         |
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod p`
    Then the containers "sidecar-1", "sidecar-2", "sidecar-3" got signal "SIGKILL" at the same time
    And container "sidecar-1" ended between 31s and 34s after the deletion
    And container "sidecar-3" ended between 31s and 34s after the deletion

  @C-157
  Scenario: A pod is deleted while a sidecar waits for its startup probe, and goes long before its grace period is over
    Given the manifest "three-sidecars.yaml" with these fields
      | field                               | value                                                                   |
      | spec.terminationGracePeriodSeconds  | 180                                                                     |
      | spec.initContainers[1].startupProbe | {exec: {command: [/bin/false]}, periodSeconds: 5, failureThreshold: 99} |
    When the manifest is created
    And 20s pass
    Then container "sidecar-3" has never started
    When I run `kubectl delete pod p`
    Then container "sidecar-1" got signal "SIGTERM" once
    And container "sidecar-2" got signal "SIGTERM" once
    And pod "p" was gone less than 30s after the deletion
    And container "regular" has never started

  @C-158 @C-159
  Scenario Outline: A sidecar that <what> does not make the pod fail
    Given the manifest "one-sidecar.yaml" with these fields
      | field                              | value                                                                  |
      | spec.terminationGracePeriodSeconds | 5                                                                      |
      | spec.containers[0].command         | [sleep, "5"]                                                           |
      | spec.initContainers[0].command     | [sh, -c, "trap '<trap>' TERM; while true; do sleep 0.1; done"] |
    When the manifest is created
    Then within 30s pod "p" has phase "Succeeded"
    And sidecar container "sidecar" ended with exit code <code>

    Examples:
      | what                               | trap             | code |
      | ends with 1 when it is stopped     | exit 1           | 1    |
      | needs longer than the grace period | sleep 20; exit 0 | 137  |

  @C-161 @C-162
  Scenario Outline: A regular container <what> is killed when the grace period of 5 s is over, and the pod fails
    Given the manifest "one-sidecar.yaml" with these fields
      | field                              | value                                                          |
      | spec.terminationGracePeriodSeconds | 5                                                              |
      | spec.containers[0].command         | [sh, -c, "trap '<trap>' TERM; while true; do sleep 0.1; done"] |
      | spec.containers[0].lifecycle       | <lifecycle>                                                    |
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod p`
    Then container "regular" ended with exit code 137
    And container "regular" ended between 5s and 8s after the deletion
    And pod "p" has had phase "Failed"

    Examples:
      | what                        | trap             | lifecycle                                   |
      | that needs 20 s             | sleep 20; exit 0 | null                                        |
      | whose preStop needs 20 s    | sleep 20; exit 0 | {preStop: {exec: {command: [sleep, "20"]}}} |

  @C-163
  Scenario: A sidecar whose startup probe recovers in time lets the regular container start
    Given the manifest "one-sidecar.yaml" with these fields
      | field                               | value                                                                                 |
      | spec.initContainers[0].command      | [sh, -c, "sleep 11; touch /tmp/up; trap 'exit 0' TERM; while true; do sleep 1; done"] |
      | spec.initContainers[0].startupProbe | {exec: {command: [test, -e, /tmp/up]}, periodSeconds: 2, failureThreshold: 10}         |
    When the manifest is created
    Then within 5s the startup probe of sidecar container "sidecar" has failed at least 1 time
    And container "regular" has never started
    And within 20s pod "p" is "2/2 Running"
    And pod "p" has never restarted

  @C-165
  Scenario: After a reboot of the node everything starts again in the order of the manifest
    Given the manifest "sidecars.yaml" with these fields
      | field                      | value           |
      | spec.restartPolicy         | Always          |
      | spec.containers[0].command | [sleep, "3600"] |
    When the manifest is created
    Then within 30s pod "p" is "3/3 Running"
    When node "k8s-node01" reboots
    Then within 3m container "regular" has started twice
    And within 10s pod "p" is "3/3 Running"
    And the containers "init-1", "sidecar-1", "init-2", "sidecar-2", "init-3", "regular" last started in this order

  @C-166
  Scenario Outline: A port of a sidecar is the target of a Service, by <way>
    Given the manifest "one-sidecar.yaml" with these fields
      | field                          | value                               |
      | metadata.labels                | {app: web}                          |
      | spec.containers[0].command     | [sleep, "3600"]                     |
      | spec.initContainers[0].image   | team/server:v1                      |
      | spec.initContainers[0].command | null                                |
      | spec.initContainers[0].ports   | [{name: http, containerPort: 8080}] |
    And the manifest
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        selector: {app: web}
        ports: [{port: 80, targetPort: <target>}]
      """
    When the manifest is created
    Then within 10s service "web" has 1 endpoint
    When 1s passes
    Then a GET of "/" from service "web" answers with status 200

    Examples:
      | way    | target |
      | number | 8080   |
      | name   | http   |
