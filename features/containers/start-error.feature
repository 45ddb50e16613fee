@containers
Feature: A container that cannot be started has ended all the same

  The runtime makes it and cannot run its command: its state says exit code 128 and StartError
  (kubernetes.io, Pod failure reasons; containerd's error of `StartContainer`).

  Scenario: The command is misspelt
    Given the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec: {containers: [{name: c, image: nginx, command: [ngnix, -g, daemon off;]}]}
      """
    When the manifest is created
    Then within 30s pod "p" is "RunContainerError"
    And pod "p" has the event "Failed" with message 'exec: "ngnix": executable file not found in $PATH'
    And container "c" has never started
    And container "c" last ended with exit code 128
    And container "c" last ended with reason "StartError"
    And within 60s pod "p" is "CrashLoopBackOff"

  Scenario Outline: What is mounted does not fit what the image has there
    Given Kubernetes <release>
    And the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: Never
        volumes: [{name: e, emptyDir: {}}]
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "3600"]
          volumeMounts: [{name: e, mountPath: /etc/passwd}]
      """
    When the manifest is created
    Then within 30s pod "p" is "StartError"
    And container "c" has never started
    And pod "p" has the event "Failed" with message '<says>'

    Examples:
      | release | says                                                              |
      | 1.20    | flags: 0x5000: not a directory: unknown                           |
      | 1.36    | dstFd=/proc/thread-self/fd/14, flags=MS_BIND\|MS_REC: not a directory |

  Scenario: The working directory is a file
    Given the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: Never
        containers: [{name: c, image: busybox:1.28, workingDir: /etc/passwd, command: [sleep, "3600"]}]
      """
    When the manifest is created
    Then within 30s pod "p" is "StartError"
    And pod "p" has the event "Failed" with message 'mkdir /etc/passwd: not a directory'
