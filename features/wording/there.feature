Feature: What there is and what there is not, in the words that people choose

  Scenario: Pods and other objects by their names
    Given a cluster of 2 nodes
    And there is a service "db"
    And there is no service "cache"
    And a deployment "web" with 2 replicas of image "nginx:1.25"
    When the manifest is created
    And 20s pass
    Then there is a pod "web-*"
    And there is no pod "database"
    And there is a deployment "web"
    And there is no deployment "api"
    And there is a service "db"
    And there is no service "cache"
    And there is a pod of deployment "web"
    And a pod of deployment "web" is ready
    And any pod of deployment "web" is "1/1 Running"
    And all 2 replicas of deployment "web" are available
    And deployment "web" has 2 pods ready
    And 2 pods use image "nginx:1.25"
    And there are 2 pods with image "nginx:1.25"
    And no pod runs image "nginx:1.26"
    And never more than 2 pods of deployment "web" are running
    And never fewer than 2 pods of deployment "web" were ready
    And the logs of deployment "web" contain "start worker process"
    And the logs of deployment "web" don't contain "shutting down"
    When I run `kubectl delete deployment web`
    Then within 40s there is no deployment "web"
    And within 40s there is no pod "web-*"

  Scenario: A pod that comes again by its name
    Given a statefulset "db" with 1 replica of image "redis:7"
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod db-0`
    And 40s pass
    Then pod "db-0" was created 2 times
    And container "db" was stopped with SIGTERM

  Scenario: Labels and annotations
    Given a deployment "web" with 1 replica of image "nginx:1.25"
    And node "k8s-node01" has label "disk=ssd"
    When the manifest is created
    And 10s pass
    And I run `kubectl label deployment web tier=front`
    And I run `kubectl annotate deployment web kubernetes.io/change-cause="a first try"`
    Then deployment "web" has label "tier"
    And deployment "web" has the annotation "kubernetes.io/change-cause=a first try"
    And node "k8s-node01" has the label "disk=ssd"
    And node "k8s-node01" is not cordoned
    And pod "web-*" has label "app=web"
    When I run `kubectl annotate pod -l app=web note=yes`
    Then pod "web-*" has annotation "note=yes"

  Scenario: A storage class by its bare name
    Given storage class "fast"
    And StorageClass "slow"
    When I run `kubectl get sc -o name`
    Then the output has 2 lines

  Scenario: A Job, as people speak of it
    Given the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: late}
      spec:
        activeDeadlineSeconds: 20
        template:
          spec:
            restartPolicy: Never
            terminationGracePeriodSeconds: 5
            containers: [{name: work, image: busybox:1.36, command: [sleep, "600"]}]
      """
    When the manifest is created
    And 10s pass
    Then job "late" is running
    And within 30s job "late" fails with "DeadlineExceeded"
    And container "work" was killed with SIGKILL
    And there is an event "SuccessfulDelete" containing "Deleted pod: late-"
    And there is an event "DeadlineExceeded" with "Job was active longer than specified deadline"
    And within 30s every job has failed

  Scenario: Jobs of a CronJob
    Given the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: tick}
      spec:
        schedule: "* * * * *"
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers: [{name: tick, image: busybox:1.36, command: [sleep, "90"]}]
      """
    And the time is "2026-01-05T09:00:00Z"
    When the manifest is created
    And 2m10s pass
    Then cronjob "tick" has 2 active jobs
    And within 2m `kubectl get jobs` shows:
      | NAME   | STATUS   | COMPLETIONS |
      | tick-* | Complete | 1/1         |
      | tick-* | Running  | 0/1         |
      | tick-* | Running  | 0/1         |

  Scenario: A sidecar is stopped last
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: shop}
      spec:
        initContainers:
        - {name: proxy, image: nginx:1.25, restartPolicy: Always}
        containers:
        - {name: shop, image: "example/web:1"}
      """
    When the pod is created
    And 10s pass
    And I delete pod "shop"
    Then container "shop" receives SIGTERM less than 2s after the deletion
    Then within 20s container "shop" is terminated
    And within 20s pod "shop" is gone
    And container "shop" is stopped before container "proxy"

  Scenario: A container whose name kubectl makes up
    Given pod "shell" with image "registry.k8s.io/pause:3.9"
    When the pod is created
    And 5s pass
    And I start `kubectl debug -it shell --image=busybox:1.36`
    And 5s pass
    Then ephemeral container "debugger-*" is running

  Scenario: An app that always answers the same, and drains
    Given a deployment "web" with 1 replica of image "example.com/web:1"
    And container "web" always answers 500 on "/ready"
    And container "web" drains for 5s
    When the manifest is created
    And 10s pass
    And I run `kubectl get pods`
    Then the output shows:
      | NAME  | STATUS  |
      | web-* | Running |

  Scenario: Fields of a manifest in a table without a head
    Given the manifest "ds.yaml" with these fields:
      | spec.updateStrategy.type | OnDelete |
    When the manifest is created
    And 10s pass
    Then `kubectl get daemonsets -o jsonpath='{.items[0].spec.updateStrategy.type}'` prints "OnDelete"
