@claim @states
Feature: Claims about the words of the column STATUS
  Some words of the list are history, some are conditions of a node or of a pod, and some never had a cause that a person
  can bring about. These scenarios show what a cluster of today says instead.

  @claim-092 @differs @doc-C
  Scenario: RegistryUnavailable is shown when the registry is down
    The kubelet shows it only if the runtime's error begins with this word, and containerd's does not.

    Given the registry "registry.example.com" is down
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: registry.example.com/team/app:1
      """
    When the manifest is created
    And 5m pass
    Then pod "p" has shown "ErrImagePull"
    And pod "p" has shown "ImagePullBackOff"
    And pod "p" has never shown "RegistryUnavailable"

  @claim-093 @version @doc-C
  Scenario: NodeLost and Unknown are shown when the node is lost
    No component sets them any more: a pod on a lost node stays Running, then Terminating, and is no longer Ready.

    Given a cluster of 2 nodes
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        nodeName: k8s-node01
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 10s pass
    And node "k8s-node01" loses power
    And 20m pass
    Then pod "p" is "1/1 Terminating"
    And condition "Ready" of pod "p" is "False"
    And pod "p" has never shown "NodeLost"
    And pod "p" has never shown "Unknown"

  @claim-094 @version @doc-C @doc-D
  Scenario: The phase Unknown means that the node can't be reached
    The phase is never set any more: it stays what it was when the node fell silent.

    Given a cluster of 2 nodes
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        nodeName: k8s-node01
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 10s pass
    And node "k8s-node01" loses power
    And 20m pass
    Then pod "p" has phase "Running"

  @claim-095 @version @doc-C
  Scenario: DockerDaemonNotReady is the status of a pod
    It was a condition of nodes. dockershim left in 1.24, and a node says ContainerRuntimeNotReady or KubeletNotReady today.

    Then condition "Ready" of node "k8s-node01" is "True" with reason "KubeletReady"

  @claim-096 @differs @doc-C
  Scenario: NetworkPluginNotReady is the status of a pod
    It is the reason for which a node is not Ready. A pod that waits for the network shows ContainerCreating.

    Then condition "Ready" of node "k8s-node01" is "True" with reason "KubeletReady"

  @claim-097 @differs @doc-C
  Scenario: PreStartContainer and PreStartHookError are shown when a hook of the pod fails before the start
    There is no such hook in a pod. The word stands for the kubelet's own device and CPU managers, which a manifest can't make fail.
    A postStart hook is the first one that a pod has.

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
            postStart: {exec: {command: ["false"]}}
      """
    When the manifest is created
    And 2m pass
    Then pod "p" has shown "PostStartHookError"
    And pod "p" has never shown "PreStartHookError"

  @claim-098 @differs @doc-C
  Scenario: ImageInspectError is shown when an image is not complete
    A broken download is a failed pull. The word is for an image that lies on the node and can't be read by the runtime, which
    containerd checks when it pulls; kubectl shows ErrImagePull.

    Given image "team/app:1" is absent
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: team/app:1
      """
    When the manifest is created
    And 2m pass
    Then pod "p" has shown "ErrImagePull"
    And pod "p" has never shown "ImageInspectError"

  @claim-099 @differs @doc-C
  Scenario: ErrImageNeverPull is shown when a registry is private
    A private registry gives ErrImagePull; ErrImageNeverPull is for the pull policy Never.

    Given image "team/private:1" needs a login
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: team/private:1
      """
    When the manifest is created
    Then within 5s pod "p" is "ErrImagePull"
    And container "c" waits with message "pull access denied, repository does not exist or may require authorization"
    And pod "p" has never shown "ErrImageNeverPull"

  @claim-100 @differs @doc-C
  Scenario: ContainersNotInitialized and ContainersNotReady are shown as a status
    They are the reasons of the conditions Initialized and Ready.

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
          command: [sleep, "30"]
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 5s pass
    Then condition "Initialized" of pod "p" is "False" with reason "ContainersNotInitialized"
    And condition "Ready" of pod "p" is "False" with reason "ContainersNotReady"
    And pod "p" is "Init:0/1"

  @claim-101 @differs @doc-C
  Scenario: Unschedulable, PodScheduled, Initialized and Ready are stages that a status shows
    Unschedulable is a reason, the others are conditions. kubectl shows Pending.

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
    Then pod "p" is "Pending"
    And condition "PodScheduled" of pod "p" is "False" with reason "Unschedulable"

  @claim-102 @differs @doc-C
  Scenario: Failed means that a container of the pod could not be started
    A pod fails when all its containers have ended, one of them badly, and none will be restarted. Before that it is Pending or Running.

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
          command: [nosuch]
      """
    When the manifest is created
    And 10m pass
    Then pod "p" has phase "Running"
    And pod "p" has shown "CrashLoopBackOff"

  @claim-103 @holds @doc-D
  Scenario: Failed means that all containers have ended and at least one of them badly
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: Never
        containers:
        - name: a
          image: busybox:1.28
          command: ["true"]
        - name: b
          image: busybox:1.28
          command: [sh, -c, "sleep 20; exit 1"]
      """
    When the manifest is created
    And 10s pass
    Then pod "p" has phase "Running"
    And within 20s pod "p" has phase "Failed"

  @claim-116 @differs @doc-B @doc-C
  Scenario: With the pull policy Always the image is downloaded again each time
    The registry is asked for the digest at each start of a container; what is on the node is not downloaded again.

    Given image "nginx:1.17.1" is on the node
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
          imagePullPolicy: Always
      """
    And a download of image "nginx:1.17.1" takes 60s
    When the manifest is created
    Then within 5s pod "p" is "1/1 Running"
    And the image "nginx:1.17.1" was pulled once
