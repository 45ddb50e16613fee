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
