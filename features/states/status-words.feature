@states @C1 @experiment
Feature: Every word that kubectl shows in the column STATUS has a cause
  Each scenario brings a word about in the way that it comes about in a cluster. The words that no cluster of today shows are
  in the claims ledger.

  @status-words
  Scenario Outline: <word>: <cause>
    Given image "nosuch/image:1" is absent
    And image "empty/image:1" has no command
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        terminationGracePeriodSeconds: 1
        <pod field>
        containers:
        - name: c
          image: <image>
          <container field>
      """
    When the manifest is created
    Then within <time> pod "p" is "<word>"
    And within 3s pod "p" has phase "<phase>"
    And within 1s pod "p" has the event "<event>" with message "<message>"

    Examples: before a node is found
      | word    | cause                          | time | phase   | event            | message                         | image        | container field | pod field                      |
      | Pending | no node has the label          | 5s   | Pending | FailedScheduling | 0/1 nodes are available:        | nginx:1.17.1 |                 | nodeSelector: {disk: nosuch}   |

    Examples: images
      | word              | cause                                      | time | phase   | event             | message                                                                    | image          | container field        | pod field |
      | ErrImagePull      | the registry does not have the image       | 5s   | Pending | Failed            | Error: ErrImagePull                                                        | nosuch/image:1 |                        |           |
      | ImagePullBackOff  | the kubelet waits before it asks again     | 30s  | Pending | BackOff           | Back-off pulling image                                                     | nosuch/image:1 |                        |           |
      | ErrImageNeverPull | the policy forbids to ask                  | 5s   | Pending | ErrImageNeverPull | is not present with pull policy of Never                                   | nosuch/image:1 | imagePullPolicy: Never |           |
      | InvalidImageName  | the name is none                           | 5s   | Pending | InspectFailed     | repository name (library/Busybox) must be lowercase                        | "Busybox:@bad" |                        |           |

    Examples: configuration and start
      | word                       | cause                                  | time | phase   | event  | message                                             | image         | container field                                                           | pod field            |
      | CreateContainerConfigError | a ConfigMap is missing                 | 5s   | Pending | Failed | Error: configmap                 | nginx:1.17.1  | env: [{name: X, valueFrom: {configMapKeyRef: {name: nosuch, key: k}}}]     |                      |
      | CreateContainerConfigError | a Secret is missing                    | 5s   | Pending | Failed | Error: secret                    | nginx:1.17.1  | envFrom: [{secretRef: {name: nosuch}}]                                     |                      |
      | CreateContainerConfigError | the image would run as root            | 5s   | Pending | Failed | container has runAsNonRoot and image will run as root | nginx:1.17.1 | securityContext: {runAsNonRoot: true}                                    |                      |
      | CreateContainerError       | nothing says which program to run      | 5s   | Pending | Failed | no command specified                                | empty/image:1 |                                                                           |                      |
      | RunContainerError          | the program does not exist             | 5s   | Running | Failed | executable file not found in $PATH                  | busybox:1.28  | command: [nosuch]                                                         |                      |
      | StartError                 | the same under Never                   | 5s   | Failed  | Failed | executable file not found in $PATH                  | busybox:1.28  | command: [nosuch]                                                         | restartPolicy: Never |
      | PostStartHookError         | the hook fails                         | 10s  | Running | FailedPostStartHook | PostStartHook failed                   | nginx:1.17.1  | lifecycle: {postStart: {exec: {command: ["false"]}}}                       |                      |

    Examples: running and ending
      | word             | cause                                      | time | phase     | event   | message                                    | image        | container field                            | pod field            |
      | Running          | the container runs                         | 5s   | Running   | Started | Container started                          | nginx:1.17.1 |                                            |                      |
      | Completed        | the container ended with 0                 | 5s   | Succeeded | Started | Container started                          | busybox:1.28 | command: ["true"]                          | restartPolicy: Never |
      | Error            | the container ended with another code      | 5s   | Failed    | Started | Container started                          | busybox:1.28 | command: ["false"]                         | restartPolicy: Never |
      | CrashLoopBackOff | it ends again and again                    | 60s  | Running   | BackOff | Back-off restarting failed container c in pod p_default | busybox:1.28 | command: ["false"]            |                      |

  Scenario Outline: <word> in an init container: <cause>
    Given image "nosuch/image:1" is absent
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: <policy>
        initContainers:
        - name: i
          image: <image>
          <field>
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    Then within <time> pod "p" is "<word>"
    And container "c" waits with reason "PodInitializing"
    And container "c" has never started

    Examples:
      | word                            | cause                                | policy | time | image          | field                                                                   |
      | Init:0/1                        | it works                             | Always | 5s   | busybox:1.28   | command: [sleep, "3600"]                                                |
      | Init:Error                      | it failed                            | Never  | 5s   | busybox:1.28   | command: ["false"]                                                      |
      | Init:CrashLoopBackOff           | it fails again and again             | Always | 60s  | busybox:1.28   | command: ["false"]                                                      |
      | Init:ErrImagePull               | its image can't be pulled            | Always | 5s   | nosuch/image:1 |                                                                         |
      | Init:ImagePullBackOff           | the kubelet waits before it asks again | Always | 30s | nosuch/image:1 |                                                                         |
      | Init:CreateContainerConfigError | a ConfigMap is missing               | Always | 5s   | busybox:1.28   | env: [{name: X, valueFrom: {configMapKeyRef: {name: nosuch, key: k}}}]   |

  @claim-114
  Scenario: ContainerCreating: the pod has a node, and its image is on the way
    Given a pull of image "nginx:1.17.1" takes 20s
    And the manifest
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
    And 1s pass
    Then for 18s pod "p" stays "0/1 ContainerCreating"
    And within 3s pod "p" is "1/1 Running"

  Scenario: ContainerCreating: a volume can't be mounted
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        volumes: [{name: v, configMap: {name: nosuch}}]
        containers:
        - name: c
          image: nginx:1.17.1
          volumeMounts: [{name: v, mountPath: /v}]
      """
    When the manifest is created
    And 1s pass
    Then for 1m pod "p" stays "0/1 ContainerCreating"
    And pod "p" has the event "FailedMount" with message "MountVolume.SetUp failed for volume \"v\" : configmap \"nosuch\" not found"
    When I run `kubectl create configmap nosuch --from-literal=k=v`
    Then within 2m pod "p" is "1/1 Running"

  @claim-114
  Scenario: PodInitializing: the init containers are done, the others are not up yet
    Given a pull of image "nginx:1.17.1" takes 20s
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        initContainers:
        - name: i
          image: busybox:1.28
          command: ["true"]
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 3s pass
    Then for 15s pod "p" stays "0/1 PodInitializing"
    And within 5s pod "p" is "1/1 Running"
    And pod "p" went through "Pending", "Init:0/1", "PodInitializing", "Running" in this order

  @claim-047
  Scenario: NotReady: one container has ended for good, the other runs
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
          command: [sleep, "5"]
        - name: server
          image: nginx:1.17.1
      """
    When the manifest is created
    Then within 10s pod "p" is "1/2 NotReady"
    And pod "p" has phase "Running"

  @claim-115
  Scenario: Terminating: somebody has deleted the pod
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
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --wait=false`
    Then pod "p" is "1/1 Terminating"
    And pod "p" has phase "Running"

  Scenario: OOMKilled: the container used more memory than it may
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
          image: nginx:1.17.1
          resources: {limits: {memory: 64Mi}}
      """
    And container "c" leaks 32Mi a second
    When the manifest is created
    Then within 1m pod "p" is "OOMKilled"
    And container "c" is terminated with exit code 137
    And within 3s pod "p" has phase "Failed"

  Scenario Outline: OOMKilled: in <release> the memory was that of a child process
    Since 1.28 all processes of the container are killed together; before, the largest one, and its parent went on as it
    liked. The word is the same.
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: hungry
      spec:
        restartPolicy: Never
        containers:
        - name: eater
          image: polinux/stress
          command: [stress, --vm, "1", --vm-bytes, 96M]
          resources: {limits: {memory: 64Mi}}
      """
    When the manifest is created
    Then within 10s pod "hungry" is "OOMKilled"
    And container "eater" is terminated with exit code <exit code>
    And `kubectl logs hungry` prints "<last words>"

    Examples:
      | release | exit code | last words                                |
      | 1.27    | 1         | stress: FAIL: [1] (452) failed run        |
      | 1.28    | 137       | stress: info: [1] dispatching hogs: 0 cpu |

  Scenario: SchedulingGated: the scheduler may not look at the pod yet
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        schedulingGates: [{name: example.com/wait}]
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    Then for 1m pod "p" stays "0/1 SchedulingGated"
    And condition "PodScheduled" of pod "p" is "False" with reason "SchedulingGated"
