@termination @sidecars
Feature: Sidecars outlive the containers that they serve, and go in reverse order
  An init container with restartPolicy Always stays as long as the pod has work to do.

  Scenario: the main containers first, then the last sidecar, then the first
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        initContainers:
        - name: first
          image: busybox:1.28
          restartPolicy: Always
          command: [sh, -c, "trap 'sleep 2; exit 0' TERM; while true; do sleep 0.1; done"]
        - name: second
          image: busybox:1.28
          restartPolicy: Always
          command: [sh, -c, "trap 'sleep 3; exit 0' TERM; while true; do sleep 0.1; done"]
        containers:
        - name: main
          image: busybox:1.28
          command: [sh, -c, "trap 'sleep 4; exit 0' TERM; while true; do sleep 0.1; done"]
      """
    When the manifest is created
    Then within 5s pod "p" is "3/3 Running"
    When 5s pass
    And I run `kubectl delete pod p`
    Then container "main" got signal "SIGTERM" less than 2s after the deletion
    And sidecar container "second" got signal "SIGTERM" only after container "main" had ended
    And sidecar container "first" got signal "SIGTERM" only after container "second" had ended
    And sidecar container "second" got signal "SIGTERM" between 4s and 6s after the deletion
    And sidecar container "first" got signal "SIGTERM" between 7s and 9.5s after the deletion
    And pod "p" was gone between 9s and 13s after the deletion
    And pod "p" went through "Running", "Terminating", "Completed" in this order

  Scenario: the grace period is for all together
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 10
        initContainers:
        - name: proxy
          image: busybox:1.28
          restartPolicy: Always
          command: [sh, -c, "trap '' TERM; while true; do sleep 0.1; done"]
        containers:
        - name: main
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 0.1; done"]
      """
    When the manifest is created
    And 8s pass
    And I run `kubectl delete pod p`
    Then container "main" got signal "SIGKILL" between 10s and 11.5s after the deletion
    And sidecar container "proxy" got signal "SIGTERM" between 10s and 11.5s after the deletion
    And sidecar container "proxy" got signal "SIGKILL" between 12s and 13.5s after the deletion

  Scenario: the preStop hook of a sidecar runs at the beginning, its SIGTERM comes in its turn
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 20
        initContainers:
        - name: proxy
          image: busybox:1.28
          restartPolicy: Always
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 0.1; done"]
          lifecycle:
            preStop:
              exec: {command: [sh, -c, "echo draining > /proc/1/fd/1"]}
        containers:
        - name: main
          image: busybox:1.28
          command: [sh, -c, "trap 'sleep 6; exit 0' TERM; while true; do sleep 0.1; done"]
      """
    When the manifest is created
    And 8s pass
    And I run `kubectl delete pod p --wait=false`
    Then within 2s the preStop hook of container "proxy" has succeeded
    And container "main" is running
    And within 15s pod "p" is gone
    And sidecar container "proxy" got signal "SIGTERM" only after container "main" had ended

  Scenario: when the work is done the sidecar is stopped
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: Never
        initContainers:
        - name: proxy
          image: busybox:1.28
          restartPolicy: Always
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 0.1; done"]
        containers:
        - name: task
          image: busybox:1.28
          command: [sh, -c, "sleep 8"]
      """
    When the manifest is created
    Then within 5s pod "p" is "2/2 Running"
    And within 20s pod "p" has phase "Succeeded"
    And sidecar container "proxy" got signal "SIGTERM" only after container "task" had ended
    And pod "p" is "0/2 Completed"
    And for 10m sidecar container "proxy" has started once
