@states @C1 @D3 @experiment
Feature: The phase says in one word how far a pod has come

  Scenario Outline: two containers, exit codes <first> and <second>, under <policy>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: <policy>
        containers:
        - name: first
          image: busybox:1.28
          command: [sh, -c, "sleep 5; exit <first>"]
        - name: second
          image: busybox:1.28
          command: [sh, -c, "sleep 10; exit <second>"]
      """
    When the manifest is created
    Then pod "p" has phase "Pending"
    And within 3s pod "p" has phase "Running"
    And for 6s pod "p" has phase "Running"
    And within 10s pod "p" has phase "<phase>"
    And for 1m pod "p" has phase "<phase>"

    Examples:
      | policy    | first | second | phase     |
      | Never     | 0     | 0      | Succeeded |
      | Never     | 0     | 1      | Failed    |
      | Never     | 1     | 0      | Failed    |
      | OnFailure | 0     | 0      | Succeeded |
      | OnFailure | 1     | 0      | Running   |
      | Always    | 0     | 0      | Running   |
      | Always    | 1     | 1      | Running   |

  Scenario: a phase that is final stays so
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
    Then within 5s pod "p" has phase "Succeeded"
    And for 24h pod "p" has phase "Succeeded"
    And container "c" has started once

  Scenario: a pod in back-off is Running
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
    Then within 30s pod "p" is "CrashLoopBackOff"
    And pod "p" has phase "Running"

  Scenario: a pod with one image that can't be pulled is Pending, although the other container runs
    Given image "nosuch/image:1" is absent
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: good
          image: nginx:1.17.1
        - name: bad
          image: nosuch/image:1
      """
    When the manifest is created
    Then within 10s pod "p" is "1/2"
    And container "good" is running
    And for 10m pod "p" has phase "Pending"
