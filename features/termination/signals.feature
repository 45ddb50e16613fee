@termination
Feature: Which signal a container gets, and who hears it

  Scenario Outline: the image <image> says that it is stopped with <signal>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: <image>
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    Then container "c" got signal "<signal>" once
    And container "c" never got signal "SIGKILL"
    And container "c" ended with exit code 0
    And pod "p" was gone less than 4s after the deletion

    Examples:
      | image                    | signal  |
      | nginx                    | SIGQUIT |
      | nginx:1.17.1             | SIGTERM |
      | wangyanglinux/myapp:v1.0 | SIGTERM |

  Scenario: only the first process of the container hears the signal
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
          image: busybox:1.28
          command: [sh, -c, "sh -c 'trap \"echo child got TERM\" TERM; while true; do sleep 0.1; done'; exit 0"]
      """
    When the manifest is created
    And 5s pass
    And I start `kubectl logs -f p`
    And I run `kubectl delete pod p` in another window
    And 10s pass
    Then it does not print "child got TERM"
    And container "c" ended with exit code 137

  Scenario: exec hands the first process over, so that it hears the signal
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
          command: [sh, -c, "exec sh -c 'trap \"exit 3\" TERM; while true; do sleep 0.1; done'"]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    Then container "c" ended with exit code 3
    And container "c" ended less than 2s after the deletion

  Scenario: the containers of a pod are stopped at the same time
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 10
        containers:
        - name: quick
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 0.1; done"]
        - name: slow
          image: busybox:1.28
          command: [sh, -c, "trap 'sleep 4; exit 0' TERM; while true; do sleep 0.1; done"]
        - name: deaf
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 0.1; done"]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --wait=false`
    And 8s pass
    Then pod "p" is "3/3 Terminating"
    And container "quick" ended less than 2s after the deletion
    And container "slow" ended between 4s and 6s after the deletion
    And container "deaf" is running
    And within 4s container "deaf" ended with exit code 137
    And container "deaf" got signal "SIGTERM" less than 2s after the deletion
    And container "deaf" got signal "SIGKILL" between 10s and 12s after the deletion
    And within 3s pod "p" is gone
    And pod "p" has shown "Error"

  Scenario: a container that has ended before is not stopped again
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: Never
        containers:
        - name: task
          image: busybox:1.28
          command: [sh, -c, "exit 0"]
        - name: server
          image: nginx:1.17.1
      """
    When the manifest is created
    And 5s pass
    Then pod "p" is "1/2 NotReady"
    When I run `kubectl delete pod p`
    Then container "server" got signal "SIGTERM" once
    And container "task" never got signal "SIGTERM"
