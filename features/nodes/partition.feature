@nodes
Feature: A node that is cut off
  Its containers run on, but nobody knows. After the grace period of its heartbeat the node is Unknown; after another five minutes its
  pods are deleted, which only the node itself could carry out.

  Background:
    Given a cluster of 2 nodes
    And the manifest "three-workloads.yaml"
    When I run `kubectl cordon k8s-node01`
    And the manifest is created
    And 10s pass
    And I run `kubectl uncordon k8s-node01`
    And 5s pass

  Scenario: from the cut to the return
    Then pod "db-0" is "1/1 Running"
    And service "web" has 1 endpoint
    When the network of node "k8s-node02" is cut
    Then for 45s condition "Ready" of node "k8s-node02" is "True"
    And within 15s condition "Ready" of node "k8s-node02" is "Unknown" with reason "NodeStatusUnknown"
    And `kubectl get nodes` shows
      | NAME       | STATUS   |
      | k8s-node01 | Ready    |
      | k8s-node02 | NotReady |
    And within 6s node "k8s-node02" has the taint "node.kubernetes.io/unreachable:NoSchedule"
    And within 6s node "k8s-node02" has the taint "node.kubernetes.io/unreachable:NoExecute"
    And `kubectl describe node k8s-node02` prints "Kubelet stopped posting node status."

    # Its pods still look as they did, but they are not ready: nobody sends them anything.
    And pod "db-0" is "1/1 Running"
    And condition "Ready" of pod "db-0" is "False"
    And pod "db-0" has the event "NodeNotReady" with message "Node is not ready"
    And within 2s service "web" has no endpoint
    And for 4m50s pod "db-0" stays "1/1 Running"

    # After tolerationSeconds they are deleted; the Deployment has another pod at once, the StatefulSet must wait.
    And within 15s pod "db-0" is "1/1 Terminating"
    And pod "db-0" has the event "TaintManagerEviction" with message "Marking for deletion Pod default/db-0"
    And condition "DisruptionTarget" of pod "db-0" is "True" with reason "DeletionByTaintManager"
    And within 10s there are 2 pods with label "app=web"
    And within 5s 1 pod with label "app=web" is "1/1 Running"
    And 1 pod with label "app=web" is "1/1 Terminating"
    And within 1s service "web" has 1 endpoint
    And for 20m pod "db-0" is "1/1 Terminating"
    And there is 1 pod with label "app=db"
    # A daemon pod tolerates this for ever.
    And there are 2 pods with label "app=agent"
    And no pod with label "app=agent" is "1/1 Terminating"

    # On the node nothing has happened.
    And container "db" never got signal "SIGTERM"
    And container "db" has started once

    When the network of node "k8s-node02" is back
    Then within 15s condition "Ready" of node "k8s-node02" is "True" with reason "KubeletReady"
    And within 15s container "db" got signal "SIGTERM"
    And within 10s node "k8s-node02" has no taint
    And within 40s pod "db-0" is "1/1 Running"
    And container "db" has started twice
    And there is 1 pod with label "app=web"
    And container "agent" has never restarted
    And there are 2 pods with label "app=agent"

  Scenario: a short cut costs readiness, not pods
    When the network of node "k8s-node02" is cut
    And 2m pass
    Then condition "Ready" of node "k8s-node02" is "Unknown"
    And condition "Ready" of pod "db-0" is "False"
    When the network of node "k8s-node02" is back
    Then within 15s condition "Ready" of node "k8s-node02" is "True"
    And within 15s condition "Ready" of pod "db-0" is "True"
    And within 10s node "k8s-node02" has no taint
    And within 2s service "web" has 1 endpoint
    And for 10m pod "db-0" stays "1/1 Running"
    And container "db" has started once
    And container "web" has started once
    And there is 1 pod with label "app=web"

  Scenario: what happened on the node meanwhile is told afterwards
    Given container "db" crashes after 60s with exit code 3
    When the network of node "k8s-node02" is cut
    And 90s pass
    Then container "db" has started twice
    And pod "db-0" has restarted never
    When the network of node "k8s-node02" is back
    Then within 15s pod "db-0" has restarted once
    And container "db" last ended with exit code 3

  Scenario: a pod that was deleted by force runs on next to its successor until the node is back
    Nobody can know that it has ended: this is why `--force` is for those who have switched the machine off.

    When the network of node "k8s-node02" is cut
    And 2m pass
    And I run `kubectl delete pod db-0 --grace-period=0 --force`
    Then within 10s pod "db-0" is "1/1 Running"
    And the field "spec.nodeName" of pod "db-0" is "k8s-node01"
    And container "db" never got signal "SIGTERM"
    When the network of node "k8s-node02" is back
    Then within 20s container "db" got signal "SIGTERM"
    And for 5m pod "db-0" stays "1/1 Running"
    And container "db" got signal "SIGTERM" once
    And container "db" has started twice

  Scenario: nobody gets to its containers
    When the network of node "k8s-node02" is cut
    And I run `kubectl logs db-0`
    Then it fails with 'Error from server: Get "https://192.168.66.13:10250/containerLogs/default/db-0/db": dial tcp 192.168.66.13:10250: i/o timeout'
    And it took about 30s
    When I run `kubectl exec db-0 -- ls`
    Then it fails with "error: unable to upgrade connection: error dialing backend: dial tcp 192.168.66.13:10250: i/o timeout"
    And it took about 30s
    When I run `kubectl attach db-0`
    Then it fails with "error: unable to upgrade connection: error dialing backend: dial tcp 192.168.66.13:10250: i/o timeout"
    When I run `kubectl cp db-0:/etc/hostname hostname`
    Then it fails with "error dialing backend: dial tcp 192.168.66.13:10250: i/o timeout"
    When the network of node "k8s-node02" is back
    And 1s passes
    Then `kubectl exec db-0 -- hostname` prints "db-0"
    When I run `kubectl cp db-0:/etc/hostname hostname`
    Then `cat hostname` prints "db-0"

  Scenario: the kubelet is down, the machine is not
    Its pods still answer; only kubectl does not get through.

    When the kubelet of node "k8s-node02" stops
    And I run `kubectl exec db-0 -- ls`
    Then it fails with "error: unable to upgrade connection: error dialing backend: dial tcp 192.168.66.13:10250: connect: connection refused"
    And it took less than 1s
    When I run `kubectl logs db-0`
    Then it fails with "dial tcp 192.168.66.13:10250: connect: connection refused"
    And a GET of "/" from service "web" answers with status 200
    When 1m passes
    Then condition "Ready" of node "k8s-node02" is "Unknown"
    And service "web" has no endpoint
    When the kubelet of node "k8s-node02" starts
    Then within 15s condition "Ready" of node "k8s-node02" is "True"
    And within 15s service "web" has 1 endpoint
    And container "db" has started once

  Scenario: static pods of a node that is cut off
    Given the file "/etc/kubernetes/manifests/probe.yaml" on node "k8s-node02"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: probe}
      spec:
        containers:
        - name: probe
          image: nginx:1.17.1
      """
    When 30s pass
    And the network of node "k8s-node02" is cut
    Then for 20m pod "probe-k8s-node02" is "1/1 Running"
    And container "probe" never got signal "SIGQUIT"
