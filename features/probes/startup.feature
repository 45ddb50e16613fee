@probe @startup
Feature: A startup probe says when a container has started

  @D14 @experiment
  Scenario Outline: the file appears on the node in time, in <release>
    Given the manifest "exec-start-up.yaml"
    When I run `kubectl create -f exec-start-up.yaml`
    Then pod "exec-start-up" shows "0/1 Running" at 15s
    And the startup probe of container "nginx-start-up" has failed at least 2 times
    When I run `echo a > /dongguo/tmp/a.txt` on node "k8s-node01"
    Then within 6s the startup probe of container "nginx-start-up" has succeeded once
    And within <ready> pod "exec-start-up" is "1/1 Running"
    And for 10m pod "exec-start-up" stays "1/1 Running"
    And the startup probe of container "nginx-start-up" runs every 5s
    And the startup probe of container "nginx-start-up" has succeeded once
    And pod "exec-start-up" has never restarted

    Examples: the success is acted upon at once
      | release | ready |
      | 1.36    | 1s    |

    @k8s-1.20
    Examples: READY waits for the next regular sync of the pod
      | release | ready |
      | 1.20    | 92s   |

  @D14 @experiment @claim
  Scenario: a file that never appears costs a restart after five failures
    Given the manifest "exec-start-up.yaml"
    When I run `kubectl create -f exec-start-up.yaml`
    And 40s pass
    Then pod "exec-start-up" has taken this course
      | AGE        | READY | STATUS            | RESTARTS |
      | 0s         | 0/1   | Pending           | 0        |
      | 0s         | 0/1   | ContainerCreating | 0        |
      | 0s to 2s   | 0/1   | Running           | 0        |
      | 24s to 27s | 0/1   | Running           | 1        |
    And pod "exec-start-up" has the event "Unhealthy" with message "Startup probe failed: cat: "
    And pod "exec-start-up" has the event "Killing" with message "Container nginx-start-up failed startup probe, will be restarted"
    When 5m pass
    Then pod "exec-start-up" has shown "CrashLoopBackOff"
    And pod "exec-start-up" has never shown "1/1"

  @D15 @experiment
  Scenario Outline: the page is there from the beginning, in <release>
    Given the manifest "nginx-start-probe.yaml"
    When I run `kubectl create -f nginx-start-probe.yaml`
    Then pod "nginx-start-probe" shows "0/1 Running" at 4s
    When 120s pass
    Then pod "nginx-start-probe" has taken this course
      | AGE      | READY | STATUS            | RESTARTS |
      | 0s       | 0/1   | Pending           | 0        |
      | 0s       | 0/1   | ContainerCreating | 0        |
      | 0s to 3s | 0/1   | Running           | 0        |
      | <ready>  | 1/1   | Running           | 0        |
    And the first startup probe of container "nginx-start-up" runs between 4s and 11s after its start
    And the startup probe of container "nginx-start-up" has run once
    And the log of container "nginx-start-up" contains "GET / HTTP/1.1" once
    And the log of container "nginx-start-up" contains "kube-probe/<release>" once

    Examples: READY follows at once
      | release | ready     |
      | 1.36    | 4s to 11s |

    @k8s-1.20
    Examples: READY follows with the next regular sync of the pod
      | release | ready      |
      | 1.20    | 60s to 95s |
