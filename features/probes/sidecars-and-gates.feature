@probe
Feature: Probes together, on sidecars, over gRPC, and what else READY needs

  Scenario: three probes of one container
    Given the manifest "three-probes.yaml"
    When I run `kubectl create -f three-probes.yaml`
    Then pod "p" shows "0/1 Running" at 12s
    And pod "p" shows "1/1 Running" at 19s
    And the liveness probe of container "c" never runs before its startup probe has succeeded
    And the readiness probe of container "c" never runs before its startup probe has succeeded
    And the liveness probe of container "c" has never failed
    When I run `kubectl exec p -- rm /tmp/index.html`
    Then within 3s pod "p" is "0/1 Running"
    And pod "p" has never restarted
    And within 12s pod "p" has restarted once
    And pod "p" is "0/1 Running"
    And within 20s pod "p" is "1/1 Running"
    And the startup probe of container "c" has succeeded twice

  Scenario: a sidecar's readiness counts for the pod, its liveness restarts it alone
    Given the manifest "sidecar-with-probes.yaml"
    When I run `kubectl create -f sidecar-with-probes.yaml`
    Then pod "p" shows "1/2 Running" at 8s
    When I run `kubectl exec p -c s -- touch /tmp/ready`
    Then within 3s pod "p" is "2/2 Running"
    When I run `kubectl exec p -c s -- rm /tmp/ready`
    Then within 5s pod "p" is "1/2 Running"
    And pod "p" has never restarted
    When I run `kubectl exec p -c s -- rm /tmp/live`
    Then within 6s container "s" has started twice
    And pod "p" has the event "Killing" with message "Init container s failed liveness probe"
    And for 1m pod "p" stays "1/2 Running"
    And pod "p" has restarted once
    And container "m" has started once

  Scenario: the next init container waits for the startup probe of a sidecar
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        initContainers:
        - name: proxy
          image: registry.example.com/proxy:1.0
          restartPolicy: Always
          ports: [{containerPort: 15021}]
          startupProbe:
            httpGet: {path: /healthz, port: 15021}
            periodSeconds: 2
            failureThreshold: 30
        containers:
        - name: app
          image: nginx:1.17.1
      """
    And container "proxy" needs 20s before it serves
    When the manifest is created
    Then for 19s pod "p" has phase "Pending"
    And pod "p" is "0/2"
    And container "app" has never started
    And within 8s pod "p" is "2/2 Running"
    And the startup probe of container "proxy" has failed at least 8 times
    And the startup probe of container "proxy" has succeeded once

  Scenario: gRPC health decides about READY and about restarts
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: g}
      spec:
        containers:
        - name: c
          image: registry.example.com/grpc-shop:1.0
          ports: [{containerPort: 5000}]
          livenessProbe: {grpc: {port: 5000}, periodSeconds: 3, initialDelaySeconds: 2}
          readinessProbe: {grpc: {port: 5000, service: rdy}, periodSeconds: 2, failureThreshold: 2}
      """
    When the manifest is created
    And 10s pass
    Then pod "g" is "1/1 Running"
    And `kubectl describe pod g` prints "grpc <pod>:5000  delay=2s"
    When the gRPC health of service "rdy" in container "c" is "NOT_SERVING"
    Then within 5s pod "g" is "0/1 Running"
    And pod "g" has the event "Unhealthy" with message 'Readiness probe failed: service unhealthy (responded with "NOT_SERVING")'
    And for 1m pod "g" stays "0/1 Running"
    And pod "g" has never restarted
    When the gRPC health of service "rdy" in container "c" is "SERVING"
    Then within 5s pod "g" is "1/1 Running"
    When the gRPC health of service "" in container "c" is "NOT_SERVING"
    Then within 12s pod "g" has restarted once
    And the liveness probe of container "c" has failed with 'service unhealthy (responded with "NOT_SERVING")'
    And the liveness probe of container "c" has failed 3 times

  Scenario Outline: a gRPC probe of <what> never succeeds
    Given the manifest "nginx-readiness-probe.yaml" with these fields
      | field                             | value                                     |
      | spec.containers[0].readinessProbe | {grpc: {port: <port>}, periodSeconds: 3} |
    When I run `kubectl create -f nginx-readiness-probe.yaml`
    And 30s pass
    Then pod "nginx-readiness-probe" is "0/1 Running"
    And the readiness probe of container "nginx-readiness" has never succeeded
    And pod "nginx-readiness-probe" has the event "Unhealthy" with message "<message>"

    Examples:
      | what                            | port | message                                        |
      | a port that nobody listens on   | 5001 | timeout: failed to connect service             |
      | a web server                    | 80   | Readiness probe failed:                        |

  Scenario: READY of the column is not yet Ready of the pod: a readiness gate
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: p, labels: {app: web}}
      spec:
        readinessGates: [{conditionType: example.com/load-balanced}]
        containers:
        - {name: c, image: "nginx:1.17.1"}
      """
    When the manifest is created
    And 5s pass
    Then pod "p" is "1/1 Running"
    And condition "ContainersReady" of pod "p" is "True"
    And condition "Ready" of pod "p" is "False" with reason "ReadinessGatesNotReady"
    And service "web" has no endpoint
    When I run `kubectl patch pod p --subresource=status -p '{"status":{"conditions":[{"type":"example.com/load-balanced","status":"True"}]}}'`
    Then within 1s condition "Ready" of pod "p" is "True"
    And within 1s service "web" leads to "p"
    When I run `kubectl patch pod p --subresource=status -p '{"status":{"conditions":[{"type":"example.com/load-balanced","status":"False"}]}}'`
    Then within 1s condition "Ready" of pod "p" is "False"
    And within 1s service "web" has no endpoint
    And pod "p" is "1/1 Running"

  Scenario: liveness failures end when the container has been given up
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: Never
        containers:
        - name: c
          image: nginx:1.17.1
          livenessProbe:
            httpGet: {path: /nothing, port: 80}
            periodSeconds: 2
      """
    When the manifest is created
    And 1m passes
    Then the liveness probe of container "c" has failed 3 times
    And container "c" has started once
    And pod "p" has the event "Killing" with message "Stopping container c"

  Scenario: a container that is being restarted isn't probed
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "sleep 3600"]
          livenessProbe:
            exec: {command: ["false"]}
            periodSeconds: 5
            failureThreshold: 2
      """
    When the manifest is created
    And 39s pass
    Then the liveness probe of container "c" has failed twice
    And container "c" has started once
    And within 3s container "c" has started twice
