@probe @liveness @A6 @experiment
Feature: A liveness probe that opens a TCP connection
  `liveness-tcp-pod` probes port 80, five seconds after the start of its container at the earliest.

  Background:
    Given the manifest "liveness-tcp-pod.yaml"

  Scenario: the pod lives on while the port is open
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

  Scenario: nginx quits, and the port with it
    When I run `kubectl create -f liveness-tcp-pod.yaml`
    And 40s pass
    And I run `kubectl exec liveness-tcp-pod -- nginx -s quit`
    Then within 4s pod "liveness-tcp-pod" has restarted once
    And for 10m pod "liveness-tcp-pod" stays "1/1 Running"

  Scenario: a port that nobody opens
    Given the manifest "liveness-tcp-pod.yaml" with these fields
      | field                                            | value |
      | spec.containers[0].livenessProbe.tcpSocket.port | 81    |
    When I run `kubectl create -f liveness-tcp-pod.yaml`
    And 145s pass
    Then pod "liveness-tcp-pod" has the event "Unhealthy" with message ":81: connect: connection refused"
    And pod "liveness-tcp-pod" has restarted at least 3 times
    And within 20s pod "liveness-tcp-pod" is "CrashLoopBackOff"
