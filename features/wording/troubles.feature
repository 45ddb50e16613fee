Feature: What goes wrong, in the words of those who tell of it

  Background:
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        initContainers:
        - {name: migrate, image: example/migrate:1}
        containers:
        - name: web
          image: example/web:1
          ports: [{name: http, containerPort: 8080}]
          readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 5}
          livenessProbe: {tcpSocket: {port: http}, periodSeconds: 5}
          lifecycle:
            postStart: {exec: {command: [./register.sh]}}
            preStop: {httpGet: {path: /drain, port: http}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
      """

  Scenario: An init container that fails twice
    Given container "migrate" fails twice
    When the manifest is created
    And container "migrate" fails
    Then pod "web" becomes ready within 1m
    And container "migrate" failed 2 times
    And container "migrate" completes

  Scenario: An init container that fails the first three times
    Given container "migrate" fails the first 3 times
    When the manifest is created
    Then pod "web" becomes ready within 2m
    And container "migrate" crashed 3 times

  Scenario: An init container that takes its time
    Given container "migrate" takes 40s to complete
    When the manifest is created
    Then pod "web" is "Init:0/1" after 30s
    And within 20s container "migrate" succeeds

  Scenario: An init container that succeeds, and an app that does not
    Given container "migrate" succeeds
    And container "web" crashes on startup
    When the manifest is created
    Then within 1m pod "web" is "CrashLoopBackOff"
    And container "web" has failed
    And container "web" crashed

  Scenario: An app that crashes, and is killed
    When the manifest is created
    And I wait for pod "web" to become ready
    And container "web" crashes
    Then container "web" ended with exit code 1
    When 30s pass
    And container "web" is killed
    And 1m passes
    And I kill container "web"
    And 1m passes
    And the process of container "web" dies
    And 2m pass
    Then container "web" has restarted 4 times
    And container "web" was killed

  Scenario: An app that crashes every two minutes
    Given container "web" crashes every 2m
    When the manifest is created
    And 10m pass
    Then container "web" has restarted at least 4 times

  Scenario: An app that ends well
    Given container "web" exits successfully after 20s
    When the manifest is created
    And 30s pass
    Then container "web" ended with exit code 0

  Scenario: An app that deadlocks
    Given container "web" deadlocks after 1m
    When the manifest is created
    And 2m pass
    Then pod "web" is not ready
    # A port that is open answers its probe, whoever hangs behind it
    And container "web" has never restarted

  Scenario: An app that stops responding
    Given container "web" stops responding after 1m
    When the manifest is created
    And 2m pass
    Then the readiness probe of container "web" failed at least 3 times

  Scenario: A readiness probe that never succeeds
    Given the readiness probe of container "web" never succeeds
    When the manifest is created
    And 5m pass
    Then pod "web" is never ready

  Scenario: Said without the container, which is the only one
    Given the readiness probe fails
    When the manifest is created
    And 5m pass
    Then pod "web" is never ready

  Scenario: The same in other words
    Given the readiness probe never succeeds
    And the liveness probe of container "web" fails
    When the manifest is created
    And 1m passes
    Then container "web" was killed by its liveness probe
    And pod "web" is never ready

  Scenario: A container that fails its probe
    Given container "web" fails its liveness probe
    When the manifest is created
    And the liveness probe of container "web" fails
    Then within 30s container "web" has restarted

  Scenario: A readiness probe that succeeds at last
    Given the readiness probe succeeds after 1m
    When the manifest is created
    Then pod "web" is not ready after 50s
    And within 30s pod "web" is ready

  Scenario: The same of the probe of a container
    Given the readiness probe of container "web" succeeds only after 1m
    When the manifest is created
    Then pod "web" is not ready after 50s

  Scenario Outline: A readiness probe that <fails>
    Given the readiness probe <fails>
    When the manifest is created
    And 1m 50s pass
    Then pod "web" is not ready

    Examples:
      | fails                |
      | fails after 1m       |
      | fails from 1m to 2m  |
      | fails after 1m for 1m |
      | fails until 3m       |

  Scenario Outline: The readiness probe of a container that <fails>
    Given the readiness probe of container "web" <fails>
    And container "web" fails its liveness probe after 10m for 1m
    When the manifest is created
    And 1m 50s pass
    Then pod "web" is not ready

    Examples:
      | fails               |
      | fails from 1m to 2m |
      | fails until 3m      |

  Scenario: A preStop hook that takes longer than the grace period
    Given the preStop hook of container "web" takes 50s
    When the manifest is created
    And 10s pass
    And I delete pod "web"
    And 1m passes
    Then the preStop hook of container "web" failed
    And container "web" was killed after its grace period

  Scenario: A preStop hook that hangs
    Given the preStop hook of container "web" hangs
    When the manifest is created
    And 10s pass
    And I delete pod "web"
    Then within 40s container "web" is sent SIGKILL

  Scenario: A postStart hook that fails
    Given the postStart hook of container "web" fails
    When the manifest is created
    Then within 1m pod "web" has the event "FailedPostStartHook"

  Scenario: A config map that is missing
    Given config map "settings" is missing
    When the manifest is created
    Then config map "settings" is missing

  Scenario: The only kubelet restarts
    Given a cluster of 1 node
    When the manifest is created
    And 30s pass
    And the kubelet restarts
    And 1m passes
    Then container "web" has never restarted

  Scenario: Users
    When the manifest is created
    And 30s pass
    And users send 10 requests per second to service "web" for 10s
    And 20s pass
    Then fewer than 1% of the requests failed
    And less than 1 request failed

  Scenario Outline: The only hook <does>
    Given the preStop hook <does>
    When the manifest is created
    And 10s pass
    And I delete pod "web"
    And 50s pass
    Then the preStop hook of container "web" failed

    Examples:
      | does      |
      | takes 50s |
      | hangs     |

  Scenario: The only hook fails
    Given the postStart hook fails
    When the manifest is created
    Then within 1m pod "web" has the event "FailedPostStartHook"
