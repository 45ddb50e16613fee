@conformance
Feature: What conformance asks of restarts

  @C-033 @C-034
  Scenario Outline: <policy>, a container that fails at its first run and would succeed at its second
    Given the manifest "noted.yaml" with these fields
      | field              | value    |
      | spec.restartPolicy | <policy> |
    When the manifest is created
    And 1m passes
    Then pod "p" has phase "<phase>"
    And pod "p" has restarted <restarts>
    And condition "Ready" of pod "p" is "False"
    And container "c" is terminated with exit code <code>
    And for 10m pod "p" has restarted <restarts>

    @C-033
    Examples:
      | policy    | phase     | restarts | code |
      | OnFailure | Succeeded | once     | 0    |

    @C-034
    Examples:
      | policy    | phase     | restarts | code |
      | Never     | Failed    | never    | 1    |

  @C-035
  Scenario: a container that always fails says so
    Given the manifest "shell.yaml" with these fields
      | field                      | value        |
      | spec.containers[0].command | [/bin/false] |
    When the manifest is created
    And 1m passes
    Then the last state of container "c" is terminated with reason "Error"
    And the last state of container "c" is terminated with exit code 1
    And each run of container "c" ended with reason "Error"

  @C-037
  Scenario: a container that ends after a second has three restarts within two minutes
    Given the manifest "shell.yaml" with these fields
      | field                      | value                       |
      | spec.containers[0].command | [sh, -c, "sleep 1; exit 1"] |
    When the manifest is created
    Then within 2m pod "p" has restarted at least 3 times

  @C-038
  Scenario: a container that ends at once waits 10 seconds, and twice as long each time
    Given the manifest "shell.yaml" with these fields
      | field                      | value        |
      | spec.containers[0].command | [/bin/false] |
    When the manifest is created
    And 5m pass
    Then pod "p" has restarted at least 3 times
    And pod "p" has restarted at most 7 times
    When 5m pass
    Then container "c" started again after pauses of at least 0s, 10s, 20s, 40s, 80s, 160s

  @C-039
  Scenario: a node can have a shorter longest pause
    Given nodes wait at most 30s before they restart a container
    And the manifest "shell.yaml" with these fields
      | field                      | value        |
      | spec.containers[0].command | [/bin/false] |
    When the manifest is created
    And 5m pass
    Then container "c" started again after pauses of at least 0s, 10s, 20s, 30s, 30s, 30s
    And container "c" never paused longer than 46s

  @C-041
  Scenario: the pause ends growing at five minutes
    Given the manifest "shell.yaml" with these fields
      | field                      | value        |
      | spec.containers[0].command | [/bin/false] |
    When the manifest is created
    And 30m pass
    Then container "c" paused between 300s and 390s before start 8
    And container "c" paused between 300s and 390s before start 9

  @C-042
  Scenario: a new image begins with short pauses again
    Given the manifest "shell.yaml" with these fields
      | field                      | value                       |
      | spec.containers[0].command | [sh, -c, "sleep 5; exit 1"] |
    When the manifest is created
    Then within 5m container "c" has started 5 times
    And container "c" paused between 20s and 31s before start 4
    And container "c" paused between 40s and 61s before start 5
    When I run `kubectl set image pod/p c=busybox:1.29`
    And 90s pass
    Then container "c" paused less than 2s before start 6
    And container "c" paused less than 31s before start 7

  @C-043
  Scenario: a pod whose containers have all succeeded gets no second sandbox
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: OnFailure
        initContainers:
        - {name: i, image: "busybox:1.28", command: ["true"]}
        containers:
        - {name: a, image: "busybox:1.28", command: ["true"]}
        - {name: b, image: "busybox:1.28", command: [sleep, "3"]}
      """
    When the manifest is created
    Then within 10s pod "p" has phase "Succeeded"
    When 3m pass
    Then pod "p" has phase "Succeeded"
    And pod "p" has no event "SandboxChanged"
    And the sandbox of pod "p" was made once

  @C-045
  Scenario: the app of a pod that is deleted while its init container fails has never started
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: Never
        initContainers:
        - {name: i, image: "busybox:1.28", command: [sh, -c, "sleep 3; exit 1"]}
        containers:
        - {name: c, image: "nginx:1.17.1"}
      """
    When the manifest is created
    And 2s pass
    And I run `kubectl delete pod p`
    Then pod "p" is gone
    And container "c" has never started
    And pod "p" has never shown "Running"
    And container "i" has started once

  @C-046 @C-047 @C-049 @C-050
  Scenario Outline: pod policy <pod>, container policy <own>, <rules>, exit code <code>: <what>
    Given the manifest "noted.yaml" with these fields
      | field                                 | value                |
      | spec.restartPolicy                    | <pod>                |
      | spec.containers[0].restartPolicy      | <own>                |
      | spec.containers[0].restartPolicyRules | <rules>              |
      | spec.containers[0].env[0].value       | sleep 2; exit <code> |
      | spec.containers[0].env[1].value       | sleep 3600           |
    When the manifest is created
    And 1m passes
    Then pod "p" has restarted <restarts>
    And pod "p" has phase "<phase>"

    @C-046
    Examples:
      | pod   | own   | rules                                                        | code | what            | restarts | phase   |
      | Never | Never | [{action: Restart, exitCodes: {operator: In, values: [42]}}] | 42   | it is restarted | once     | Running |

    @C-047
    Examples:
      | pod   | own   | rules                                                        | code | what            | restarts | phase   |
      | Never | Never | [{action: Restart, exitCodes: {operator: In, values: [42]}}] | 1    | the pod ends    | never    | Failed  |

    @C-049
    Examples:
      | pod   | own    | rules | code | what            | restarts | phase   |
      | Never | Always | null  | 1    | it is restarted | once     | Running |

    @C-050
    Examples:
      | pod    | own  | rules | code | what            | restarts | phase   |
      | Always | null | null  | 1    | it is restarted | once     | Running |

  @C-051
  Scenario: a container can restart all containers of its pod
    Given the manifest "restart-all.yaml"
    When the manifest is created
    And 3m pass
    Then container "i" has started twice
    And container "s" has started twice
    And container "source" has started twice
    And container "other" has started twice
    And container "source" never starts before init container "i" has succeeded
    And for 5m pod "p" stays "3/3 Running"

  @C-053
  Scenario: an init container can restart all containers that started before it
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: Never
        volumes: [{name: notes, emptyDir: {}}]
        initContainers:
        - {name: i, image: "busybox:1.28", command: ["true"]}
        - {name: s, image: "nginx:1.17.1", restartPolicy: Always}
        - name: source
          image: busybox:1.28
          command: [sh, -c, "test -e /notes/source && exit 0; touch /notes/source; sleep 2; exit 42"]
          volumeMounts: [{name: notes, mountPath: /notes}]
          restartPolicy: Never
          restartPolicyRules: [{action: RestartAllContainers, exitCodes: {operator: In, values: [42]}}]
        containers:
        - {name: c, image: "busybox:1.28", command: [sleep, "3600"]}
      """
    When the manifest is created
    And 3m pass
    Then pod "p" is "2/2 Running"
    And container "i" has started twice
    And container "s" has started twice
    And container "source" has started twice
    And container "c" has started once
    And container "c" never starts before init container "source" has succeeded

  @C-054
  Scenario: a container that ends because all are restarted does not restart all again
    Given the manifest "restart-all.yaml" with these fields
      | field                                 | value                                                                                     |
      | spec.containers[1].command            | [sh, -c, "trap 'exit 42' TERM; while true; do sleep 0.1; done"]                           |
      | spec.containers[1].restartPolicy      | Never                                                                                     |
      | spec.containers[1].restartPolicyRules | [{action: RestartAllContainers, exitCodes: {operator: In, values: [42]}}]                 |
    When the manifest is created
    And 3m pass
    Then container "source" has started twice
    And container "other" has started twice
    And for 5m pod "p" stays "3/3 Running"

  @C-055
  Scenario: a container that was restarted by itself can restart all later
    Given the manifest "restart-all.yaml" with these fields
      | field                            | value                                                                                                                                                  |
      | spec.containers[0].restartPolicy | Always                                                                                                                                                 |
      | spec.containers[0].command       | [sh, -c, "echo x >> /notes/runs; case $(wc -l < /notes/runs) in 1) sleep 2; exit 1;; 2) sleep 2; exit 42;; esac; sleep 3600"]                          |
    When the manifest is created
    And 3m pass
    Then container "source" has started 3 times
    And container "i" has started twice
    And container "s" has started twice
    And container "other" has started twice
    And pod "p" is "3/3 Running"

  @C-057
  Scenario: a container whose image changes while an init container runs starts once, with the new one
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        initContainers:
        - {name: i, image: "busybox:1.28", command: [sleep, "20"]}
        containers:
        - {name: c, image: "nginx:1.17.1"}
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl set image pod/p c=nginx:1.18`
    Then for 14s pod "p" has phase "Pending"
    And container "c" has never started
    And within 20s pod "p" is "1/1 Running"
    And for 2m pod "p" stays "1/1 Running"
    And container "c" has started once
    And pod "p" has restarted never
    And the field "status.containerStatuses[0].image" of pod "p" is "docker.io/library/nginx:1.18"
    And pod "p" has no event "Pulled" with message "nginx:1.17.1"

  @C-058
  Scenario Outline: an image that changes after a failed <probe> probe is that of the next run, restart policy <policy>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: <policy>
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 1' TERM; while true; do sleep 0.1; done"]
          <probe>Probe: {exec: {command: ["false"]}, periodSeconds: 1, failureThreshold: <threshold>}
      """
    When the manifest is created
    Then within 10m <moment>
    When I run `kubectl set image pod/p c=busybox:1.29`
    And 1s passes
    Then pod "p" has the event "Pulled" with message "Container image \"busybox:1.28\" already present on machine" <runs>
    And within 5s the field "status.containerStatuses[0].image" of pod "p" is "docker.io/library/busybox:1.29"
    When 10m pass
    Then pod "p" has the event "Pulled" with message "Container image \"busybox:1.28\" already present on machine" <runs>

    Examples: before the container is killed
      | probe    | policy    | threshold | moment                                  | runs |
      | startup  | Always    | 5         | pod "p" has the event "Unhealthy"       | once |
      | startup  | OnFailure | 5         | pod "p" has the event "Unhealthy"       | once |
      | liveness | Always    | 5         | pod "p" has the event "Unhealthy"       | once |
      | liveness | OnFailure | 5         | pod "p" has the event "Unhealthy"       | once |

    Examples: while it waits for its restart
      | probe    | policy    | threshold | moment                                               | runs    |
      | startup  | Always    | 3         | container "c" waits with reason "CrashLoopBackOff"   | 3 times |
      | startup  | OnFailure | 3         | container "c" waits with reason "CrashLoopBackOff"   | 3 times |
      | liveness | Always    | 3         | container "c" waits with reason "CrashLoopBackOff"   | 3 times |
      | liveness | OnFailure | 3         | container "c" waits with reason "CrashLoopBackOff"   | 3 times |

  @C-059
  Scenario: a new image does not restart a container of a pod that is being deleted
    Given the manifest "shell.yaml" with these fields
      | field                      | value                                                              |
      | spec.containers[0].command | [sh, -c, "trap 'sleep 10; exit 1' TERM; while true; do sleep 1; done"] |
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --wait=false`
    And 3s pass
    And I run `kubectl set image pod/p c=busybox:1.29`
    Then within 25s pod "p" is gone
    And container "c" has started once
    And pod "p" was gone at most 30s after the deletion

  @C-061
  Scenario: a restart of the kubelet leaves containers alone
    Given the manifest "server.yaml"
    When the manifest is created
    And 10s pass
    And I run `systemctl restart kubelet` on node "k8s-node01"
    Then for 5m container "c" has started once
    And pod "p" is "1/1 Running"
    And container "c" never got signal "SIGTERM"
    And pod "p" has restarted never
