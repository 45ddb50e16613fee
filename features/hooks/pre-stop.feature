@hooks @termination
Feature: preStop comes before SIGTERM, and its time is taken from the grace period

  Scenario: SIGTERM waits for the hook
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
          command: [sh, -c, "trap 'echo got TERM; exit 0' TERM; echo start; while true; do sleep 1; done"]
          lifecycle:
            preStop:
              exec:
                command: [sh, -c, "echo prestop-begin > /proc/1/fd/1; sleep 10; echo prestop-end > /proc/1/fd/1"]
      """
    When the manifest is created
    And 5s pass
    And I start `kubectl logs -f p`
    And I run `kubectl delete pod p` in another window
    And 15s pass
    Then it prints
      """
      start
      prestop-begin
      prestop-end
      got TERM
      """
    And container "c" got signal "SIGTERM" only after its preStop hook had ended
    And container "c" got signal "SIGTERM" between 10s and 11.5s after the deletion
    And container "c" ended with exit code 0
    And container "c" never got signal "SIGKILL"
    And pod "p" was gone less than 14s after the deletion

  Scenario Outline: a hook of <hook>s in a grace of <grace>s, then an app that ignores SIGTERM
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
          lifecycle:
            preStop:
              exec:
                command: [sleep, "<hook>"]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    Then container "c" got signal "SIGTERM" between <term> after the deletion
    And container "c" got signal "SIGKILL" between <kill> after the deletion
    And container "c" ended with exit code 137
    And container "c" last ended with reason "Error"

    Examples: what the hook leaves is left for SIGTERM, but never less than two seconds
      | hook | grace | term           | kill            |
      | 3    | 10    | 3s and 4.5s    | 10s and 11.5s   |
      | 9    | 10    | 9s and 10.5s   | 11s and 12.5s   |
      | 60   | 10    | 10s and 11.5s  | 12s and 13.5s   |
      | 60   | 1     | 1s and 2.5s    | 3s and 4.5s     |

  Scenario Outline: a failing <kind> hook holds nothing up in Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 6
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 0.1; done"]
          lifecycle:
            preStop: <handler>
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    Then pod "p" has the event "FailedPreStopHook" with message "<message>"
    And container "c" got signal "SIGTERM" less than 2s after the deletion
    And container "c" ended with exit code 0

    Examples:
      | kind    | release | handler                                                | message                                            |
      | exec    | 1.36    | {exec: {command: [sh, -c, "exit 7"]}}                  | PreStopHook failed                                 |
      | exec    | 1.20    | {exec: {command: [sh, -c, "exit 7"]}}                  | Exec lifecycle hook ([sh -c exit 7]) for Container |
      | httpGet | 1.36    | {httpGet: {host: 192.168.66.11, path: /x, port: 1235}} | PreStopHook failed                                 |
      | httpGet | 1.20    | {httpGet: {host: 192.168.66.11, path: /x, port: 1235}} | Http lifecycle hook (/x) for Container             |

  Scenario: a sleep hook gives the network time to forget the pod
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
            preStop:
              sleep: {seconds: 5}
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod p`
    Then container "c" got signal "SIGTERM" between 5s and 6.5s after the deletion
    And container "c" ended with exit code 0
    And pod "p" was gone between 5s and 8s after the deletion

  Scenario: a sleep hook is not cut short when the container ends by itself
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
          command: [sh, -c, "sleep 12"]
          lifecycle:
            preStop:
              sleep: {seconds: 10}
      """
    When the manifest is created
    And 9s pass
    And I run `kubectl delete pod p`
    Then container "c" ended between 2s and 5s after the deletion
    And container "c" never got signal "SIGTERM"
    And pod "p" was gone between 10s and 12.5s after the deletion

  Scenario: a container that ends by itself has no preStop
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
          command: [sh, -c, "sleep 5"]
          lifecycle:
            preStop:
              exec: {command: ["true"]}
      """
    When the manifest is created
    Then within 2m container "c" has started 3 times
    And the preStop hook of container "c" has run 0 times

  Scenario: a container that its liveness probe kills has its preStop first
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
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 1; done"]
          livenessProbe:
            exec: {command: ["false"]}
            periodSeconds: 2
          lifecycle:
            preStop:
              exec: {command: [sleep, "4"]}
      """
    When the manifest is created
    Then within 15s the preStop hook of container "c" is running
    And for 3s container "c" is running
    And within 5s pod "p" has restarted 1 time
    And the preStop hook of container "c" took about 4s

  Scenario: a forced deletion has no time for preStop
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 0
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
          lifecycle:
            preStop:
              exec: {command: ["true"]}
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    Then pod "p" was gone less than 1s after the deletion
    And within 5s container "c" ended with exit code 137
