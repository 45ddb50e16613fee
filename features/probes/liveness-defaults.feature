@probe @liveness @experiment @claim
Feature: A liveness probe that never succeeds: four free restarts, then pauses
  The probes of these pods have nothing but a handler, so they run every ten seconds and three failures restart the
  container. nginx ends at once when it is told to: a cycle takes thirty seconds. The pause before a restart begins to
  show when it has grown longer than a cycle. The documents show two restarts after 3m19s; on a real cluster there
  are four or five by then.

  Background:
    Given the namespace "dev"

  Scenario Outline: a probe by <handler> (<id>)
    Given the manifest "<pod>.yaml"
    When I run `kubectl create -f <pod>.yaml`
    And 255s pass
    Then pod "<pod>" in namespace "dev" went through "Pending", "ContainerCreating", "Running", "CrashLoopBackOff", "Running" in this order
    And pod "<pod>" in namespace "dev" has the event "Unhealthy" with message "<message>"
    And pod "<pod>" in namespace "dev" has these events in this order
      | reason    | message                                                     |
      | Scheduled | Successfully assigned dev/<pod> to k8s-node01               |
      | Pulled    | Container image "nginx:1.17.1" already present on machine   |
      | Created   | Container created                                           |
      | Started   | Container started                                           |
      | Unhealthy | Liveness probe failed:                                      |
      | Killing   | Container nginx failed liveness probe, will be restarted    |
      | Created   | Container created                                           |
      | Started   | Container started                                           |
      | BackOff   | Back-off restarting failed container nginx in pod <pod>_dev |
    And the first liveness probe of container "nginx" runs between 9s and 10s after its start
    And the liveness probe of container "nginx" runs every 10s
    And the liveness probe of container "nginx" has never succeeded
    And container "nginx" started again after pauses of at least 0s, 0s, 0s, 0s, 40s
    And container "nginx" paused shorter than 2s before start 5
    And container "nginx" last ended with exit code 0

    @E5
    Examples: a command
      | id | handler         | pod                    | message                                      |
      | E5 | a command       | pod-liveness-exec      | /tmp/hello.txt                              |

    @E6
    Examples: a TCP connection
      | id | handler          | pod                    | message                            |
      | E6 | a TCP connection | pod-liveness-tcpsocket | :8080: connect: connection refused |

    @E7
    Examples: an HTTP request
      | id | handler         | pod                  | message                                |
      | E7 | an HTTP request | pod-liveness-httpget | HTTP probe failed with statuscode: 404 |

  Scenario Outline: the course of <pod> in <release> up to its first pause
    Given the manifest "<pod>.yaml"
    When I run `kubectl create -f <pod>.yaml`
    And 185s pass
    Then pod "<pod>" in namespace "dev" has taken this course
      | AGE      | READY | STATUS            | RESTARTS |
      | 0s       | 0/1   | Pending           | 0        |
      | 0s       | 0/1   | ContainerCreating | 0        |
      | 0s to 3s | 1/1   | Running           | 0        |
      | <first>  | 1/1   | Running           | 1        |
      | <second> | 1/1   | Running           | 2        |
      | <third>  | 1/1   | Running           | 3        |
      | <fourth> | 1/1   | Running           | 4        |
      | <pause>  | 0/1   | CrashLoopBackOff  | 4        |
    And within 30s pod "<pod>" in namespace "dev" is "1/1 Running"
    And pod "<pod>" in namespace "dev" has restarted 5 times

    Examples: probes begin a period after the pod
      | release | pod                    | first      | second     | third      | fourth       | pause        |
      | 1.36    | pod-liveness-exec      | 30s to 32s | 60s to 62s | 90s to 92s | 120s to 122s | 150s to 153s |
      | 1.36    | pod-liveness-tcpsocket | 30s to 32s | 60s to 62s | 90s to 92s | 120s to 122s | 150s to 153s |
      | 1.36    | pod-liveness-httpget   | 30s to 32s | 60s to 62s | 90s to 92s | 120s to 122s | 150s to 153s |

    @k8s-1.20
    Examples: probes begin at a random moment of their period
      | release | pod                    | first      | second     | third      | fourth       | pause        |
      | 1.20    | pod-liveness-exec      | 20s to 32s | 50s to 63s | 80s to 93s | 110s to 124s | 140s to 155s |
      | 1.20    | pod-liveness-tcpsocket | 20s to 32s | 50s to 63s | 80s to 93s | 110s to 124s | 140s to 155s |
      | 1.20    | pod-liveness-httpget   | 20s to 32s | 50s to 63s | 80s to 93s | 110s to 124s | 140s to 155s |

  @E8
  Scenario: the first probe waits for its initial delay
    Given the manifest "pod-liveness-httpget-delay.yaml"
    When I run `kubectl create -f pod-liveness-httpget-delay.yaml`
    Then pod "pod-liveness-httpget" in namespace "dev" shows "1/1 Running" at 29s
    And the liveness probe of container "nginx" has never run
    When 13s pass
    Then the first liveness probe of container "nginx" runs between 29s and 40s after its start
    And for 10m pod "pod-liveness-httpget" in namespace "dev" stays "1/1 Running"
    And the liveness probe of container "nginx" runs every 10s
    And the liveness probe of container "nginx" has never failed
    And `kubectl describe pod pod-liveness-httpget -n dev` prints "http-get http://:80/ delay=30s timeout=5s period=10s #success=1 #failure=3"
