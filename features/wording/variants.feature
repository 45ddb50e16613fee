Feature: The same facts, in the words that come first to mind

  Scenario: Events
    Given the manifest "crash.yaml"
    When the manifest is created
    And 1m passes
    Then pod "crasher" has event "BackOff"
    And pod "crasher" has event "BackOff" at least 2 times
    And pod "crasher" has an event "BackOff" with a message containing "restarting failed container"
    And an event "BackOff" is recorded for pod "crasher"
    And event "BackOff" is emitted about pod "crasher"
    And event BackOff is seen
    And event "BackOff" of pod "crasher" contains "restarting failed container"
    And an event "BackOff" contains "restarting failed container"

  Scenario: Conditions
    Given the manifests "crash.yaml" and "job.yaml"
    When the manifest is created
    And 3m pass
    Then pod "crasher" has condition PodScheduled=True
    And pod "crasher" has condition Ready=False with reason ContainersNotReady
    And job "migrate" has condition "Failed" with reason "BackoffLimitExceeded"
    And job "migrate" has the condition Failed=True
    And job "migrate" has condition Failed=True with reason BackoffLimitExceeded

  Scenario: The condition Ready is no status of kubectl's, and is meant
    Given the manifest "exec-liveness.yaml"
    When the manifest is created
    Then within 30s pod "liveness-exec" is Ready
    And container "liveness" is ready
    When 1m passes
    And I run `kubectl exec liveness-exec -- rm -f /tmp/healthy`
    Then eventually container "liveness" is not ready

  Scenario: Numbers of what a workload has
    Given a manifest "api.yaml"
    When I apply "api.yaml"
    And 30s pass
    Then deployment "api" has 3 pods
    And deployment "api" has 1 replicaset
    And deployment "api" has created 3 pods
    And all pods of deployment "api" are Running
    When I run `kubectl scale deployment api --replicas=0`
    Then within 1m deployment "api" has no pods

  Scenario: Jobs that a CronJob has started
    Given the manifest:
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: tick}
      spec:
        schedule: "* * * * *"
        concurrencyPolicy: Forbid
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers: [{name: tick, image: "busybox:1.36", command: [sleep, "90"]}]
      """
    When the manifest is created
    Then cronjob "tick" has no jobs
    When 90s pass
    Then cronjob "tick" has started 1 job
    And cronjob "tick" has 1 job
    And cronjob "tick" has created 1 pod

  Scenario: Pods of a Job, counted by its status
    Given the manifest "job.yaml"
    And container "migrate" succeeds after 5s
    When the manifest is created
    Then within 30s job "migrate" has 1 running pod
    And within 30s job "migrate" has 1 successful pod

  Scenario: Several pods by name, and their images
    Given a default storage class "standard"
    And the manifest "sts.yaml"
    When the manifest is created
    Then within 2m pods "kv-0", "kv-1" and "kv-2" are ready
    And pod "kv-0" runs image "redis:7"

  Scenario: How a container ended
    Given the manifest "crash.yaml"
    When the manifest is created
    And 10s pass
    Then container "app" last terminated with exit code 1
    And container "app" last exited with code 1
    And container "app" last terminated with reason "Error"

  Scenario: Stop signals
    Given a manifest "api.yaml"
    And container "api" takes 5s to stop
    When I apply "api.yaml"
    And 30s pass
    Then container "api" has not received SIGTERM
    And container "api" did not get SIGKILL
    When I delete one pod of deployment "api"
    And 10s pass
    Then container "api" received SIGTERM
    And container "api" ended about 5s after the deletion

  Scenario: One who does not hear
    Given the manifest "crash.yaml"
    And container "app" ignores SIGTERM
    When the manifest is created
    And 1s passes
    And I run `kubectl delete pod crasher --grace-period=2`
    Then the command takes about 3s
    And the last command succeeds
    And its output contains "deleted"
    And container "app" was killed by SIGKILL

  Scenario: A database that somebody else runs
    Given the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        initContainers:
        - {name: wait, image: "busybox:1.36", command: [sh, -c, "until nc -z db 5432; do echo waiting; sleep 2; done"]}
        containers: [{name: app, image: "nginx:1.25"}]
      """
    And service "db" listens on port 5432 after 30s
    And service "cache" listens on port 6379
    When the manifest is created
    And 25s pass
    Then pod "app" is Init:0/1
    And the log of container "wait" contains "waiting"
    And within 10s pod "app" is Running

  Scenario: The health that gRPC tells
    Given the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: srv}
      spec:
        containers:
        - name: srv
          image: example.com/grpc:1
          ports: [{containerPort: 9000}]
          livenessProbe: {grpc: {port: 9000}, periodSeconds: 5, failureThreshold: 2}
      """
    And the gRPC health of container "srv" is "NOT_SERVING" after 30s
    When the manifest is created
    And 29s pass
    Then the liveness probe of container "srv" has never failed
    And the liveness probe of container "srv" never fails
    And within 30s container "srv" is restarted

  Scenario: Machines by their names, and the time that schedules go by
    Given the nodes "worker-1" and "worker-2"
    And the time is "2026-03-01T11:57:30Z"
    And a manifest "ds.yaml"
    And the manifest:
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: noon}
      spec:
        schedule: "0 12 * * *"
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers: [{name: noon, image: "busybox:1.36", command: [echo, noon]}]
      """
    When the manifest is created
    And 20s pass
    Then there are 2 nodes
    And 1 pod runs on node "worker-2"
    When 2m pass
    Then cron job "noon" has started 0 jobs
    And within 20s cron job "noon" has started 1 job

  Scenario: What is there, and what is not any more
    Given a default storage class "standard"
    And service "other" exists
    And the manifest "sts.yaml"
    When the manifest is created
    And stateful set "kv" is ready
    Then PVC "data-kv-0" exists
    And persistent volume claim "data-kv-1" is Bound
    And service "kv" exists
    And service "other" exists
    When I scale stateful set "kv" to 0
    Then within 2m the pods of statefulset "kv" are gone
    And pvc "data-kv-2" exists

  Scenario: A pod whose image nobody has
    Given the manifest "crash.yaml"
    And image "busybox:1.36" does not exist
    When the manifest is created
    And 1m passes
    Then pod "crasher" never runs
    And within 30s pod "crasher" shows status "ImagePullBackOff"
