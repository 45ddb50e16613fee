@probe @liveness
Feature: A liveness probe that runs a command restarts a container whose command fails
  The main process of these pods is a shell, and a shell that is process 1 takes no notice of SIGTERM. So each restart
  costs the whole grace period of thirty seconds.

  @claim-062 @A5 @experiment
  Scenario: the file disappears after a minute
    Given the manifest "liveness-exec-pod.yaml"
    When I run `kubectl create -f liveness-exec-pod.yaml`
    Then pod "liveness-exec-pod" shows "1/1 Running" at 4s
    And pod "liveness-exec-pod" shows "1/1 Running" at 101s
    And pod "liveness-exec-pod" has restarted once
    And `kubectl describe pod liveness-exec-pod` prints "exec [test -e /tmp/live] delay=1s timeout=1s period=3s #success=1 #failure=3"
    And container "liveness-exec-container" last ended with exit code 137
    And container "liveness-exec-container" last ended with reason "Error"
    And pod "liveness-exec-pod" shows "1/1 Running" at 300s
    And pod "liveness-exec-pod" has taken this course
      | AGE          | READY | STATUS            | RESTARTS |
      | 0s           | 0/1   | Pending           | 0        |
      | 0s           | 0/1   | ContainerCreating | 0        |
      | 0s to 3s     | 1/1   | Running           | 0        |
      | 96s to 101s  | 1/1   | Running           | 1        |
      | 194s to 201s | 1/1   | Running           | 2        |
      | 291s to 300s | 1/1   | Running           | 3        |
    And each finished run of container "liveness-exec-container" lasted between 96s and 100s
    And pod "liveness-exec-pod" has the event "Unhealthy" with message "Liveness probe failed:" 9 times
    And pod "liveness-exec-pod" has the event "Killing" with message "Container liveness-exec-container failed liveness probe, will be restarted" 3 times
    And pod "liveness-exec-pod" has no event "BackOff"

  @A5 @experiment
  Scenario: describe tells about the container before
    Given the manifest "liveness-exec-pod.yaml"
    When I run `kubectl create -f liveness-exec-pod.yaml`
    And 110s pass
    Then `kubectl get pod liveness-exec-pod` shows
      | NAME              | READY | STATUS  | RESTARTS |
      | liveness-exec-pod | 1/1   | Running | *        |
    When I run `kubectl describe pod liveness-exec-pod`
    Then it prints "Last State:     Terminated"
    And it prints "Reason:       Error"
    And it prints "Exit Code:    137"
    And it prints "Restart Count:  1"

  @A5 @experiment
  Scenario: the runtime has kept the first container and needed one sandbox
    Given the manifest "liveness-exec-pod.yaml"
    When I run `kubectl create -f liveness-exec-pod.yaml`
    And 110s pass
    Then container "liveness-exec-container" has started twice
    And the sandbox of pod "liveness-exec-pod" was made once

  @D12 @B3 @experiment
  Scenario Outline: nothing for thirty seconds, then three failures and a restart, with <image>
    Given the manifest "<manifest>"
    When I run `kubectl create -f <manifest>`
    Then pod "liveness-exec" shows "1/1 Running" at 30s
    And pod "liveness-exec" has no event "Unhealthy"
    And pod "liveness-exec" shows "1/1 Running" at 36s
    And pod "liveness-exec" has the event "Unhealthy" with message "Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory" once
    And pod "liveness-exec" shows "1/1 Running" at 60s
    And pod "liveness-exec" has the event "Unhealthy" 3 times
    And pod "liveness-exec" has the event "Killing" with message "Container liveness failed liveness probe, will be restarted" once
    And pod "liveness-exec" has never restarted
    And pod "liveness-exec" shows "1/1 Running" at 231s
    And pod "liveness-exec" has taken this course
      | AGE          | READY | STATUS            | RESTARTS |
      | 0s           | 0/1   | Pending           | 0        |
      | 0s           | 0/1   | ContainerCreating | 0        |
      | 0s to 3s     | 1/1   | Running           | 0        |
      | 70s to 77s   | 1/1   | Running           | 1        |
      | 140s to 153s | 1/1   | Running           | 2        |
      | 210s to 230s | 1/1   | Running           | 3        |
    And each finished run of container "liveness" lasted between 70s and 76s
    And container "liveness" last ended with exit code 137

    Examples:
      | image   | manifest                   |
      | busybox | liveness-exec-busybox.yaml |
      | alpine  | liveness-exec-alpine.yaml  |

  @C4 @experiment
  Scenario: redis answers its own client
    Given the manifest "redis-deployment.yaml"
    When I run `kubectl create -f redis-deployment.yaml`
    And 5s pass
    Then `kubectl get deployment redis-deployment` shows
      | NAME             | READY | UP-TO-DATE | AVAILABLE |
      | redis-deployment | 1/1   | 1          | 1         |
    And for 10m container "redis-deploy-6379" is running
    And the liveness probe of container "redis-deploy-6379" has never failed
    And the liveness probe of container "redis-deploy-6379" runs every 3s
    And the first liveness probe of container "redis-deploy-6379" runs between 4s and 9s after its start
    And container "redis-deploy-6379" has never restarted

  @C4 @experiment
  Scenario: a redis that is shut down is started again
    Given the manifest "redis-deployment.yaml"
    When I run `kubectl create -f redis-deployment.yaml`
    And 35s pass
    And I run `kubectl exec deploy/redis-deployment -- redis-cli shutdown nosave`
    Then its exit code is 137
    And within 4s container "redis-deploy-6379" has started twice
    And container "redis-deploy-6379" last ended with exit code 0
    And for 5m container "redis-deploy-6379" is running
