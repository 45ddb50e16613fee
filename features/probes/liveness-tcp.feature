@probe @liveness @experiment
Feature: A liveness probe that opens a TCP connection
  `liveness-tcp-pod` probes port 80, five seconds after the start of its container at the earliest. The Deployment of
  the second document probes 8080, where its nginx does not listen.

  @A6
  Scenario: the pod lives on while the port is open
    Given the manifest "liveness-tcp-pod.yaml"
    When I run `kubectl create -f liveness-tcp-pod.yaml`
    And 40s pass
    Then `kubectl get pod` shows
      | NAME             | READY | STATUS  | RESTARTS | AGE |
      | liveness-tcp-pod | 1/1   | Running | 0        | 40s |
    And for 1h pod "liveness-tcp-pod" stays "1/1 Running"
    And the first liveness probe of container "liveness-tcp-container" runs between 5s and 16s after its start
    And the liveness probe of container "liveness-tcp-container" runs every 10s
    And the liveness probe of container "liveness-tcp-container" has never failed
    And pod "liveness-tcp-pod" has never restarted

  @A6
  Scenario: nginx quits, and the port with it
    Given the manifest "liveness-tcp-pod.yaml"
    When I run `kubectl create -f liveness-tcp-pod.yaml`
    And 40s pass
    And I run `kubectl exec liveness-tcp-pod -- nginx -s quit`
    Then within 4s pod "liveness-tcp-pod" has restarted once
    And for 10m pod "liveness-tcp-pod" stays "1/1 Running"

  @A6
  Scenario: a port that nobody opens
    Given the manifest "liveness-tcp-pod.yaml" with these fields
      | field                                            | value |
      | spec.containers[0].livenessProbe.tcpSocket.port | 81    |
    When I run `kubectl create -f liveness-tcp-pod.yaml`
    And 145s pass
    Then pod "liveness-tcp-pod" has the event "Unhealthy" with message ":81: connect: connection refused"
    And pod "liveness-tcp-pod" has restarted at least 3 times
    And within 20s pod "liveness-tcp-pod" is "CrashLoopBackOff"

  @C3 @claim
  Scenario: nginx listens on 80 and is probed on 8080
    Given the manifest "nginx-deployment-8080.yaml"
    When I run `kubectl create -f nginx-deployment-8080.yaml`
    And 5m pass
    Then the liveness probe of container "ng-deploy-80" has failed with ":8080: connect: connection refused"
    And the liveness probe of container "ng-deploy-80" has never succeeded
    And the first liveness probe of container "ng-deploy-80" runs between 4s and 9s after its start
    And each finished run of container "ng-deploy-80" lasted between 10s and 15s
    And container "ng-deploy-80" started again after pauses of at least 0s, 0s, 0s, 20s
    And container "ng-deploy-80" paused shorter than 2s before start 2
    And container "ng-deploy-80" paused shorter than 2s before start 3
    And container "ng-deploy-80" paused shorter than 2s before start 4
    And container "ng-deploy-80" has started at least 5 times
    And container "ng-deploy-80" last ended with exit code 0
    And `kubectl get pods` prints "nginx-deployment-"
    And `kubectl get deployment nginx-deployment -o wide` prints "nginx:1.17.5"
