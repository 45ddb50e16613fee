@claim @containers
Feature: Claims about the containers of a pod

  @claim-006 @differs @doc-D
  Scenario: Init containers share the network of the pod but not its storage
    They share both. The same document shows it: what the init container writes is what nginx serves.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        volumes: [{name: shared, emptyDir: {}}]
        initContainers:
        - name: i
          image: alpine
          command: [/bin/sh, -c, "echo 123456 > /app/index.html"]
          volumeMounts: [{name: shared, mountPath: /app}]
        containers:
        - name: nginx
          image: nginx
          volumeMounts: [{name: shared, mountPath: /usr/share/nginx/html}]
      """
    When the manifest is created
    Then within 10s pod "p" is "1/1 Running"
    And a GET of "/" from pod "p" answers "123456"

  @claim-124 @differs @doc-D
  Scenario: An ephemeral container is removed from the pod when it exits
    It stays in the pod's spec and status for the life of the pod, and can't be removed.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl debug p --image=busybox:1.28 -c debugger -- sh -c "exit 0"`
    And 1h passes
    Then ephemeral container "debugger" is terminated with reason "Completed"
    And the field "spec.ephemeralContainers[0].name" of pod "p" is "debugger"

  @claim-125 @version @doc-D
  Scenario: Ephemeral containers need a feature gate
    Since 1.23 they need none.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl debug p --image=busybox:1.28 -c debugger -- sleep 60`
    Then within 5s ephemeral container "debugger" is running

  @claim-126 @differs @doc-D
  Scenario: kubectl debug --copy-to starts a temporary container
    It makes a new pod with an ordinary container more, which counts for READY.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl debug p --image=busybox:1.28 --copy-to=copy --attach=false -- sleep 3600`
    Then within 10s pod "copy" is "2/2 Running"
    And pod "p" is "1/1 Running"

  @claim-017 @version @doc-B
  Scenario: The pause container lets the containers of a pod see each other's processes
    Only where shareProcessNamespace says so; the default has been no since 1.8.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: a
          image: nginx
        - name: b
          image: busybox:1.28
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl exec p -c b -- ps`
    Then it does not print "nginx"

  @claim-007 @version @doc-A
  Scenario: An init container can't have a readiness probe, and is like an app container otherwise
    Neither can it have the other probes or hooks, unless it is a sidecar (restartPolicy Always, since 1.29), which can have them all.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        initContainers:
        - name: sidecar
          image: nginx
          restartPolicy: Always
          readinessProbe: {httpGet: {path: /, port: 80}}
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "3600"]
      """
    When the manifest is created
    Then within 10s pod "p" is "2/2 Running"

  @claim-008 @differs @doc-D
  Scenario: A pod does not start when one of its init containers fails
    The init container is started again, and the pod goes on when it succeeds.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        volumes: [{name: v, emptyDir: {}}]
        initContainers:
        - name: i
          image: busybox:1.28
          command: [sh, -c, "test -e /v/seen && exit 0; touch /v/seen; exit 1"]
          volumeMounts: [{name: v, mountPath: /v}]
        containers:
        - name: c
          image: nginx
      """
    When the manifest is created
    Then within 10s pod "p" is "1/1 Running"
    And container "i" has started 2 times

  @claim-127 @holds @doc-D
  Scenario: kubectl exec enters the first container of a pod when none is named
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: nginx-container
          image: nginx
        - name: content-container
          image: alpine
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl exec p -- ls /usr/share/nginx/html`
    Then it prints "Defaulted container \"nginx-container\" out of: nginx-container, content-container"
    And it prints "index.html"

  @claim-018 @holds @doc-A
  Scenario: A pod is ready when all its containers are
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: a
          image: nginx
        - name: b
          image: nginx
          command: [sleep, "3600"]
          readinessProbe: {exec: {command: [test, -e, /tmp/ready]}, periodSeconds: 2}
      """
    When the manifest is created
    And 5s pass
    Then pod "p" is "1/2 Running"
    And condition "Ready" of pod "p" is "False"
    When I run `kubectl exec p -c b -- touch /tmp/ready`
    Then within 5s condition "Ready" of pod "p" is "True"

  @claim-128 @differs @doc-D
  Scenario: An ephemeral container shares the network and the storage of the pod
    It shares the network. Volumes are mounted only where its own entry says so, and kubectl debug writes none.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        volumes: [{name: shared, emptyDir: {}}]
        containers:
        - name: nginx
          image: nginx
          volumeMounts: [{name: shared, mountPath: /shared}]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl exec p -- touch /shared/file`
    And I run `kubectl debug p --image=busybox:1.28 -c debugger -- sh -c "wget -qO- localhost; ls /shared"`
    Then within 5s the log of container "debugger" contains "Welcome to nginx!"
    And within 5s the log of container "debugger" contains "ls: /shared: No such file or directory"
