Feature: What those say who run workloads

  Scenario: Workloads of one image
    Given a deployment "web" with image "example/web:1"
    And a statefulset "db" with 2 replicas of image "example/db:1"
    And a daemonset "agent" with image "example/agent:1"
    And a job "work" with image "example/work:1"
    And a cluster of 3 nodes
    When the manifests are created
    Then deployment "web" is available after 30s
    And 1 pod of deployment "web" is available
    And deployment "web" is up to date
    And daemonset "agent" runs on every node
    And daemonset "agent" has a pod on each node
    And daemonset "agent" is up to date
    And statefulset "db" has pods "db-0" and "db-1"
    And pods "db-0" and "db-1" run on different nodes
    And pods are created in order "db-0", "db-1"
    And job "work" succeeded

  Scenario: A CronJob
    Given a cronjob "tick" with schedule "* * * * *" and image "example/tick:1"
    When the manifest is created
    And 2m pass
    Then cronjob "tick" has started a job
    And cronjob "tick" started another job
    And the last job of cronjob "tick" succeeded

  Scenario: A CronJob whose jobs fail
    Given a cronjob "tick" with the schedule "0 * * * *" and image "example/tick:1"
    And container "tick" exits with code 1
    When the manifest is created
    Then within 90m the latest job of cronjob "tick" failed

  Scenario Outline: A drain that a budget holds up, with <budget>
    Given a cluster of 2 nodes
    And a deployment "web" with 2 replicas of image "example/web:1"
    And a pod disruption budget for deployment "web" with <budget>
    And container "web" takes 30s to start
    When the manifests are created
    And I wait for the rollout
    And node "k8s-node01" is cordoned
    And node "k8s-node02" is drained
    Then the drain is not finished after 5s
    And the drain is blocked
    And the drain is blocked by the budget
    And the drain is blocked by a pod disruption budget

    Examples:
      | budget                        |
      | minAvailable 2                |
      | maxUnavailable 0              |
      | at least 100% available pods  |
      | at most 0 unavailable pods    |

  Scenario: A drain that gets its way
    Given a cluster of 2 nodes
    And a deployment "web" with 2 replicas of image "example/web:1"
    And a pod disruption budget for deployment "web" with minAvailable 2
    When the manifests are created
    And I wait for the rollout
    And node "k8s-node02" is drained
    And the drain is blocked
    And I scale deployment "web" to 3
    Then node "k8s-node01" is schedulable
    And within 2m the drain is complete
    And the drain succeeded

  Scenario: One after the other
    Given a deployment "web" with 3 replicas of image "example/web:1"
    When the manifest is created
    And I wait for deployment "web" to be rolled out
    Then 3 of 3 pods are ready
    When I label deployment "web" with "tier=front"
    Then deployment "web" has label "tier=front"
    When a pod of deployment "web" crashes
    Then within 2s 1 of the 3 pods is not ready
    When one of the pods of deployment "web" is deleted
    Then within 1m all pods of deployment "web" are ready
    When a pod of deployment "web" is evicted
    Then within 1m deployment "web" has 3 ready replicas
    And deployment "web" has 1 replica set

  Scenario: Another image
    Given a deployment "web" with image "example/web:1"
    When the manifest is created
    And I wait for the rollout to finish
    And the image is changed to "example/web:2"
    And I wait for the rollout to complete
    Then deployment "web" has 2 replica sets
    When I set the image to "example/web:3"
    And I wait for the rollout to be complete
    Then deployment "web" has 3 replica sets

  Scenario: A Job
    Given a job "work" with image "example/work:1"
    When the manifest is created
    And I wait for job "work" to complete
    Then job "work" is complete

  Scenario: Nodes
    Given a cluster of 2 nodes
    And every node has the label "zone=a"
    And all nodes have the label "row=7"
    And every node is tainted with "row=7:PreferNoSchedule"
    And all nodes are tainted with "dedicated=gpu:NoSchedule"
    And a pod "web" with image "example/web:1"
    When the manifest is created
    Then for 10s pod "web" is pending
    And pod "web" is unschedulable because of "untolerated taint"
    When I remove the taint "dedicated" from node "k8s-node02"
    Then pod "web" is on node "k8s-node02" after 10s
    And pod "web" is not scheduled on node "k8s-node01"
    When node "k8s-node01" is down for 2m
    Then node "k8s-node01" is NotReady after 1m
    And node "k8s-node01" is Ready again after 90s
    When node "k8s-node02" loses power
    And node "k8s-node02" comes back after 2m
    Then node "k8s-node02" is NotReady after 1m
    And within 2m node "k8s-node02" is Ready again

  Scenario Outline: A probe that waits too long: the <probe> <how>
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: web
          image: example/web:1
          ports: [{containerPort: 8080}]
          livenessProbe: {httpGet: {path: /live, port: 8080}, periodSeconds: 5}
          readinessProbe: {exec: {command: [./ready.sh]}, periodSeconds: 5}
          startupProbe: {grpc: {port: 8080}, periodSeconds: 5, failureThreshold: 2}
      """
    And the <probe> <how>
    When the manifest is created
    Then within 2m the <probe> of container "web" timed out

    Examples:
      | probe           | how                          |
      | liveness probe  | takes 3s                     |
      | liveness probe  | hangs                        |
      | readiness probe | of container "web" takes 3s  |
      | readiness probe | of container "web" hangs     |
      | startup probe   | of container "web" times out |

  Scenario: Clients of a service
    Given a deployment "web" with 2 replicas of image "nginx:1.25"
    And a service "web"
    And container "web" needs 200ms for each request
    When the manifest is created
    And service "web" has 2 endpoints
    And 2s pass
    And clients send requests to service "web"
    And client "slow" calls service "web" every 500ms
    And 10s pass
    Then requests to service "web" never failed
    And no request took longer than 300ms
    And the slowest request took between 200ms and 300ms

  Scenario: A service that somebody else runs
    Given service "db" listens on port 5432
    And a pod "web" with image "example/web:1"
    And container "web" answers 503 on "/" while service "db" is down
    When the manifest is created
    And pod "web" is ready
    Then pod "web" can reach service "db"
    When service "db" goes down
    Then pod "web" cannot reach service "db"
    When service "db" comes back
    Then pod "web" can reach service "db"
    When service "db" stops answering
    Then pod "web" cannot reach service "db"
    When service "db" answers again
    Then pod "web" can reach service "db"

  Scenario: A request that is refused
    Given a deployment "web" with image "example/web:1"
    When the manifest is created
    And I run "kubectl scale deployment web --replicas=-1"
    Then the request is rejected with "must be"
    And the request was refused
