@claim @hooks
Feature: Claims about hooks

  @claim-068 @differs @doc-E
  Scenario: Hooks support exec, tcpSocket and httpGet
    exec, httpGet and (since 1.30) sleep do something. tcpSocket is accepted and always fails.

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
            postStart: {tcpSocket: {port: 80}}
      """
    When the manifest is created
    Then within 60s container "c" waits with reason "PostStartHookError"
    And the postStart hook of container "c" has failed with "invalid handler"

  @claim-069 @version @doc-A
  Scenario: There are two kinds of hooks, exec and httpGet
    Since 1.30 there is a third, sleep.

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
            postStart: {sleep: {seconds: 3}}
      """
    When the manifest is created
    Then within 8s pod "p" is "1/1 Running"
    And the postStart hook of container "c" took about 3s

  @claim-070 @differs @doc-A @doc-E
  Scenario: A postStart httpGet that is answered with 404 fails the container
    Any answer is a success; only a request without an answer fails.

    Given a server at "192.168.66.11" listens on port 1234
    And the server at "192.168.66.11" answers "/index.html" with status 404
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
          lifecycle:
            postStart: {httpGet: {host: 192.168.66.11, path: /index.html, port: 1234}}
      """
    When the manifest is created
    Then within 5s pod "p" is "1/1 Running"
    And the postStart hook of container "c" has succeeded
    And for 5m pod "p" stays "1/1 Running"

  @claim-071 @differs @doc-A
  Scenario: The container begins to stop when the request of its preStop hook has succeeded
    A hook that fails leaves an event, and the stop goes on at once.

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
            preStop: {httpGet: {host: 192.168.66.11, path: /hostname.html, port: 1234}}
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    Then pod "p" has the event "FailedPreStopHook"
    And pod "p" was gone less than 5s after the deletion

  @claim-072 @holds @doc-E
  Scenario: A container whose postStart hook fails is restarted
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
            postStart: {exec: {command: [cat, /tmp/healthy]}}
      """
    When the manifest is created
    Then within 2m container "c" has started at least 3 times
    And pod "p" has shown "CrashLoopBackOff"

  @claim-073 @differs @doc-A
  Scenario: Kubernetes runs a hook before a process of the container starts
    postStart runs beside the process, when the container has started.

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
          lifecycle:
            postStart: {exec: {command: [sleep, "10"]}}
      """
    When the manifest is created
    Then within 5s the postStart hook of container "c" is running
    And container "c" is running

  @claim-074 @differs @doc-E
  Scenario: An httpGet hook asks from inside the container
    The kubelet asks, from the node.

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
            postStart: {httpGet: {host: 192.168.66.11, path: /, port: 1234}}
      """
    And a server at "192.168.66.11" listens on port 1234
    When the manifest is created
    Then within 5s the server at "192.168.66.11" was asked for "/" from node "k8s-node01"

  @claim-075 @version @doc-A
  Scenario: The user agent of a hook is kube-lifecycle and the release
    Since 1.26; before it was Go's own, and the path had a second slash.

    Given Kubernetes 1.29
    And a server at "192.168.66.11" listens on port 1234
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
          lifecycle:
            postStart: {httpGet: {host: 192.168.66.11, path: /index.html, port: 1234}}
      """
    When the manifest is created
    Then within 5s the server at "192.168.66.11" was asked for "/index.html" by "kube-lifecycle/1.29"
