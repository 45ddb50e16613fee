@hooks
Feature: postStart holds up its container and everything behind it
  The hook begins as soon as the container has started, beside the container's own command. Until it is done the container
  is not Running, no probe is sent, and the containers behind it in the list wait.

  Scenario: the second container waits for the hook of the first
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: first
          image: busybox:1.28
          command: [sh, -c, "sleep 3600"]
          lifecycle:
            postStart:
              exec:
                command: [sleep, "6"]
        - name: second
          image: busybox:1.28
          command: [sh, -c, "sleep 3600"]
      """
    When the manifest is created
    Then within 3s the postStart hook of container "first" is running
    And for 4s pod "p" stays "0/2 ContainerCreating"
    And container "second" has started 0 times
    And within 4s pod "p" is "2/2 Running"
    And container "second" starts only after the postStart hook of container "first" has ended
    And the postStart hook of container "first" took between 6s and 6.5s

  Scenario: the hook does not wait for the container's own command
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
          command: [sh, -c, "sleep 2; echo main >> /tmp/order; sleep 3600"]
          lifecycle:
            postStart:
              exec:
                command: [sh, -c, "echo hook >> /tmp/order"]
      """
    When the manifest is created
    And 5s pass
    Then `kubectl exec p -- cat /tmp/order` shows
      """
      hook
      main
      """

  Scenario: no probe is sent before the hook has ended
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
          livenessProbe:
            exec: {command: ["false"]}
            periodSeconds: 2
            failureThreshold: 2
          lifecycle:
            postStart:
              exec:
                command: [sleep, "20"]
      """
    When the manifest is created
    Then for 19s pod "p" has restarted 0 times
    And pod "p" has no event "Unhealthy"
    And within 6s pod "p" has the event "Unhealthy"

  Scenario: a sleep hook holds the pod up for its time
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          lifecycle:
            postStart:
              sleep: {seconds: 6}
      """
    When the manifest is created
    And 2s pass
    Then pod "p" is "0/1 ContainerCreating"
    And container "c" is running
    And within 6s pod "p" is "1/1 Running"
    And the postStart hook of container "c" took about 6s

  Scenario Outline: Kubernetes <release> tells of a failed hook with "<message>"
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 4
        containers:
        - name: c
          image: nginx:1.17.1
          lifecycle:
            postStart:
              exec:
                command: [sh, -c, "echo no database; exit 3"]
      """
    When the manifest is created
    Then within 10s pod "p" has the event "FailedPostStartHook" with message "<message>"
    And the postStart hook of container "c" has failed with "exited with 3"
    And within 10s pod "p" has the event "Killing" with message "FailedPostStartHook"
    And within 10s container "c" has started 2 times
    And pod "p" has these events in this order
      | reason              |
      | Created             |
      | Started             |
      | FailedPostStartHook |
      | Killing             |

    Examples:
      | release | message                                                              |
      | 1.20    | Exec lifecycle hook ([sh -c echo no database; exit 3]) for Container |
      | 1.25    | Exec lifecycle hook ([sh -c echo no database; exit 3]) for Container |
      | 1.26    | PostStartHook failed                                                 |
      | 1.36    | PostStartHook failed                                                 |

  Scenario: a container that ignores SIGTERM runs for its whole grace after its hook has failed
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: poststart-dead
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
          lifecycle:
            postStart:
              httpGet: {host: 192.168.66.11, path: /index.html, port: 1234}
      """
    When the manifest is created
    Then within 5s container "c" is running
    And for 25s pod "poststart-dead" stays "0/1 ContainerCreating"
    And within 10s pod "poststart-dead" is "PostStartHookError"
    And container "c" last ended with exit code 137
    And within 35s pod "poststart-dead" has restarted 1 time
    And within 3s pod "poststart-dead" is "CrashLoopBackOff"
    And within 90s pod "poststart-dead" has restarted 2 times
    And pod "poststart-dead" has never shown "Running"

  Scenario: the container gets up once its hook succeeds
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          lifecycle:
            postStart:
              httpGet: {host: 192.168.66.11, path: /, port: 1234}
      """
    When the manifest is created
    Then within 20s pod "p" is "CrashLoopBackOff"
    When a server at "192.168.66.11" starts to listen on port 1234
    Then within 2m pod "p" is "1/1 Running"
    And for 10m pod "p" stays "1/1 Running"

  Scenario: under Never a failed hook fails the pod
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: Never
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 1' TERM; while true; do sleep 1; done"]
          lifecycle:
            postStart:
              exec: {command: ["false"]}
      """
    When the manifest is created
    Then within 10s pod "p" has phase "Failed"
    And for 5m container "c" has started once

  Scenario: a deletion waits for the hook that is running
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 5
        containers:
        - name: c
          image: nginx:1.17.1
          lifecycle:
            postStart:
              exec: {command: [sleep, "20"]}
      """
    When the manifest is created
    Then within 3s the postStart hook of container "c" is running
    When I run `kubectl delete pod p`
    Then container "c" got signal "SIGTERM" between 18s and 22s after the deletion
    And the postStart hook of container "c" has succeeded
    And pod "p" is gone
