@claim @probes
Feature: Claims about probes

  @claim-024 @differs @doc-A @doc-D
  Scenario: A failing startup probe is silent and never restarts the container
    It kills the container when its failures reach the threshold, as a liveness probe does.

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
          startupProbe: {httpGet: {path: /nosuch, port: 80}, periodSeconds: 5, failureThreshold: 5}
      """
    When the manifest is created
    Then within 35s pod "p" has restarted 1 time
    And pod "p" has the event "Unhealthy" with message "Startup probe failed: HTTP probe failed with statuscode: 404"
    And pod "p" has the event "Killing" with message "Container c failed startup probe, will be restarted"

  @claim-025 @differs @doc-A
  Scenario: A failing readiness probe is silent
    Each failure is an event, and READY goes down when they reach the threshold.

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
          readinessProbe: {httpGet: {path: /index.html, port: 80}, periodSeconds: 3}
      """
    When the manifest is created
    Then within 5s pod "p" is "1/1 Running"
    When I run `kubectl exec p -- rm /usr/share/nginx/html/index.html`
    Then within 12s pod "p" is "0/1 Running"
    And pod "p" has the event "Unhealthy" with message "Readiness probe failed: HTTP probe failed with statuscode: 404"
    And condition "Ready" of pod "p" is "False" with reason "ContainersNotReady"
    And pod "p" has never restarted

  @claim-026 @differs @doc-B
  Scenario: A failed liveness probe kills and restarts the pod
    It restarts one container. The pod, its address and its other containers stay.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: sick
          image: nginx:1.17.1
          livenessProbe: {httpGet: {path: /nosuch, port: 80}, periodSeconds: 3}
        - name: healthy
          image: busybox:1.28
          command: [sleep, "3600"]
      """
    When the manifest is created
    Then within 20s container "sick" has started 2 times
    And container "healthy" has started once
    And the sandbox of pod "p" was made once
    And pod "p" has always had the same address

  @claim-027 @differs @doc-C
  Scenario: Three failures of a liveness probe end in CrashLoopBackOff
    They end in a restart, and the first restarts come without a pause. The pauses begin when they get longer than the runs.

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
          livenessProbe: {tcpSocket: {port: 8080}, initialDelaySeconds: 5, periodSeconds: 3}
      """
    When the manifest is created
    Then within 20s pod "p" has restarted 1 time
    And for 15s pod "p" is "1/1 Running"
    And within 2m pod "p" is "CrashLoopBackOff"

  @claim-028 @holds @doc-A @doc-B @doc-C @doc-E
  Scenario Outline: An HTTP probe succeeds with any status from 200 to 399: <status>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: example.com/app:1
          ports: [{containerPort: 80}]
          readinessProbe: {httpGet: {path: /health, port: 80}, periodSeconds: 2}
      """
    And container "c" answers "/health" with status <status>
    When the manifest is created
    And 10s pass
    Then pod "p" is "<ready>"

    Examples:
      | status | ready |
      | 200    | 1/1   |
      | 204    | 1/1   |
      | 399    | 1/1   |
      | 400    | 0/1   |
      | 500    | 0/1   |

  @claim-029 @differs @doc-A
  Scenario: Any answer but 200 fails an HTTP probe
    The same document says elsewhere what is right: everything from 200 to 399 succeeds.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: example.com/app:1
          ports: [{containerPort: 80}]
          livenessProbe: {httpGet: {path: /health, port: 80}, periodSeconds: 2}
      """
    And container "c" answers "/health" with status 204
    When the manifest is created
    Then within 5s pod "p" is "1/1 Running"
    And for 5m pod "p" has restarted 0 times

  @claim-030 @differs @doc-D
  Scenario: READY turns 1/1 when the liveness probe succeeds
    Liveness has no influence on READY: without a readiness probe a container is ready as soon as it runs.

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
          livenessProbe: {httpGet: {path: /abc.html, port: 80}, periodSeconds: 10, failureThreshold: 10}
      """
    When the manifest is created
    Then within 3s pod "p" is "1/1 Running"
    And for 80s pod "p" stays "1/1 Running"
    And pod "p" has the event "Unhealthy" with message "Liveness probe failed"

  @claim-031 @differs @doc-D
  Scenario: The liveness probe of the manifest runs every 5 seconds and gives up after 5 tries
    The manifest says 10 seconds and 10 tries: the container is killed after a hundred seconds.

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
          livenessProbe: {httpGet: {path: /abc.html, port: 80}, periodSeconds: 10, successThreshold: 1, failureThreshold: 10}
      """
    When the manifest is created
    Then within 5s pod "p" is "Running"
    And for 90s container "c" has started once
    And within 15s container "c" has started 2 times

  @claim-032 @differs @doc-B @doc-D
  Scenario: A container whose liveness probe fails restarts at once
    The process has its grace period first: a shell that ignores SIGTERM runs for 30 seconds more.

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
          command: [sh, -c, "touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600"]
          livenessProbe: {exec: {command: [cat, /tmp/healthy]}, initialDelaySeconds: 5, periodSeconds: 5}
      """
    When the manifest is created
    Then within 50s pod "p" has the event "Killing" with message "Container c failed liveness probe, will be restarted"
    And for 29s pod "p" has restarted 0 times
    And within 3s pod "p" has restarted 1 time
    And the last state of container "c" is terminated with exit code 137

  @claim-033 @differs @doc-E
  Scenario: A liveness probe that always fails shows two restarts after 3m19s
    With the default figures it is five: four without a pause, one after CrashLoopBackOff.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: nginx
          image: nginx:1.17.1
          livenessProbe: {exec: {command: [/bin/cat, /tmp/hello.txt]}}
      """
    When the manifest is created
    And 3m19s pass
    Then pod "p" has restarted at least 4 times
    And pod "p" has restarted at most 5 times
    And pod "p" has shown "CrashLoopBackOff"

  @claim-034 @holds @doc-A @doc-C
  Scenario: When a probe can't be carried out nothing happens
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
          livenessProbe: {exec: {command: [/nosuch]}, periodSeconds: 2}
      """
    When the manifest is created
    Then for 5m pod "p" has restarted 0 times
    And pod "p" has the event "Unhealthy" with message "Liveness probe errored"

  @claim-035 @holds @doc-C
  Scenario: A failed readiness probe takes the pod out of its service and restarts nothing
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
        - name: b
          image: busybox:1.28
          command: [sleep, "3600"]
          readinessProbe: {exec: {command: ["false"]}, periodSeconds: 2}
      """
    When the manifest is created
    Then within 5s pod "p" is "1/2 Running"
    And for 10m pod "p" stays "1/2 Running"
    And pod "p" has never restarted

  @claim-036 @holds @doc-A @doc-C @doc-D @doc-E
  Scenario Outline: The default of <field> is <value>
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
          livenessProbe: {tcpSocket: {port: 80}}
      """
    When the manifest is created
    Then the field "spec.containers[0].livenessProbe.<field>" of pod "p" is "<value>"

    Examples:
      | field            | value |
      | periodSeconds    | 10    |
      | timeoutSeconds   | 1     |
      | successThreshold | 1     |
      | failureThreshold | 3     |

  @claim-037 @holds @doc-A @doc-C @doc-D
  Scenario: The successThreshold of liveness and startup probes must be 1
    Given the file "p.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          livenessProbe: {tcpSocket: {port: 80}, successThreshold: 2}
          startupProbe: {tcpSocket: {port: 80}, successThreshold: 2}
      """
    When I run `kubectl create -f p.yaml`
    Then it fails with "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1"
    And it fails with "spec.containers[0].startupProbe.successThreshold: Invalid value: 2: must be 1"

  @claim-038 @holds @doc-A
  Scenario: Liveness and readiness probes begin when the startup probe has succeeded
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
          startupProbe: {httpGet: {path: /started, port: 80}, periodSeconds: 2, failureThreshold: 100}
          livenessProbe: {exec: {command: ["false"]}, periodSeconds: 2}
      """
    When the manifest is created
    Then for 1m pod "p" has restarted 0 times
    When I run `kubectl exec p -- touch /usr/share/nginx/html/started`
    Then within 12s pod "p" has restarted 1 time
