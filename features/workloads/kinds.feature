@experiment @workloads @D1
Feature: What each kind of workload promises

  @claim-120
  Scenario: A Deployment keeps its replicas, rolls forward and rolls back
    Given the manifest "web.yaml"
    When the manifest is created
    Then within 12s 3 pods with label "app=web" are "1/1 Running"
    When I run `kubectl delete $(kubectl get pods -l app=web -o name | head -n 1)`
    Then within 12s 3 pods with label "app=web" are "1/1 Running"

    When I run `kubectl set image deployment/web web=nginx:1.17.5`
    And I run `kubectl rollout status deployment/web`
    Then it prints 'deployment "web" successfully rolled out'
    And `kubectl get replicasets -o wide --sort-by=.spec.replicas` shows
      | DESIRED | CURRENT | READY | IMAGES       |
      | 0       | 0       | 0     | nginx:1.17.1 |
      | 3       | 3       | 3     | nginx:1.17.5 |
    And no more than 4 pods with label "app=web" ever ran at once
    And service "web" has 3 endpoints

    When I run `kubectl rollout undo deployment/web`
    Then it prints "deployment.apps/web rolled back"
    And within 1m the field "spec.template.spec.containers[0].image" of deployment "web" is "nginx:1.17.1"
    When I run `kubectl rollout status deployment/web`
    Then `kubectl get replicasets -o wide --sort-by=.spec.replicas` shows
      | DESIRED | CURRENT | READY | IMAGES       |
      | 0       | 0       | 0     | nginx:1.17.5 |
      | 3       | 3       | 3     | nginx:1.17.1 |
    And `kubectl rollout history deployment/web` shows
      """
      deployment.apps/web 
      REVISION  CHANGE-CAUSE
      2         <none>
      3         <none>

      """
    When I run `kubectl scale deployment/web --replicas=5`
    Then within 12s 5 pods with label "app=web" are "1/1 Running"

  @claim-121
  Scenario: A StatefulSet keeps order and names
    Given the manifest "sts.yaml"
    When the manifest is created
    Then within 2s 1 pod with label "app=sts" is "0/1 Running"
    And pod "sts-0" is "0/1 Running"
    And there is 1 pod with label "app=sts"
    And within 45s 3 pods with label "app=sts" are "1/1 Running"
    And the pods with label "app=sts" were created in the order "sts-0", "sts-1", "sts-2"
    And the pods with label "app=sts" were ready in the order "sts-0", "sts-1", "sts-2"
    And `kubectl exec sts-1 -- hostname` prints "sts-1"
    When I run `kubectl delete pod sts-1`
    Then within 15s pod "sts-1" is "1/1 Running"
    And there are 3 pods with label "app=sts"
    When I run `kubectl scale statefulset sts --replicas=1`
    Then within 10s there is 1 pod with label "app=sts"
    And the pods with label "app=sts" were gone in the order "sts-1", "sts-2", "sts-1"
    And pod "sts-0" is "1/1 Running"

  @claim-122
  Scenario: A DaemonSet has one pod on every node
    Given a cluster of 3 nodes
    And the manifest "ds.yaml"
    When the manifest is created
    Then within 15s 3 pods with label "app=ds" are "1/1 Running"
    And `kubectl get daemonset ds` shows
      | NAME | DESIRED | CURRENT | READY | UP-TO-DATE | AVAILABLE | NODE SELECTOR |
      | ds   | 3       | 3       | 3     | 3          | 3         | <none>        |
    And `kubectl get pods -l app=ds -o jsonpath='{.items[*].spec.nodeName}' | tr ' ' '\n' | sort -u | wc -l` prints "3"
    When I run `kubectl delete $(kubectl get pods -l app=ds -o name | head -n 1)`
    Then within 15s 3 pods with label "app=ds" are "1/1 Running"
    And `kubectl get pods -l app=ds -o jsonpath='{.items[*].spec.nodeName}' | tr ' ' '\n' | sort -u | wc -l` prints "3"
    When I run `kubectl scale daemonset ds --replicas=1`
    Then it fails with "the server could not find the requested resource"

  @claim-123
  Scenario: A Job runs to completion
    Given the manifest "job.yaml"
    When the manifest is created
    Then within 2s 2 pods with label "job-name=j" are "1/1 Running"
    And within 8s 2 pods with label "job-name=j" are "0/1 Completed"
    And within 15s condition "Complete" of job "j" is "True"
    And `kubectl get job j` shows
      | NAME | STATUS   | COMPLETIONS |
      | j    | Complete | 3/3         |
    And 3 pods with label "job-name=j" are "0/1 Completed"
    And no more than 2 pods with label "job-name=j" ever ran at once
    And for 10m there are 3 pods with label "job-name=j"

  @claim-123
  Scenario: A CronJob makes a Job each minute
    Given the manifest "cj.yaml"
    When the manifest is created
    And 3m30s pass
    Then cronjob "cj" has the event "SuccessfulCreate" 4 times
    And cronjob "cj" has the event "SawCompletedJob" at least 4 times
    And there are 3 jobs
    And `kubectl get cronjob cj` shows
      | NAME | SCHEDULE    | TIMEZONE | SUSPEND | ACTIVE | LAST SCHEDULE |
      | cj   | */1 * * * * | <none>   | False   | 0      | 20s           |
