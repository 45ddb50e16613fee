Feature: What is around a pod, however it is told

  Scenario: Servers outside the cluster
    Given the manifest "asks-outside.yaml"
    And an HTTP server at 192.168.66.99:1234
    When the manifest is created
    And 20s pass
    Then the server at 192.168.66.99:1234 has received a request for "/index.html"
    And the server 192.168.66.99 received "GET /index.html"

  Scenario: A server that comes later
    Given the manifest "asks-outside.yaml"
    And a server listens on 192.168.66.99:1234
    And host 192.168.66.99 is down
    And host 192.168.66.99:1234 is reachable from 1m on
    When the manifest is created
    And 5m pass
    Then pod "lifecycle-httpget-pod" is "1/1 Running"
    And the postStart hook of container "lifecycle-httpget-container" has failed

  Scenario Outline: An image that comes slowly: <how>
    Given <how>
    When I run `kubectl run p --image=example.com/a:1`
    And 20s pass
    Then pod "p" is still "ContainerCreating"
    And pod "p" is running within 15s

    Examples:
      | how                                           |
      | the image "example.com/a:1" takes 30s to pull |
      | pulling image "example.com/a:1" takes 30s     |

  Scenario: A service that goes away
    Given service "db" disappears after 1m
    When I create service "db"
    Then service "db" is of type "ClusterIP"
    And service "db" has no warning event
    And after 2m service "db" does not exist

  Scenario: Endpoints, requests and the pods behind them
    Given the manifest "shop.yaml"
    When the manifest is created
    Then within 30s service "shop" routes to 2 pods
    And service "shop" answers
    And a request to service "shop" succeeds
    And the pods of deployment "shop" run on node "k8s-node01"
    And both pods are ready
    When client "user" sends 20 requests per second to service "shop" for 10s
    And 20s pass
    Then all requests of client "user" are answered with 200
    When I delete one of the pods
    Then within 30s there are 2 ready pods again
    And 3 pods have been created in total
    When a pod of deployment "shop" is deleted
    Then within 30s 4 pods of deployment "shop" have existed
    When I scale deployment "shop" to 0
    Then within 1m 0 pods of deployment "shop" are left
    And a request to service "shop" fails

  Scenario: One pod, and whether it is behind the service
    Given pod "web" with image "example.com/web:1" is running
    When I run `kubectl label pod web app=web`
    And I run `kubectl expose pod web --port=80`
    Then within 5s pod "web" is in the endpoints of service "web"
    When pod "web" is deleted
    Then within 5s pod "web" is not an endpoint of service "web"
    And pod "web" is removed from the endpoints of service "web"

  Scenario: Lost requests, and why
    Given the manifest "shop.yaml"
    When the manifest is created
    And 20s pass
    And client "user" sends 100 requests per second to service "shop"
    And I run `kubectl rollout restart deployment shop`
    And 1m passes
    Then some requests of client "user" are refused

  Scenario: An app that hangs for a while
    Given the manifest "shop.yaml"
    And container "shop" hangs at 1m for 8s
    When the manifest is created
    And 2m pass
    Then container "shop" has failed its liveness probe
    And no container has restarted

  Scenario Outline: An app that <how>
    Given the manifest "shop.yaml"
    And container "shop" <how>
    When the manifest is created
    Then for 30s no pod of deployment "shop" is ready

    Examples:
      | how                 |
      | hangs               |
      | refuses connections |
      | does not listen     |

  Scenario: Rollouts by their image
    Given the manifest "shop.yaml"
    And image "example.com/shop:9" does not exist
    When the manifest is created
    And 20s pass
    And the image of container "shop" of deployment "shop" is set to "example.com/shop:2"
    Then within 2m all pods of deployment "shop" run image "example.com/shop:2"
    When the image of deployment "shop" is changed to "example.com/shop:9"
    And 12m pass
    Then the rollout of deployment "shop" is not complete
    And deployment "shop" has exceeded its progress deadline

  Scenario: One on each node
    Given 2 nodes "a" and "b"
    And the manifest "ds.yaml"
    When the manifest is created
    Then within 30s there is 1 pod of daemonset "agent" on each node
    And each node runs 1 pod of daemonset "agent"

  Scenario: The order of a StatefulSet
    Given the manifest "three-in-order.yaml"
    When the manifest is created
    And 1m passes
    Then the pods were created in this order: "db-0", "db-1", "db-2"

  Scenario: Nodes that come and go
    Given 2 nodes
    When node "k8s-node02" is cut off from the API server
    Then within 1m node "k8s-node02" is not ready
    When node "k8s-node02" is connected again
    Then within 1m node "k8s-node02" is ready
    When node "k8s-node02" shuts down
    Then within 1m node "k8s-node02" is not ready
    When node "k8s-node02" comes back
    Then within 1m node "k8s-node02" is ready

  Scenario: Files that come and go
    Given pod "web" with image "nginx:1.28" is running
    When I touch "/tmp/a" in container "web"
    And file "/tmp/b" is created in container "web"
    Then the file "/tmp/a" exists in container "web"
    When I remove the file "/tmp/a" from container "web"
    And the file "/tmp/b" is deleted from container "web"
    Then the file "/tmp/a" does not exist in container "web"
    And the file "/tmp/b" does not exist in container "web"
    When file "/tmp/c" is created on node "k8s-node01"
    And I run `ls /tmp/c` on node "k8s-node01"
    Then it prints "/tmp/c"
    And `kubectl describe pod web` includes:
      """
      Status:           Running
      """

  Scenario: A manifest that is wrong on purpose
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers: [{name: c, imag: nginx}]
      """
    When I try to create the manifest
    Then it is rejected with "unknown field \"spec.containers[0].imag\""

  Scenario: Some, and not all
    Given the manifest "shop.yaml"
    And image "example.com/shop:9" does not exist
    When the manifest is created
    And 20s pass
    And I run `kubectl set image deployment/shop shop=example.com/shop:9`
    And 1m passes
    Then some pods are ready
    And some pod is not ready

  Scenario: A manifest that a Background gives is given again with other fields
    Given the manifest "shop.yaml"
    And the manifest "shop.yaml" with these fields
      | spec.replicas | 1 |
    When the manifest is created
    And 30s pass
    Then deployment "shop" has 1 ready replica

  Scenario: Manifests that stand in the scenario, by their names
    Given the manifest "settings.yaml":
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {GREETING: hello}
      """
    And the manifest "reader.yaml":
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: reader}
      spec:
        restartPolicy: Never
        containers:
          - name: reader
            image: busybox:1.36
            command: [sh, -c, echo $GREETING]
            envFrom: [{configMapRef: {name: settings}}]
      """
    When the manifests are created
    And 20s pass
    Then the logs of pod "reader" contain "hello"

  Scenario: What is said of a path beside the one that a probe asks for
    Given a manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
          - name: web
            image: example/web:1
            readinessProbe: {httpGet: {path: /ready, port: 80}}
      """
    And container "web" answers 500 on "/readyz"
    When the manifest is created
    And pod "web" becomes ready
    Then a GET of "/readyz" from pod "web" answers 500
