Feature: Deployments, Jobs, nodes and others, in the words that people choose

  Scenario: A Deployment
    Given a manifest "api.yaml"
    When I apply "api.yaml"
    Then within 1m all pods are ready
    And all the pods of deployment "api" are "1/1 Running"
    And the pods of deploy/api are running
    And every pod with label "app=api" is Running
    And 3 pods of service "api" are ready
    And there are three ready pods
    And there are at least 3 running pods of Deployment "api"
    And no pod has restarted
    And every pod has never restarted
    And deployment "api" should be ready within 10s
    And the rollout of deployment "api" is complete
    And deployment "api" has 3 ready pods
    And deployment "api" has the condition "Available" "True"
    And Deployment "api" has condition Available True with reason MinimumReplicasAvailable
    And deployment "api" has the condition "Available" with reason "MinimumReplicasAvailable"
    And the condition Progressing of deployment "api" is True
    And service "api" answers with 200
    And a GET of "/" from service "api" answers with status 200

  Scenario: What somebody does with it
    Given a manifest "api.yaml"
    When the manifest "api.yaml" is applied
    And 30s pass
    And I scale deployment "api" to 5 replicas
    Then within 30s there are 5 ready pods of deployment "api"
    When deployment "api" is scaled to 1
    Then within 30s there is one pod of deployment "api"
    When I restart deployment "api"
    Then deployment "api" is rolled out within 1m
    When deployment "api" is restarted
    And I roll back deployment "api"
    And deployment "api" is rolled back
    And I delete service "api"
    Then service "api" does not exist
    When deployment "api" is deleted
    Then within 1m deployment "api" is deleted
    And deployment "api" no longer exists

  Scenario: Requests
    Given a manifest "api.yaml"
    And container "api" ends at once on SIGTERM
    When the manifest is applied
    And 30s pass
    And a client sends 10 requests per second to service "api"
    And 30s pass
    Then no request fails
    And all requests succeeded
    And no request to service "api" was lost
    And service "api" has at least 3 endpoints

  Scenario: A Job
    Given a manifest "job.yaml"
    And container "migrate" succeeds after 5s
    When the manifest is applied
    Then job "migrate" completes within 1m
    And job "migrate" has succeeded
    And job "migrate" succeeded
    And job "migrate" is Complete
    And 1 job is complete
    And there is 1 completed job
    And job "migrate" has 1 succeeded pod
    And job/migrate still exists

  Scenario: A Job that fails
    Given a manifest "job.yaml"
    When the manifest is applied
    Then job "migrate" fails within 10m
    And job "migrate" has the condition "Failed" with reason "BackoffLimitExceeded"
    And there are 4 failed pods
    And 4 pods of job "migrate" have failed

  Scenario: A StatefulSet and its claims
    Given the StorageClass "standard" exists
    And a manifest "sts.yaml"
    When the manifest is applied
    Then StatefulSet "kv" is ready within 2 minutes
    And sts/kv has 3 ready replicas
    And pvc "data-kv-0" is bound
    And persistentvolumeclaim "data-kv-0" is "Bound"

  Scenario: A storage class by another name
    Given the storage class "standard"
    And a manifest "sts.yaml"
    When the manifest is applied
    Then all pods are ready within 2m

  Scenario: Nodes
    Given a cluster with 3 nodes
    And node "k8s-node03" has the taint "dedicated=infra:NoSchedule"
    And node "k8s-node02" is tainted with "dedicated=db:NoSchedule"
    And a manifest "ds.yaml"
    When the manifest is applied
    And 30s pass
    Then daemonset "agent" is ready
    And there is 1 pod of daemonset "agent"
    And no pod on node "k8s-node02" runs
    When I cordon node "k8s-node01"
    Then node "k8s-node01" is cordoned
    And node "k8s-node01" is unschedulable
    When I uncordon node "k8s-node01"
    And node "k8s-node02" is cordoned
    Then node "k8s-node02" is unschedulable
    When node "k8s-node02" is uncordoned
    Then node "k8s-node02" is not unschedulable

  Scenario Outline: A node that <ends>
    Given two nodes
    And a manifest "pdb.yaml"
    When the manifest is applied
    And 30s pass
    And node "k8s-node02" <ends>
    Then node "k8s-node02" becomes NotReady within 2 minutes
    And node "k8s-node01" is Ready

    Examples:
      | ends                         |
      | dies                         |
      | goes down                    |
      | is cut off                   |
      | is partitioned               |
      | loses its network connection |

  Scenario Outline: A node is emptied: <emptied>
    Given a cluster with 3 nodes
    And a manifest "ds.yaml"
    And a manifest "pdb.yaml"
    When the manifests are applied
    And 30s pass
    And <emptied>
    Then node "k8s-node01" is cordoned within 10s
    And deployment "web" has 2 ready replicas within 10m

    Examples:
      | emptied                      |
      | I drain node "k8s-node01"    |
      | node "k8s-node01" is drained |

  Scenario: A budget
    Given a manifest "pdb.yaml"
    When the manifest is applied
    And 30s pass
    And I scale deployment "web" to 3
    And 30s pass
    Then pdb "web" allows 1 disruption
    When I scale deployment "web" to 2
    And 30s pass
    Then poddisruptionbudget "web" allows no disruptions

  Scenario: Evictions
    Given a manifest "crash.yaml"
    When the manifest is applied
    And 3s pass
    And I evict pod "crasher"
    Then the eviction is granted
    And pod "crasher" is evicted within 1m

  Scenario: An eviction under When
    Given a manifest "crash.yaml"
    When the manifest is applied
    And 3s pass
    And the pod is evicted
    Then the pod is gone within 1m

  Scenario: A static pod
    Given the static pod manifest "static-web.yaml" on node "k8s-node01"
    When 30s pass
    Then pod "static-web-k8s-node01" is running

  Scenario Outline: An image that <lacks>
    Given a manifest "pdb.yaml"
    And image "nginx" <lacks>
    When the manifest is applied
    And 1m passes
    Then no pod is ready
    And 2 pods are pending

    Examples:
      | lacks            |
      | does not exist   |
      | can't be pulled  |
      | cannot be pulled |

  Scenario Outline: <release>
    Given <release>
    And there is no service "mydb"
    And service "other" does not exist
    When I run `kubectl version`
    Then it prints "v1.30"

    Examples:
      | release                           |
      | Kubernetes version 1.30           |
      | Kubernetes v1.30                  |
      | a Kubernetes 1.30 cluster         |
      | a cluster running Kubernetes 1.30 |
      | a cluster with Kubernetes 1.30    |

  Scenario: A node by the pod that it carries
    Given a cluster of 2 nodes
    And the manifest "crash.yaml"
    When the manifest is created
    And 10s pass
    Then pod "crasher" runs on the node of pod "crasher"
    And 1 pod runs on the node of pod "crasher"
    When I cordon the node of pod "crash*"
    Then the node of pod "crasher" is cordoned
    When the node of pod "crasher" goes down
    Then within 1m there is an event "NodeNotReady" for pod "crasher"

  Scenario: The node, where there is only one
    Given the manifest "crash.yaml"
    And the node has the label "disk=ssd"
    When the manifest is created
    And 10s pass
    Then pod "crasher" runs on the node
    And 1 pod runs on the node
    When the node reboots
    Then `kubectl get events --field-selector reason=Rebooted` prints "Node k8s-node01 has been rebooted, boot id: "
