@termination
Feature: Pods that are deleted before they run, or between two runs

  Scenario: while the scheduler finds no node the pod is gone at once
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        nodeSelector: {disk: nosuch}
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 5s pass
    Then pod "p" is "0/1 Pending"
    When I run `kubectl delete pod p`
    Then pod "p" was gone less than 1s after the deletion
    And container "c" has never started

  Scenario: during an init container the signal goes to it
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 8
        initContainers:
        - name: i
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
        containers:
        - name: app
          image: busybox:1.28
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod p`
    Then init container "i" got signal "SIGTERM" less than 1s after the deletion
    And init container "i" got signal "SIGKILL" between 8s and 9s after the deletion
    And container "app" has never started
    And pod "p" was gone between 8s and 11s after the deletion
    And pod "p" went through "Init:0/1", "Terminating", "Init:Error" in this order

  Scenario: a pod in back-off has nothing to stop
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
          command: [sh, -c, "exit 1"]
      """
    When the manifest is created
    And 20s pass
    And I run `kubectl delete pod p`
    Then pod "p" was gone less than 3s after the deletion
    And container "c" never got signal "SIGTERM"

  Scenario: a pod whose image can't be pulled is gone within seconds
    Given image "registry.example/none:1" is absent
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: registry.example/none:1
      """
    When the manifest is created
    And 20s pass
    And I run `kubectl delete pod p`
    Then pod "p" was gone less than 3s after the deletion
    And container "c" has never started
    And pod "p" has shown "ContainerStatusUnknown"

  Scenario: a pull goes on to its end, and so does the start of the container
    Given a pull of image "slow/image:1" takes 20s
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 5
        containers:
        - name: c
          image: slow/image:1
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --wait=false`
    Then for 14s pod "p" stays "0/1 Terminating"
    And within 5s container "c" is running
    And within 10s container "c" ended with exit code 137
    And container "c" got signal "SIGKILL" between 5s and 6s after signal "SIGTERM"
    And within 3s pod "p" is gone

  Scenario: a kill by a probe goes on to its end, and so does the start of the next container
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 12
        containers:
        - name: c
          image: busybox:1.36
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
          livenessProbe: {exec: {command: ["false"]}, periodSeconds: 4, failureThreshold: 2}
      """
    When the manifest is created
    And 14s pass
    And I run `kubectl delete pod p --wait=false`
    Then within 10s pod "p" has restarted 1 time
    And for 10s pod "p" stays "1/1 Terminating"
    And within 6s pod "p" is gone

  Scenario: a finished pod is gone at once
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
          command: ["true"]
      """
    When the manifest is created
    And 5s pass
    Then pod "p" has phase "Succeeded"
    When I run `kubectl delete pod p`
    Then pod "p" was gone less than 1s after the deletion
    And pod "p" has never shown "Terminating"

  Scenario: a second deletion may shorten what is written, not what the node has begun
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
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --wait=false`
    And 2s pass
    And I run `kubectl delete pod p --grace-period=5 --wait=false`
    Then the field "metadata.deletionGracePeriodSeconds" of pod "p" is "5"
    And for 25s pod "p" stays "1/1 Terminating"
    And within 6s pod "p" is gone
    And container "c" got signal "SIGKILL" between 30s and 31.5s after the deletion
    And container "c" got signal "SIGTERM" once

  Scenario: a longer grace period comes too late
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
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --grace-period=10 --wait=false`
    And I run `kubectl delete pod p --grace-period=60 --wait=false`
    Then the field "metadata.deletionGracePeriodSeconds" of pod "p" is "10"
    And within 14s pod "p" is gone
