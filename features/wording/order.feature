Feature: What happened to pods, one after the other, and what is in their files

  Scenario: a StatefulSet goes from pod to pod
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        replicas: 2
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers: [{name: db, image: nginx:1.29, readinessProbe: {tcpSocket: {port: 80}}}]
      """
    When the manifest is created
    And 40s pass
    Then pod "db-0" was ready before pod "db-1" was created
    And pod "db-1" started after pod "db-0" was ready
    And pod "db-0" started before pod "db-1"
    When I run `kubectl delete pod db-0 --now`
    And 10s pass
    And I run `kubectl scale statefulset db --replicas=0`
    And 30s pass
    Then pod "db-1" was gone before pod "db-0" was deleted
    And pod "db-0" was deleted after pod "db-1"

  Scenario: a container is killed after its grace period, another one ends by itself
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        terminationGracePeriodSeconds: 5
        containers:
        - {name: deaf, image: busybox:1.36, command: [sh, -c, 'sleep 1d']}
        - {name: good, image: nginx:1.29}
      """
    When the manifest is created
    And 10s pass
    Then container "deaf" was not killed
    When I run `kubectl delete pod p`
    Then container "deaf" was killed
    And container "good" was never killed

  Scenario: files come, are written, and go
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        volumes: [{name: shared, emptyDir: {}}]
        initContainers:
        - {name: write, image: busybox:1.36, command: [sh, -c, 'echo hello > /out/greeting'], volumeMounts: [{name: shared, mountPath: /out}]}
        containers:
        - {name: c, image: busybox:1.36, command: [sh, -c, 'sleep 5; touch /tmp/ready; sleep 1d'], volumeMounts: [{name: shared, mountPath: /in}]}
      """
    When the manifest is created
    Then within 10s pod "p" is "Running"
    And the file "/in/greeting" in container "c" is "hello"
    And container "c" has no file "/tmp/ready"
    And within 10s the file "/tmp/ready" exists in container "c"
    When I run `kubectl exec p -- rm /in/greeting`
    Then the file "/in/greeting" in container "c" does not exist
