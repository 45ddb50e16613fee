@scheduling
Feature: Pods go where there is room
  A node takes pods until their requests are as much as it can give.

  Background:
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: web
              image: nginx:1.25
              resources: {requests: {cpu: "2", memory: 1Gi}}
      """

  Scenario: three large pods need three small machines
    Given a cluster of 3 nodes with 3 cpu and 4Gi of memory each
    When the manifest is created
    And 30s pass
    Then 3 pods with label "app=web" are "Running"

  Scenario: or one large machine
    Given a cluster of 1 node with 8 cpu and 4Gi of memory each
    When the manifest is created
    And 30s pass
    Then 3 pods with label "app=web" are "Running"

  Scenario: what finds no room waits
    Given a cluster of 2 nodes with 3 cpu and 4Gi of memory each
    When the manifest is created
    And 30s pass
    Then 2 pods with label "app=web" are "Running"
    And 1 pod with label "app=web" is "Pending"
    And `kubectl get events` prints "0/2 nodes are available: 2 Insufficient cpu."

  Scenario: memory counts as well
    Given a cluster of 2 nodes with 16 cpu and 1500Mi of memory each
    When the manifest is created
    And 30s pass
    Then 2 pods with label "app=web" are "Running"
    And `kubectl get events` prints "0/2 nodes are available: 2 Insufficient memory."

  Scenario: devices count that nobody but the administrator knows of
    What is written into the capacity of a node becomes allocatable with the next status of its kubelet.
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {generateName: miner-, labels: {app: miner}}
      spec:
        containers:
        - name: miner
          image: nginx:1.25
          resources: {limits: {example.com/pickaxe: "2"}}
      """
    When I run `kubectl create -f manifest-2.yaml`
    And I run `kubectl create -f manifest-2.yaml`
    And 5s pass
    Then 2 pods with label "app=miner" are "0/1 Pending"
    And `kubectl get events` prints "0/1 nodes are available: 1 Insufficient example.com/pickaxe."
    When I run `kubectl patch node k8s-node01 --subresource=status -p '{"status":{"capacity":{"example.com/pickaxe":"3"}}}'`
    Then within 11s the field "status.allocatable[example.com/pickaxe]" of node "k8s-node01" is "3"
    And within 5s 1 pod with label "app=miner" is "1/1 Running"
    And 1 pod with label "app=miner" is "0/1 Pending"
    And `kubectl describe node k8s-node01` prints "example.com/pickaxe  2         2"
    When I run `kubectl patch node k8s-node01 --subresource=status --type=json -p '[{"op":"remove","path":"/status/capacity/example.com~1pickaxe"}]'`
    And 11s pass
    Then `kubectl get node k8s-node01 -o jsonpath={.status.allocatable}` prints '"pods":"110"'
    And it does not print "pickaxe"
    And 1 pod with label "app=miner" is "1/1 Running"
