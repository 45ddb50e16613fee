@states @C1 @experiment
Feature: Conditions say which steps a pod has behind it

  Scenario: a pod that runs
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
      """
    When the manifest is created
    Then within 5s pod "p" is "1/1 Running"
    And pod "p" has these conditions
      | type                      | status | reason |
      | PodScheduled              | True   |        |
      | PodReadyToStartContainers | True   |        |
      | Initialized               | True   |        |
      | ContainersReady           | True   |        |
      | Ready                     | True   |        |

  @claim-104
  Scenario: a pod that nobody can place
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
    Then within 2s condition "PodScheduled" of pod "p" is "False" with reason "Unschedulable"
    And condition "PodScheduled" of pod "p" has the message "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector"

  @claim-107
  Scenario: a pod whose init container works
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
          command: [sleep, "10"]
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 5s pass
    Then pod "p" has these conditions
      | type            | status | reason                   |
      | PodScheduled    | True   |                          |
      | Initialized     | False  | ContainersNotInitialized |
      | ContainersReady | False  | ContainersNotReady       |
      | Ready           | False  | ContainersNotReady       |
    And condition "Initialized" of pod "p" has the message "containers with incomplete status: [i]"
    And condition "Ready" of pod "p" has the message "containers with unready status: [c]"
    And within 10s condition "Initialized" of pod "p" is "True"
    And within 5s condition "Ready" of pod "p" is "True"

  Scenario: a pod that isn't ready
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
          readinessProbe: {httpGet: {path: /nosuch, port: 80}}
        - name: b
          image: busybox:1.28
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 5s pass
    Then pod "p" is "1/2 Running"
    And condition "Ready" of pod "p" is "False" with reason "ContainersNotReady"
    And condition "ContainersReady" of pod "p" has the message "containers with unready status: [a]"

  Scenario Outline: a pod that ended as <phase>
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
          command: [sh, -c, "exit <code>"]
      """
    When the manifest is created
    And 5s pass
    Then pod "p" has phase "<phase>"
    And condition "Ready" of pod "p" is "False" with reason "<reason>"
    And condition "PodScheduled" of pod "p" is "True"

    Examples:
      | code | phase     | reason       |
      | 0    | Succeeded | PodCompleted |
      | 1    | Failed    | PodFailed    |

  @k8s-1.20
  Scenario: in 1.20 there are four conditions
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
      """
    When the manifest is created
    Then within 5s pod "p" is "1/1 Running"
    And pod "p" has these conditions
      | type            | status |
      | PodScheduled    | True   |
      | Initialized     | True   |
      | ContainersReady | True   |
      | Ready           | True   |
    And pod "p" has no condition "PodReadyToStartContainers"
