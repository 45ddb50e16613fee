@conformance
Feature: What conformance asks of the end of pods

  @C-113
  Scenario: a process that does not react to SIGTERM
    Given the manifest "shell.yaml" with these fields
      | field                      | value               |
      | spec.containers[0].command | [sleep, "10000"]    |
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    Then it took at most 60s
    And pod "p" was gone between 30s and 33s after the deletion
    And container "c" got signal "SIGKILL" about 30s after the deletion

  @C-114
  Scenario: a preStop hook that does not end is part of the grace period
    Given the manifest "shell.yaml" with these fields
      | field                        | value                                             |
      | spec.containers[0].lifecycle | {preStop: {exec: {command: [sleep, "10000"]}}}    |
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    Then it took at most 60s
    And container "c" got signal "SIGTERM" between 30s and 31s after the deletion
    And pod "p" was gone between 30s and 35s after the deletion

  @C-115
  Scenario: a process that ignores SIGTERM is killed
    Given the manifest "shell.yaml" with these fields
      | field                              | value                                                     |
      | metadata.finalizers                | [example.com/look]                                        |
      | spec.terminationGracePeriodSeconds | 5                                                         |
      | spec.containers[0].command         | [sh, -c, "trap '' TERM; while true; do sleep 1; done"]    |
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --wait=false`
    And 10s pass
    Then container "c" got signal "SIGKILL" about 5s after the deletion
    And container "c" is terminated with exit code 137
    And container "c" is terminated with reason "Error"

  @C-117 @C-118
  Scenario Outline: a pod that is deleted and whose container ends with <code> goes through <phase>, restart policy <policy>
    Given the manifest "shell.yaml" with these fields
      | field                              | value                                                              |
      | spec.restartPolicy                 | <policy>                                                           |
      | spec.terminationGracePeriodSeconds | 5                                                                  |
      | spec.containers[0].command         | [sh, -c, "trap '<trap>' TERM; while true; do sleep 0.1; done"]     |
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    Then pod "p" is gone
    And pod "p" had the phases "Pending", "Running", "<phase>" in turn
    And container "c" ended with exit code <code>
    And container "c" has started once

    @C-117
    Examples:
      | policy    | trap   | code | phase     |
      | Always    |        | 137  | Failed    |
      | OnFailure |        | 137  | Failed    |
      | Never     |        | 137  | Failed    |

    @C-118
    Examples:
      | policy    | trap   | code | phase     |
      | Always    | exit 0 | 0    | Succeeded |
      | OnFailure | exit 0 | 0    | Succeeded |
      | Never     | exit 0 | 0    | Succeeded |

  @C-119
  Scenario Outline: a pod that waits for a <kind> that never existed ends at once
    Given the manifest "server.yaml" with these fields
      | field        | value                            |
      | spec.volumes | [{name: v, <volume>}]            |
    When the manifest is created
    And 20s pass
    Then pod "p" is "0/1 ContainerCreating"
    When I run `kubectl delete pod p`
    Then it took at most 10s
    And pod "p" is gone
    And container "c" has never started

    Examples:
      | kind      | volume                           |
      | ConfigMap | configMap: {name: nosuch}        |
      | Secret    | secret: {secretName: nosuch}     |
