@rules @traffic
Feature: Where a Service sends its clients

  Scenario: a pod that is not ready gets no traffic, unless the Service wants it
    Given the manifest "pod.yaml" with these fields
      | field                             | value                                      |
      | spec.containers[0].readinessProbe | {httpGet: {port: 80, path: /no-such-page}} |
    And the manifest
      """yaml
      apiVersion: v1
      kind: Service
      metadata:
        name: all
      spec:
        publishNotReadyAddresses: true
        selector: {app: p}
        ports:
        - port: 80
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: ready
      spec:
        selector: {app: p}
        ports:
        - port: 80
      """
    When the manifest is created
    And 15s pass
    Then service "all" has 1 endpoint
    And service "ready" has no endpoint
    And the rule "endpoints/publish-not-ready" has acted
    And the rule "endpoints/ready-only" has acted

  Scenario: the last pod serves while it ends
    Given the manifest "pod.yaml" with these fields
      | field                              | value                                        |
      | spec.terminationGracePeriodSeconds | 30                                           |
      | spec.containers[0].lifecycle       | {preStop: {exec: {command: [sleep, "10"]}}}  |
    And the manifest
      """yaml
      apiVersion: v1
      kind: Service
      metadata:
        name: web
      spec:
        selector: {app: p}
        ports:
        - port: 80
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod p --wait=false`
    And 3s pass
    Given a client sends 5 requests per second to service "web"
    When 5s pass
    Then no request to service "web" failed
    And the rule "proxy/terminating-when-none-is-ready" has acted

  Scenario: a client stays with its pod
    Given the manifest "web.yaml"
    When the manifest is created
    And I run `kubectl patch service web -p '{"spec":{"sessionAffinity":"ClientIP"}}'`
    And 10s pass
    Given a client sends 5 requests per second to service "web"
    When 5s pass
    Then no request to service "web" failed
    And the rule "proxy/client-sticks" has acted

  Scenario: a node without a pod of its own drops what may not leave it
    Given a cluster of 2 nodes
    And the manifest "pod.yaml" with these fields
      | field         | value      |
      | spec.nodeName | k8s-node02 |
    And the manifest
      """yaml
      apiVersion: v1
      kind: Service
      metadata:
        name: web
      spec:
        internalTrafficPolicy: Local
        selector: {app: p}
        ports:
        - port: 80
      """
    When the manifest is created
    And 10s pass
    Given a client sends 1 request per second to service "web"
    When 20s pass
    Then every request to service "web" in the last 10s failed
    And the rule "proxy/local-policy-drops" has acted

  Scenario: a port that nobody declared goes nowhere
    Given the manifest "web.yaml"
    And the manifest "pod.yaml" with these fields
      | field                      | value          |
      | spec.containers[0].image   | busybox:1.28   |
      | spec.containers[0].command | [sleep, "600"] |
    When the manifest is created
    And 10s pass
    And I run `kubectl exec p -- wget -T 2 -qO- http://web:81`
    Then it fails with "timed out"
    And the rule "proxy/undeclared-port-is-lost" has acted
