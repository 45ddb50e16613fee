Feature: Restarts, ends and reasons, however they are told

  Scenario: A probe that kills
    Given the manifest "loses-its-file.yaml"
    When the manifest is created
    And 20s pass
    Then container "liveness-exec-container" is started
    And the state of container "liveness-exec-container" is running
    And the liveness probe of container "liveness-exec-container" has always succeeded
    And container "liveness-exec-container" has passed its liveness probe
    And container "liveness-exec-container" passed its liveness probe at least 2 times
    And container "liveness-exec-container" was not killed by its liveness probe
    And no event "Killing" occurs
    And pod "liveness-exec-pod" is never "CrashLoopBackOff"
    When 85s pass
    Then container "liveness-exec-container" has failed its liveness probe
    And container "liveness-exec-container" failed its liveness probe 3 times
    And container "liveness-exec-container" was killed because of its liveness probe
    And container "liveness-exec-container" was restarted because its liveness probe failed
    And pod "liveness-exec-pod" has been restarted
    And the last state of container "liveness-exec-container" is "Terminated"
    And container "liveness-exec-container" was terminated with reason "Error" and exit code 137
    And container "liveness-exec-container" was last terminated with "Error"
    And the last termination reason of container "liveness-exec-container" is "Error"
    And container "liveness-exec-container" was killed with reason "Error"
    And for 30s container "liveness-exec-container" is not restarted again
    And for 10s pod "liveness-exec-pod" is not restarted again
    And these events happened in this order for pod "liveness-exec-pod"
      | Scheduled |
      | Started   |
      | Unhealthy |
      | Killing   |
    And the events of pod "liveness-exec-pod" include
      | TYPE    | REASON    |
      | Normal  | Killing   |
      | Warning | Unhealthy |
    And event "Unhealthy" of pod "liveness-exec-pod" has happened at least 3 times
    And event "BackOff" does not occur

  Scenario: A pod that fails for good
    When I run `kubectl run p --image=busybox:1.28 --restart=Never --overrides='{"spec":{"activeDeadlineSeconds":20}}' -- sleep 100`
    And 10s pass
    Then pod "p" is in the Running phase
    And pod "p" has an IP address
    And the QoS class of pod "p" is "BestEffort"
    And within 1m pod "p" fails with reason "DeadlineExceeded"

  Scenario: From one status to the next
    When I run `kubectl run p --image=busybox:1.28 --restart=Never -- sh -c "echo hello world; sleep 5"`
    Then pod "p" goes from "Running" to "Completed"
    And pod "p" went from "ContainerCreating" to "Running"
    And pod "p" went through these statuses
      | ContainerCreating |
      | Running           |
    And pod "p" has logged "hello"
    And the log of pod "p" is "hello world"
    And the log of container "p" is "hello world"
    And pod "p" is scheduled to node "k8s-node01"
    And `kubectl get pods` shows 1 pod

  Scenario: What keeps a container from its start
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers: [{name: c, image: "nginx:1.28", envFrom: [{secretRef: {name: nope}}]}]
      """
    When the manifest is created
    And 30s pass
    Then container "c" is in "CreateContainerConfigError"
    And the message of container "c" contains "secret \"nope\" not found"
    And containers "c" never start
    And the conditions of pod "p" became True in this order
      | PodScheduled |
      | Initialized  |
    And the conditions of pod "p" are
      | Initialized | True  |
      | Ready       | False |
    And there is no event "Started"

  Scenario: A probe whose answer comes too late
    Given the manifest "shop.yaml"
    And container "shop" takes 5s to answer "/ready"
    When the manifest is created
    And 30s pass
    Then the readiness probe of container "shop" times out
    And pods of deployment "shop" are never ready

  Scenario: Init containers, one after the other
    Given the manifest "two-inits.yaml"
    When the manifest is created
    And 30s pass
    Then init containers "one" and "two" have completed
    And init container "one" ran before init container "two"

  Scenario: A hook, and the stop that it comes before
    Given the manifest "hooked.yaml"
    And container "app" ignores the SIGTERM signal
    When the manifest is created
    And 20s pass
    And I delete pod "hooked" with a grace period of 10s
    Then the preStop hook of container "app" runs before the container is stopped
    And container "app" is killed 5s after SIGQUIT
    And pod "hooked" disappears
    And pod "hooked" took between 10s and 12s to terminate

  Scenario: A hook that fails
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers: [{name: c, image: "nginx:1.28", lifecycle: {postStart: {exec: {command: ["false"]}}}}]
      """
    When the manifest is created
    And 20s pass
    Then the postStart hook of container "c" has failed

  Scenario: A container that ends by itself when it is asked to
    Given pod "web" with image "example.com/web:1" is running
    And container "web" takes 3s to stop
    When pod "web" is deleted with a grace period of 20s
    Then container "web" ends 3s after SIGTERM
    And container "web" ends gracefully
    And container "web" is never killed with SIGKILL
    And pod "web" took less than 7s to shut down

  Scenario Outline: An app that crashes <how>
    Given container "web" <how>
    When I run `kubectl run web --image=example.com/web:1`
    And 1m passes
    Then container "web" has restarted at least 2 times
    And the number of restarts of pod "web" is at least 2
    And the last exit code of container "web" is <code>

    Examples:
      | how                               | code |
      | crashes at once                   | 1    |
      | exits immediately with code 3     | 3    |
      | crashes with code 4 at once       | 4    |
      | crashes with exit code 5 after 2s | 5   |

  Scenario: It fails but once
    Given container "web" exits with code 7 on its first run
    When I run `kubectl run web --image=example.com/web:1`
    And 1m passes
    Then for 5m container "web" is not restarted again
    And container "web" restarted once

  Scenario: A command that ends its session
    When I run `kubectl run p --image=busybox:1.28 --restart=Never -- sleep 10`
    And 5s pass
    And I open a session with `kubectl exec p -- sleep 100`
    And 20s pass
    Then the session ended with exit code 137
    And the session ended with "exit code 137"

  Scenario: No slip of the kubelet passes for another
    Given the manifest "loses-its-file.yaml"
    When the manifest is created
    And 1m45s pass
    Then there is a warning event "Unhealthy" with message "Liveness probe failed"
    And the condition "Ready" of pod "liveness-exec-pod" is "True"
    And the readiness probe of container "liveness-exec-container" has not run
