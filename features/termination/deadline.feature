@termination
Feature: activeDeadlineSeconds ends a pod without deleting it
  The time counts from the moment the node accepts the pod, pulls and init containers included. The grace period comes on top.

  Scenario Outline: a pod with a deadline of 10 seconds, restart policy <policy>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        activeDeadlineSeconds: 10
        terminationGracePeriodSeconds: 5
        restartPolicy: <policy>
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    Then within 14s pod "p" has the event "DeadlineExceeded" with message "Pod was active on the node longer than the specified deadline"
    And container "c" is running
    And within 10s pod "p" has phase "Failed"
    And the field "status.reason" of pod "p" is "DeadlineExceeded"
    And container "c" last ended with exit code 137
    And container "c" got signal "SIGKILL" between 5s and 6s after signal "SIGTERM"
    And for 10m container "c" has started once
    And pod "p" has phase "Failed"

    Examples:
      | policy    |
      | Always    |
      | OnFailure |
      | Never     |

  Scenario: the deadline runs while an init container works
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        activeDeadlineSeconds: 10
        terminationGracePeriodSeconds: 2
        initContainers:
        - name: prepare
          image: busybox:1.28
          command: [sleep, "3600"]
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    Then within 20s pod "p" has phase "Failed"
    And container "c" has never started
    And the field "status.reason" of pod "p" is "DeadlineExceeded"

  # Issue 98718: in 1.20 nobody looks at the containers of a pod any more that has failed.
  Scenario Outline: Kubernetes <release> shows a container <state> after the deadline has ended it
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        activeDeadlineSeconds: 10
        terminationGracePeriodSeconds: 5
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    Then within 14s pod "p" has phase "Failed"
    And container "c" is running
    And 1m passes
    And container "c" got signal "SIGKILL" between 5s and 6s after signal "SIGTERM"
    And the field "status.containerStatuses[0].state.<other state>" of pod "p" is not set

    Examples:
      | release | state      | other state |
      | 1.20    | running    | terminated  |
      | 1.21    | terminated | running     |

  # Past its deadline a pod is synced every second, so its last turn knows that the container has been there (active_deadline.go).
  Scenario: a container that waited for its next start when the deadline passed has got lost
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        activeDeadlineSeconds: 8
        initContainers:
        - name: sidecar
          image: busybox:1.28
          restartPolicy: Always
          command: [sleep, "3600"]
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; sleep 3600"]
          lifecycle:
            postStart:
              exec:
                command: ["false"]
      """
    When the manifest is created
    Then within 70s pod "p" has phase "Failed"
    And 5s passes
    And the field "status.reason" of pod "p" is "DeadlineExceeded"
    And the field "status.containerStatuses[0].state.terminated.reason" of pod "p" is "ContainerStatusUnknown"
    And the field "status.containerStatuses[0].lastState.terminated.exitCode" of pod "p" is "137"
