@termination @A14 @experiment
Feature: A pod that is deleted has a grace period to end
  SIGTERM comes at once, SIGKILL when the grace period is over. Who ends earlier is gone earlier.

  @claim-091
  Scenario Outline: an app that ignores SIGTERM, grace period <grace>s, deleted with "<flags>"
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: <grace>
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    And 12s pass
    And I run `kubectl delete pod p <flags>`
    Then it prints "deleted"
    And container "c" got signal "SIGTERM" less than 1s after the deletion
    And container "c" got signal "SIGKILL" between <kill> after the deletion
    And container "c" last ended with exit code 137
    And container "c" last ended with reason "Error"
    And container "c" got signal "SIGKILL" once
    And pod "p" was gone between <gone> after the deletion
    And pod "p" went through "Pending", "ContainerCreating", "Running", "Terminating", "Error" in this order

    Examples: the flag wins over the manifest, and nobody has less than two seconds
      | grace | flags             | kill          | gone          |
      | 30    |                   | 30s and 31s   | 30s and 33s   |
      | 5     |                   | 5s and 6s     | 5s and 8s     |
      | 60    |                   | 60s and 61s   | 60s and 63s   |
      | 30    | --grace-period=60 | 60s and 61s   | 60s and 63s   |
      | 60    | --grace-period=5  | 5s and 6s     | 5s and 8s     |
      | 30    | --grace-period=1  | 2s and 3s     | 2s and 5s     |
      | 30    | --now             | 2s and 3s     | 2s and 5s     |
      | 30    | --grace-period=0  | 2s and 3s     | 2s and 5s     |

  Scenario: the default is 30 seconds
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "sleep 3600"]
      """
    When the manifest is created
    And 12s pass
    Then the field "spec.terminationGracePeriodSeconds" of pod "p" is "30"
    When I run `kubectl delete pod p`
    Then it took between 30s and 33s
    And container "c" got signal "SIGKILL" between 30s and 31s after the deletion

  Scenario Outline: an app that needs <work>s after SIGTERM is gone when it is done
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap 'sleep <work>; exit <code>' TERM; while true; do sleep 0.1; done"]
      """
    When the manifest is created
    And 12s pass
    And I run `kubectl delete pod p`
    Then container "c" ended between <ended> after the deletion
    And container "c" ended with exit code <code>
    And container "c" last ended with reason "<status>"
    And container "c" never got signal "SIGKILL"
    And pod "p" was gone between <gone> after the deletion
    And pod "p" went through "Running", "Terminating", "<status>" in this order

    Examples:
      | work | code | status    | ended        | gone         |
      | 0    | 0    | Completed | 0s and 1s    | 0s and 3s    |
      | 3    | 0    | Completed | 3s and 4.5s  | 3s and 6s    |
      | 3    | 4    | Error     | 3s and 4.5s  | 3s and 6s    |
      | 20   | 0    | Completed | 20s and 21.5s | 20s and 23s |

  Scenario: a process that does not handle SIGTERM dies of it, unless it is the first process of its container
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        shareProcessNamespace: true
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 12s pass
    And I run `kubectl delete pod p`
    Then container "c" ended with exit code 143
    And container "c" last ended with reason "Error"
    And container "c" ended less than 2s after the deletion
    And container "c" never got signal "SIGKILL"

  Scenario: without --wait kubectl does not stay for the end
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 12s pass
    And I run `kubectl delete pod p --wait=false`
    Then it took less than 1s
    And for 29s pod "p" stays "1/1 Terminating"
    And within 4s pod "p" is gone

  Scenario Outline: the deletion is written into the pod of grace period <flags>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 12s pass
    And I run `kubectl delete pod p --wait=false <flags>`
    Then the field "metadata.deletionGracePeriodSeconds" of pod "p" is "<grace>"
    And pod "p" is "Terminating"
    And within 2s pod "p" has the event "Killing" with message "Stopping container c"

    Examples:
      | flags             | grace |
      |                   | 30    |
      | --grace-period=7  | 7     |
      | --now             | 1     |
