@rules
Feature: Pods with names of their own

  Background:
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: db
      spec:
        serviceName: db
        replicas: 3
        podManagementPolicy: Parallel
        selector:
          matchLabels: {app: db}
        template:
          metadata:
            labels: {app: db}
          spec:
            containers:
            - name: db
              image: nginx:1.25
      """
    When the manifest is created
    And 15s pass

  Scenario: a partition keeps the pods below it
    When I run `kubectl patch statefulset db -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'`
    And I run `kubectl set image statefulset db db=nginx:1.26`
    And 1m passes
    Then the field "spec.containers[0].image" of pod "db-2" is "nginx:1.26"
    And the field "spec.containers[0].image" of pod "db-1" is "nginx:1.25"
    And the rule "statefulset/partition" has acted

  Scenario: with OnDelete a pod is new when somebody deletes it
    When I run `kubectl patch statefulset db -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'`
    And I run `kubectl set image statefulset db db=nginx:1.26`
    And 1m passes
    Then the field "spec.containers[0].image" of pod "db-2" is "nginx:1.25"
    When I run `kubectl delete pod db-1`
    And 15s pass
    Then the field "spec.containers[0].image" of pod "db-1" is "nginx:1.26"
    And the rule "statefulset/on-delete" has acted
