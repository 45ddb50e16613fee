Feature: What containers leave behind, in the words that people choose

  Scenario: Runs, ends and restarts
    Given a manifest "crash.yaml"
    When the manifest is created
    And container "app" has ended
    Then container "app" has run once
    And container "app" ran exactly once
    And container "app" ran for 5s
    And container "app" lasted about 5s
    And container "app" exits with code 1
    And container "app" failed with exit code 1
    And container "app" is not running
    And the restart count of container "app" is 0
    And no container was restarted
    And container "app" has not restarted
    And container "app" is never killed
    And container "app" logs "starting"
    And the log of container "app" has 2 lines
    And the log of container "app" ends with "fatal error"
    And the logs of pod "crasher" do not contain "panic"
    And the log of container "app" is:
      """
      starting
      fatal error
      """
    When pod "crasher" is in CrashLoopBackOff
    Then container "app" is waiting
    And the image of container "app" is "busybox:1.36"
    And pod "crasher" is "CrashLoopBackOff" or "Error"
    And pod "crasher" is running but not ready
    And pod "crasher" has the events:
      | TYPE    | REASON  | MESSAGE            |
      | Normal  | Started |                    |
      | Warning | BackOff | Back-off restarting |
    And there is a warning event "BackOff"
    And there is an event "Pulled" with the message "already present on machine"
    And there is an event "BackOff" for pod "crasher" with message "restarting failed container"
    And pod "crasher" has an event "Created" whose message contains "created"

  Scenario: Init containers
    Given the manifest "init.yaml"
    And services "myservice" and "mydb" are missing
    When the manifest is created
    And pod "myapp-pod" is "Init:0/2"
    Then container "myapp-container" never starts
    And service "mydb" is missing
    When service "myservice" is created
    Then eventually init container "init-myservice" has completed
    And within 1m pod "myapp-pod" shows "Init:1/2"
    And service "mydb" is absent
    When services "mydb" exist
    Then eventually container "myapp-container" is running
    And container "myapp-container" is started after init container "init-mydb"

  Scenario: A pod that ends
    Given a pod "once" with image "busybox:1.36"
    And container "once" works for 5s
    When the pod is created
    Then within 30s pod "once" is Completed
    And container "once" has succeeded

  Scenario: The end
    Given the manifest "api.yaml"
    And container "api" ignores SIGTERM
    When the manifest is created
    And deployment "api" is available
    And I delete one pod of deployment "api"
    Then 1 pod of deployment "api" is terminating
    And within 25s there are exactly 3 pods of deployment "api"
    When I delete all pods of deployment "api"
    Then within 2s 3 pods of deployment "api" are terminating
    And within 25s there are exactly 3 pods of deployment "api"

  Scenario: Signals and hooks
    Given the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: deaf}
      spec:
        terminationGracePeriodSeconds: 12
        containers:
        - name: deaf
          image: busybox:1.36
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
          lifecycle: {preStop: {exec: {command: [sleep, "4"]}}}
      """
    When the manifest is created
    And pod "deaf" is running
    And I delete pod "deaf"
    Then pod "deaf" is terminating
    And within 20s pod "deaf" is gone
    And the preStop hook of container "deaf" ran for about 4s
    And container "deaf" received SIGTERM only after the preStop hook has ended
    And container "deaf" received SIGKILL 8s after SIGTERM
    And container "deaf" received the signals "SIGTERM", "SIGKILL" in this order
    And container "deaf" received SIGTERM between 4s and 6s after the deletion
    And container "deaf" was killed between 12s and 14s after the deletion

  Scenario: Probes
    Given the manifest "api.yaml" with these fields
      | field                                                    | value |
      | spec.template.spec.containers[0].startupProbe.tcpSocket.port | 8080  |
      | spec.replicas                                            | 1     |
    When the manifest is created
    And deployment "api" is available
    And 10s pass
    Then the liveness probe of container "api" runs only after its startup probe has succeeded
    And the readiness probe of container "api" ran for the first time between 0s and 20s after its start

  Scenario: Two containers
    Given the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: two}
      spec:
        restartPolicy: Never
        containers:
        - {name: a, image: "busybox:1.36", command: [sh, -c, "sleep 5"]}
        - {name: b, image: "busybox:1.36", command: [sh, -c, "sleep 10; exit 2"]}
      """
    When the manifest is created
    And the pod has ended
    Then container "b" ended 5s after container "a"
    And container "b" ended after container "a" ended
    And container "a" ended before container "b" ended
    And containers "a" and "b" were started in this order
    And the containers "a", "b" ended in this order
    And pods "two" were created in this order
    And pod "two" failed
    And pod "two" has condition PodScheduled
    And pod "two" has no events "Killing"
    And the pod has restarted 0 times

  Scenario: A Job
    Given the manifest "job.yaml"
    When the manifest is created
    And job "migrate" is active
    Then eventually job "migrate" fails with reason "BackoffLimitExceeded"
    And job "migrate" has failed because of "BackoffLimitExceeded"
    And job "migrate" has condition "Failed"
    And there is a warning event "BackoffLimitExceeded"
    And job "migrate" has created 4 pods
