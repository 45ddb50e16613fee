Feature: An app that listens elsewhere than its manifest says
  Kubernetes never looks whether somebody listens at a containerPort: probes and Services ask where they are told to ask.
  Source: kubernetes.io, Debug Services; Configure Liveness, Readiness and Startup Probes.

  Background:
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: shop, labels: {app: shop}}
      spec:
        containers:
        - name: shop
          image: example/shop:1
          ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]
          readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 5}
          livenessProbe: {tcpSocket: {port: metrics}, periodSeconds: 5}
        - {name: proxy, image: "busybox:1.36", command: [sleep, "3600"]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec: {selector: {app: shop}, ports: [{port: 80, targetPort: http}]}
      """

  Scenario: At the ports of its manifest
    When the manifest is created
    Then within 10s pod "shop" is running and ready
    And pod "shop" gets traffic

  Scenario: At another port, as its configuration says
    Given container "shop" listens on port 3000
    When the manifest is created
    Then pod "shop" is "1/2 Running" after 10s
    And pod "shop" receives no traffic
    And within 30s container "shop" was restarted because its liveness probe failed

  Scenario: At one of them alone
    Given container "shop" only listens on port 9090
    When the manifest is created
    Then for 1m pod "shop" stays "1/2 Running"
    And event "Unhealthy" mentions "connect: connection refused"
    And container "shop" has not restarted

  Scenario: For its own pod alone
    Given container "shop" listens on localhost only
    When the manifest is created
    And 10s pass
    Then pod "shop" is "1/2 Running"
    When I run "wget -qO- http://localhost:8080/" in container "proxy" of pod "shop"
    Then it prints "ok"
    When I run "wget -qO- http://localhost:3000/" in container "proxy" of pod "shop"
    Then it fails with "Connection refused"

  Scenario: One port for its own pod alone, the other for all
    Given container "shop" listens on port 8080 of localhost only
    And container "shop" listens on port 9090
    When the manifest is created
    Then for 1m pod "shop" is not ready
    And container "shop" has not restarted

  Scenario: At one port later than at the other
    Given container "shop" listens on port 9090
    And container "shop" listens on port 8080 after 25s
    When the manifest is created
    Then pod "shop" is not ready after 20s
    And pod "shop" becomes ready within 15s

  Scenario: Another way to say so
    Given container "shop" opens port 8080 after 25s
    And container "shop" listens on port 9090
    When the manifest is created
    Then pod "shop" is not ready after 20s
    And pod "shop" becomes ready within 15s

  Scenario: A port that is never opened
    Given container "shop" does not listen on port 8080
    When the manifest is created
    Then for 1m pod "shop" is not ready

  Scenario: A port that takes no connections
    Given container "shop" refuses connections on port 9090
    When the manifest is created
    Then within 1m container "shop" was restarted by its liveness probe

  Scenario: A port that closes
    Given container "shop" closes port 8080 after 30s
    When the manifest is created
    Then pod "shop" is ready after 20s
    And within 30s pod "shop" is not ready
    And container "shop" has not restarted

  Scenario: A port that takes no connections any more
    Given container "shop" refuses connections on port 8080 after 30s
    When the manifest is created
    Then pod "shop" is ready after 20s
    And within 30s pod "shop" is not ready

  Scenario: A behaviours file says it too
    Given the behaviours:
      """yaml
      containers:
      - container: shop
        ports: [{port: 8080, address: 127.0.0.1}, {port: 9090}]
        refuses: [{port: 9090, from: 30s}]
      """
    When the manifest is created
    Then for 30s pod "shop" is not ready
    And within 30s container "shop" was restarted because its liveness probe failed
