@states
Feature: What else the status of a pod tells

  Scenario Outline: QoS class <class>: <what>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: a
          image: nginx:1.17.1
          resources: <first>
        - name: b
          image: busybox:1.28
          command: [sleep, "3600"]
          resources: <second>
      """
    When the manifest is created
    Then pod "p" has QoS class "<class>"
    And within 5s pod "p" is "2/2 Running"
    And pod "p" has QoS class "<class>"

    Examples:
      | class      | what                          | first                                                                  | second                              |
      | BestEffort | nobody asks for anything      | {}                                                                     | {}                                  |
      | Burstable  | one asks for something        | {requests: {cpu: 100m}}                                                | {}                                  |
      | Burstable  | limits above requests         | {requests: {cpu: 100m, memory: 32Mi}, limits: {cpu: 200m, memory: 64Mi}} | {limits: {cpu: 100m, memory: 32Mi}} |
      | Burstable  | one has no limits             | {limits: {cpu: 100m, memory: 32Mi}}                                    | {}                                  |
      | Guaranteed | all have limits for both      | {limits: {cpu: 100m, memory: 32Mi}}                                    | {limits: {cpu: 100m, memory: 32Mi}} |

  Scenario: the last state tells how the container before ended
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
          command: [sh, -c, "sleep 5; exit 3"]
      """
    When the manifest is created
    Then within 10s pod "p" has restarted 1 time
    And the last state of container "c" is terminated with exit code 3
    And the last state of container "c" is terminated with reason "Error"
    And `kubectl describe pod p` prints "Last State:     Terminated"

  Scenario: the address stays through restarts of containers
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
          command: [sh, -c, "sleep 5; exit 3"]
      """
    When the manifest is created
    And 10m pass
    Then pod "p" has restarted at least 4 times
    And pod "p" has always had the same address
    And the sandbox of pod "p" was made once

  Scenario: the message of a container is what it wrote to its termination log
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: Never
        containers:
        - name: file
          image: busybox:1.28
          command: [sh, -c, "echo disk full > /dev/termination-log; exit 1"]
        - name: log
          image: busybox:1.28
          terminationMessagePolicy: FallbackToLogsOnError
          command: [sh, -c, "echo no such table; exit 1"]
      """
    When the manifest is created
    And 5s pass
    Then container "file" is terminated with message "disk full"
    And container "log" is terminated with message "no such table"

  Scenario: a waiting container says why and for how long
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
    Then within 30s container "c" waits with reason "CrashLoopBackOff"
    And container "c" waits with message "back-off 10s restarting failed container=c pod=p_default("
