@images
Feature: What a container waits for when it can't be started, and how it heals

  Scenario: a missing image is asked for again with growing pauses, until it is there
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
    And 5m pass
    Then pod "p" went through "ContainerCreating", "ErrImagePull", "ImagePullBackOff", "ErrImagePull", "ImagePullBackOff", "ErrImagePull" in this order
    And container "c" waits with reason "ImagePullBackOff"
    And container "c" waits with message "Back-off pulling image \"team/app:1\""
    And the image "team/app:1" was pulled at least 4 times
    And the image "team/app:1" was pulled at most 7 times
    And pod "p" has the event "Failed" with message "Failed to pull image \"team/app:1\": rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/team/app:1\": failed to resolve"
    And pod "p" has never restarted
    When image "team/app:1" appears in the registry
    Then within 6m pod "p" is "1/1 Running"
    And pod "p" has never restarted

  Scenario: a registry that is down
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
          imagePullPolicy: Always
      """
    When the manifest is created
    Then within 5s pod "p" is "ErrImagePull"
    And container "c" waits with message "connect: connection refused"
    And within 30s pod "p" is "ImagePullBackOff"

  Scenario: another image heals the pod at once
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
    Then within 30s pod "p" is "ImagePullBackOff"
    When I run `kubectl set image pod/p c=nginx:1.17.1`
    Then within 3s pod "p" is "1/1 Running"

  Scenario: a ConfigMap that appears heals the pod without a restart
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
          command: [sh, -c, "echo level is $LEVEL; sleep 3600"]
          env:
          - name: LEVEL
            valueFrom: {configMapKeyRef: {name: settings, key: level}}
      """
    When the manifest is created
    Then within 5s container "c" waits with reason "CreateContainerConfigError"
    And container "c" waits with message "configmap \"settings\" not found"
    When I run `kubectl create configmap settings --from-literal=colour=red`
    Then within 40s container "c" waits with message "couldn't find key level in ConfigMap default/settings"
    When I run `kubectl create configmap settings --from-literal=level=debug --dry-run=client -o yaml | kubectl apply -f -`
    Then within 90s pod "p" is "1/1 Running"
    And the log of container "c" contains "level is debug"
    And pod "p" has never restarted

  Scenario Outline: a program that can't be started: <command>
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
          command: [<command>]
      """
    When the manifest is created
    Then within 5s container "c" waits with reason "RunContainerError"
    And pod "p" has the event "Failed" with message "<message>"
    And within 30s container "c" waits with reason "CrashLoopBackOff"
    And the last state of container "c" is terminated with reason "StartError"
    And the last state of container "c" is terminated with exit code 128

    Examples:
      | command     | message                                              |
      | nosuch      | exec: \"nosuch\": executable file not found in $PATH   |
      | /bin/nosuch | exec: \"/bin/nosuch\": stat /bin/nosuch: no such file or directory |
      | /etc/passwd | exec: \"/etc/passwd\": permission denied              |
