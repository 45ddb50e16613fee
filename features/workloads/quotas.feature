@workloads
Feature: How much a namespace may have
  A ResourceQuota is asked each time something is created. What goes or ends gives back what it took.

  Scenario: A quota of pods and CPU
    When I run `kubectl create quota team --hard=pods=3,requests.cpu=1,limits.memory=1Gi,services=2`
    And 1s passes
    Then `kubectl get quota` shows
      | NAME | REQUEST                                     | LIMIT                |
      | team | pods: 0/3, requests.cpu: 0/1, services: 1/2 | limits.memory: 0/1Gi |
    When I run `kubectl run silent --image=nginx:1.25`
    Then it fails with 'Error from server (Forbidden): pods "silent" is forbidden: failed quota: team: must specify limits.memory for: silent; requests.cpu for: silent'
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {generateName: big-, labels: {app: big}}
      spec:
        restartPolicy: Never
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "60"]
          resources: {requests: {cpu: 600m}, limits: {memory: 512Mi}}
      """
    When I run `kubectl create -f manifest.yaml`
    Then it prints "created"
    When I run `kubectl create -f manifest.yaml`
    Then it fails with "exceeded quota: team, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1"
    And `kubectl describe quota team` shows
      """
      Name:          team
      Namespace:     default
      Resource       Used   Hard
      --------       ----   ----
      limits.memory  512Mi  1Gi
      pods           1      3
      requests.cpu   600m   1
      services       1      2
      """
    # A pod that has ended takes nothing any more.
    When 70s pass
    Then 1 pod with label "app=big" is "0/1 Completed"
    And the field "status.used[requests.cpu]" of resourcequota "team" is "0"
    When I run `kubectl create -f manifest.yaml`
    Then it prints "created"
    When I run `kubectl create service clusterip one --tcp=80`
    Then it prints "service/one created"
    When I run `kubectl create service clusterip two --tcp=80`
    Then it fails with "exceeded quota: team, requested: services=1, used: services=2, limited: services=2"
    When I run `kubectl delete service one`
    And 1s passes
    And I run `kubectl create service clusterip two --tcp=80`
    Then it prints "service/two created"
    And `kubectl describe namespace default` prints "Resource Quotas"

  Scenario: A Deployment that the quota stops half-way
    Given the manifest "web.yaml"
    When I run `kubectl create quota few --hard=pods=3`
    And the manifest is created
    And 15s pass
    Then 3 pods with label "app=web" are "1/1 Running"
    # The rolling update needs one pod more than there may be.
    When I run `kubectl set image deployment/web web=nginx:1.17.5`
    And 30s pass
    Then 3 pods with label "app=web" are "1/1 Running"
    And condition "ReplicaFailure" of deployment "web" is "True" with reason "FailedCreate"
    When I run `kubectl delete quota few`
    Then within 6m the field "status.updatedReplicas" of deployment "web" is "3"
    And within 30s 3 pods with label "app=web" are "1/1 Running"

  Scenario: A dry run takes nothing
    When I run `kubectl create quota few --hard=pods=1`
    And 1s passes
    And I run `kubectl run a --image=nginx:1.25 --dry-run=server`
    And I run `kubectl run b --image=nginx:1.25`
    Then it prints "pod/b created"
    And the field "status.used.pods" of resourcequota "few" is "1"

  Scenario Outline: A quota for some pods only, <scope>
    Given the file "limited.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: limited}
      spec:
        activeDeadlineSeconds: 60
        containers:
        - name: limited
          image: nginx:1.25
          resources: {requests: {cpu: 1m}}
      """
    When I run `kubectl create quota some --hard=pods=0 --scopes=<scope>`
    And 1s passes
    And I run `kubectl run best-effort --image=nginx:1.25`
    Then its exit code is <best effort>
    When I run `kubectl create -f limited.yaml`
    Then its exit code is <limited>

    Examples:
      | scope          | best effort | limited |
      | BestEffort     | 1           | 0       |
      | NotBestEffort  | 0           | 1       |
      | Terminating    | 0           | 1       |
      | NotTerminating | 1           | 0       |
