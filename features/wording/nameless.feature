Feature: What is the only one of its kind needs no name

  Background:
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: shop}
      spec:
        initContainers:
        - {name: first, image: "busybox:1.36", command: [sh, -c, "echo one; until nslookup mydb.default.svc.cluster.local; do sleep 2; done"]}
        - {name: second, image: "busybox:1.36", command: [sh, -c, "echo two"]}
        containers:
        - name: shop
          image: example/shop:1
          ports: [{containerPort: 8080}]
          startupProbe: {httpGet: {path: /started, port: 8080}, periodSeconds: 5, failureThreshold: 20}
          livenessProbe: {httpGet: {path: /live, port: 8080}, periodSeconds: 5, initialDelaySeconds: 5}
          lifecycle:
            postStart: {exec: {command: [./register.sh]}}
            preStop: {exec: {command: [./drain.sh]}}
      """

  Scenario: The only pod
    Given service "mydb" is missing
    When the pod is applied
    Then the status is "Init:0/2" after 5s
    And the pod's status is "Init:0/2"
    And the pod's phase is Pending
    And READY is 0/1
    And RESTARTS is 0
    And the pod hangs in Init:0/2
    And container "shop" is in state waiting
    And container "first" is in the state running
    When I create service "mydb"
    Then the status changes to Init:1/2
    And the status changes to PodInitializing
    And the status becomes Running
    And the status went through Init:0/2, Init:1/2, PodInitializing, Running
    And the status went from Init:0/2 to Init:1/2
    And both init containers have completed
    And all the init containers have ended
    And container "first" is in state terminated
    And the log contains "two"
    And the logs do not contain "three"
    And the restart count is 0
    And the number of restarts is 0

  Scenario: The only pod, on its way
    Given the services "mydb" and "other" don't exist
    And the services "shop" and "other" do not exist
    When the pod is deployed
    And service "mydb" is created
    Then the status goes through Init:0/2, Init:1/2, PodInitializing, Running
    And the status changes from PodInitializing to Running

  Scenario: Nothing has begun
    Given image "busybox:1.36" cannot be found
    When the pod is created
    Then the status becomes "Init:ErrImagePull" within 30s
    And no container has started
    And the events "Scheduled", "Pulling" and "Failed" were recorded in this order
    And the events include "Failed", "Pulling"
    And there are at least 1 Pulling events

  Scenario: The only probe of its kind
    Given service "mydb" exists
    And the startup probe fails until 12s
    When the pod is created
    Then the pod becomes ready within 1m
    When 10s pass
    Then the startup probe failed twice
    And the startup probe has succeeded
    And the liveness probe starts after the startup probe has succeeded
    And the liveness probe did not run before the startup probe succeeded
    And the liveness probe did not run before the startup probe had succeeded
    And the liveness probe ran only after the startup probe succeeded
    And the liveness probe never runs before the startup probe succeeded
    When 30s pass
    Then the liveness probe runs every 5s
    When the liveness probe starts failing
    Then within 30s the liveness probe has failed with "503"

  Scenario: The only probe's first run
    Given service "mydb" exists
    When the pod is created
    Then the first startup probe runs at most 5s after the container started
    And the first startup probe ran within 5s after the start of the container
    And the startup probe ran for the first time within 5s after the container started
    And the startup probe ran for the first time within 5s after the start of its container
    And within 30s the liveness probe has always succeeded

  Scenario: The only hooks
    Given service "mydb" exists
    And the pre-stop hook takes 3s
    And the postStart hook takes 2s
    When the pod is created
    And pod "shop" is ready
    Then the postStart hook ran once
    And the postStart hook took 2s
    And the preStop hook never ran
    When the pod is deleted
    Then the preStop hook runs before SIGTERM
    And the termination took between 3s and 6s
    And container "shop" received SIGTERM after the preStop hook had ended

  Scenario: How an app fails
    Given service "mydb" exists
    And container "second" fails 2 times and then succeeds
    And container "shop" always fails
    When the pod is created
    Then the status becomes CrashLoopBackOff within 2m
    And container "second" failed twice

  Scenario: Every time
    Given service "mydb" exists
    And container "shop" crashes every time
    When the pod is created
    Then within 5m the restart count is at least 3

  Scenario: A process that dies
    Given service "mydb" exists
    When the pod is created
    And pod "shop" is ready
    And container "shop" dies
    Then container "shop" ended with exit code 137
