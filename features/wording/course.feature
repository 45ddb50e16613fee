Feature: How things go on

  Scenario: A state at a time that stands behind it
    Given the manifest "shop.yaml"
    And container "shop" starts serving after 8s
    When the manifest is created
    Then deployment "shop" is not available after 5s
    And all pods of deployment "shop" are ready after 1m
    And deployment "shop" is available at 1m 10s

  Scenario: A deletion at a time
    Given the manifest "static-web.yaml"
    When the manifest is created
    And after 30s pod "static-web" is deleted
    Then within 1m pod "static-web" is gone

  Scenario: A Job that fails each time
    Given the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: import}
      spec:
        backoffLimit: 1
        template:
          spec:
            restartPolicy: Never
            containers:
            - {name: import, image: example/import:1}
      """
    And container "import" crashes after 5s with exit code 1
    When the manifest is created
    And job "import" gives up within 5m
    Then job "import" has failed 2 times
    And job "import" failed twice
    And job "import" eventually fails

  Scenario: A Job that succeeds at last
    Given the manifest "job.yaml"
    And container "migrate" exits with code 0 at once
    When the manifest is created
    Then job "migrate" eventually completes
    And job "migrate" eventually succeeds

  Scenario: A CronJob keeps some of its Jobs
    Given the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: tick}
      spec:
        schedule: "* * * * *"
        successfulJobsHistoryLimit: 2
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers:
                - {name: tick, image: example/tick:1}
      """
    And container "tick" succeeds after 5s
    When the manifest is created
    And 10m pass
    Then cronjob "tick" keeps 2 finished jobs
    And cronjob "tick" has at most 2 completed jobs
    And cronjob "tick" has 2 successful jobs
    And cronjob "tick" has 2 succeeded jobs
    And cronjob "tick" has no failed jobs

  Scenario: A rollout that gets stuck
    Given the following manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        progressDeadlineSeconds: 60
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: web, image: example/web:1}
      """
    And image "example/web:1" does not exist
    When the manifest is created
    Then the rollout of deployment "web" gets stuck
    And the rollout of deployment "web" failed

  Scenario: A registry that is down for a while
    Given image "example/web:1" is not on the node
    And the registry is down
    And a pod "web" with image "example/web:1"
    When the manifest is created
    Then pod "web" is "ErrImagePull" after 10s
    When the registry is up again
    Then within 2m pod "web" is ready

  Scenario: One registry that comes back
    Given image "quay.example.com/team/web:1" is not on the node
    And the registry "quay.example.com" is unreachable
    And a pod "web" with image "quay.example.com/team/web:1"
    When the manifest is created
    And 10s pass
    Then pod "web" is "ErrImagePull"
    When the registry "quay.example.com" comes back
    Then within 2m pod "web" is ready

  Scenario: A pod that StatefulSets make again
    Given a statefulset "db" with 1 replica of image "example/db:1"
    When the manifest is created
    And 1m passes
    And I delete pod "db-0"
    Then within 2m pod "db-0" comes back
    And pod "db-0" was recreated

  Scenario: Killed when its grace period was over
    Given a pod "stubborn" with image "example/app:1"
    And container "stubborn" ignores SIGTERM
    When the manifest is created
    And 10s pass
    And I delete pod "stubborn"
    And 1m passes
    Then SIGTERM was sent to container "stubborn"
    And container "stubborn" was sent SIGKILL
    And container "stubborn" was killed after its grace period
    And container "stubborn" was killed at the end of its grace period
    And container "stubborn" was killed when its grace period ended

  Scenario: In the endpoints, and out of them
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        containers:
        - {name: web, image: example/web:1, ports: [{containerPort: 80}], readinessProbe: {httpGet: {port: 80}, periodSeconds: 5}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    And the readiness probe of container "web" fails at 1m for 30s
    When the manifests are created
    And 30s pass
    Then pod "web" is added to service "web"
    When 45s pass
    Then endpoints of service "web" are empty
    And pod "web" is removed from service "web"
    And within 1m pod "web" is added back to the endpoints of service "web"

  Scenario: Memory that is needed all at once
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hungry}
      spec:
        containers:
        - name: web
          image: example/web:1
          resources: {limits: {memory: 512Mi}}
      """
    And container "web" uses 600Mi of memory after 30s
    When the manifest is created
    Then for 30s container "web" is running
    And container "web" runs out of memory within 10s

  Scenario: Memory that is missing from the beginning
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hungry}
      spec:
        containers:
        - {name: web, image: example/web:1, resources: {limits: {memory: 512Mi}}}
        - {name: cache, image: example/cache:1, resources: {limits: {memory: 1Gi}}}
      """
    And container "web" runs out of memory
    And container "cache" uses 2Gi of memory
    When the manifest is created
    And 10s pass
    Then container "web" ran out of memory
    And container "cache" is OOMKilled
