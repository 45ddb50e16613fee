Feature: What happens at some moment of the story

  Background:
    Given a Kubernetes cluster with 2 nodes
    And the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: web
          image: example/web:1
          readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5, failureThreshold: 1}
        - name: api
          image: example/api:1
          livenessProbe: {grpc: {port: 9000}, periodSeconds: 5}
      """

  Scenario: A readiness probe that fails and recovers
    When the manifest is created
    And I wait for pod "web" to become ready
    And the readiness probe of container "web" starts failing
    Then pod "web" becomes unready within 10s
    When the readiness probe of container "web" recovers
    Then pod "web" becomes ready within 10s
    When the readiness probe starts to fail
    And ten seconds pass
    Then pod "web" is not ready
    When the readiness probe succeeds again
    And ten seconds pass
    Then pod "web" is ready
    When the readiness probe starts failing
    And ten seconds pass
    And the readiness probe recovers
    And ten seconds pass
    Then pod "web" is ready

  Scenario: A liveness probe over gRPC that fails
    When the manifest is created
    And 10s pass
    And the liveness probe of container "api" starts to fail
    Then within 30s container "api" was killed by its liveness probe
    When the liveness probe of container "api" succeeds again
    And five minutes pass
    Then container "api" is running

  Scenario Outline: An app that <does> when it has run for a while
    When the manifest is created
    And 10s pass
    And container "web" <does>
    Then within 10s pod "web" is not ready

    Examples:
      | does                  |
      | becomes unresponsive  |
      | stops serving         |
      | closes its port       |

  Scenario Outline: An app that <ends>
    Given container "web" <ends>
    When the manifest is created
    And 10s pass
    And I delete pod "web"
    Then container "web" <ended>

    Examples:
      | ends                               | ended                                  |
      | does not handle SIGTERM            | is killed after its grace period       |
      | does not react to SIGTERM          | is killed after its grace period       |
      | shuts down in 10s                  | ended 10s after SIGTERM                |
      | exits immediately on SIGTERM       | ended with exit code 143 within 2s     |
      | stops at once on SIGTERM           | ended with exit code 143 within 2s     |
      | exits with code 3 on SIGTERM       | ended with exit code 3 within 2s       |

  Scenario Outline: An app that <answers>
    Given container "web" <answers>
    When the manifest is created
    And 10s pass
    Then pod "web" is not ready

    Examples:
      | answers                      |
      | responds in 2s               |
      | takes 2s to respond          |
      | opens its port after 20s     |
      | listens on its port after 20s |

  Scenario: A node that goes and comes
    When the manifest is created
    And 10s pass
    And the node of pod "web" is rebooted
    Then within 2m pod "web" is ready
    When node "k8s-node01" goes down
    And 2m pass
    And node "k8s-node01" recovers
    Then within 2m node "k8s-node01" is ready

  Scenario: An upgrade
    Given a deployment "shop" with 2 replicas of image "example/shop:1"
    When the manifests are created
    And 20s pass
    And I upgrade deployment "shop" to "example/shop:2"
    Then within 1m deployment "shop" runs image "example/shop:2"
