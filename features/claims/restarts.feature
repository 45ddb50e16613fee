@claim @restart
Feature: Claims about restarts

  @claim-057 @differs @doc-A
  Scenario: A container in CrashLoopBackOff is no longer restarted after some limit
    There is no limit. The pause grows to five minutes, and stays there.

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
          command: ["false"]
      """
    When the manifest is created
    And 6h pass
    Then container "c" has started at least 60 times
    And container "c" never paused longer than 330s

  @claim-058 @differs @doc-D
  Scenario: An alpine that sleeps for 30 seconds restarts every 30 seconds
    Only the first restart comes at once; the pauses after that double.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: pod-lifecycle
      spec:
        containers:
        - name: nginx-container
          image: nginx
        - name: alpine-container
          image: alpine
          command: [/bin/sh, -c, "sleep 30"]
      """
    When the manifest is created
    And 10m pass
    Then container "alpine-container" started again after pauses of at least 0s, 10s, 20s, 40s, 80s
    And container "alpine-container" has started at most 8 times

  @claim-009 @holds @doc-A @doc-E
  Scenario: An init container that fails is restarted until it succeeds
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        initContainers:
        - name: i
          image: busybox:1.28
          command: ["false"]
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 10m pass
    Then container "i" has started at least 5 times
    And container "c" has never started

  @claim-010 @holds @doc-A
  Scenario: Under restart policy Never a failed init container is not restarted
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: Never
        initContainers:
        - name: i
          image: busybox:1.28
          command: ["false"]
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 10m pass
    Then container "i" has started once
    And pod "p" has phase "Failed"

  @claim-059 @differs @doc-A
  Scenario: A pod is only restarted when all its containers are
    Containers are restarted, each on its own; RESTARTS adds them up.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: a
          image: busybox:1.28
          command: [sh, -c, "sleep 60; exit 1"]
        - name: b
          image: busybox:1.28
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 65s pass
    Then pod "p" has restarted 1 time
    And container "b" has started once

  @claim-060 @differs @doc-C
  Scenario: RunContainerError means that nothing in the container stays as process 1
    That gives Completed, Error or CrashLoopBackOff. RunContainerError is a program that can't be started.

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
          command: ["true"]
      """
    When the manifest is created
    And 5m pass
    Then pod "p" has shown "Completed"
    And pod "p" has shown "CrashLoopBackOff"
    And pod "p" has never shown "RunContainerError"

  @claim-061 @version @doc-A
  Scenario: RESTARTS tells how long ago the last restart was
    Since 1.22.

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
          command: [sh, -c, "sleep 10; exit 1"]
      """
    When the manifest is created
    And 13s pass
    Then `kubectl get pod p` prints "s ago)"
