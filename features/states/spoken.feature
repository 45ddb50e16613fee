@states
Feature: States as they are spoken of

  A condition is asked for by its name, as `kubectl wait --for=condition=…` does it; times may be said in words.

  Scenario: A Deployment comes up, is scaled and rolled out
    Given a cluster of 2 nodes
    And image "team/nosuch:1" is absent
    And the manifest
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        progressDeadlineSeconds: 30
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: web
              image: nginx:1.25
              readinessProbe: {httpGet: {port: 80}, initialDelaySeconds: 5}
      """
    When the manifest is created
    Then deployment "web" is not available
    And within 15 seconds deployment "web" is available
    And deployment "web" has 2 ready replicas
    And 2 pods of deployment "web" are "1/1 Running"
    And 2 pods are "1/1 Running"
    And deployment "web" is rolled out
    And for 1 minute `kubectl get deployment web` prints "2/2"
    When I run `kubectl scale deployment web --replicas 3`
    Then within 1 minute `kubectl get deployment web` prints "3/3"
    And deployment "web" has 3 replicas
    When I run `kubectl set image deployment/web web=team/nosuch:1`
    Then within 45s deployment "web" is not progressing
    And deployment "web" has 1 updated replica
    And deployment "web" has at least 3 available replicas
    And node "k8s-node01" is ready

  Scenario: A Job completes, another fails
    Given the manifest
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: good}
      spec:
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox, command: [sleep, "5"]}]}}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: bad}
      spec:
        backoffLimit: 0
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox, command: ["false"]}]}}
      """
    When the manifest is created
    And 2 seconds pass
    Then job "good" has not completed
    And 1 pod of job "good" is "1/1 Running"
    And within 20s job "good" is complete
    And within 20s job "bad" has failed
    And job "bad" is not complete

  Scenario: A pod waits for its claim and is scheduled when there is a volume
    Given the manifest
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], storageClassName: by-hand, resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
        containers: [{name: c, image: nginx, volumeMounts: [{name: v, mountPath: /v}]}]
      """
    And the file "volume.yaml"
      """
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: disk}
      spec: {accessModes: [ReadWriteOnce], storageClassName: by-hand, capacity: {storage: 1Gi}, hostPath: {path: /disk}}
      """
    When the manifest is created
    Then for 1m pod "p" is not scheduled
    And persistentvolumeclaim "data" is not bound
    When I run `kubectl create -f volume.yaml`
    Then within 1m persistentvolumeclaim "data" is bound
    And within 1m pod "p" is ready

  Scenario: The pods of a DaemonSet are counted as replicas are
    Given a cluster of 3 nodes
    And the manifest
      """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: c, image: nginx}]}
      """
    When the manifest is created
    Then within 20s daemonset "agent" has 3 ready replicas
    And daemonset "agent" is rolled out
    And daemonset "agent" has 3 replicas

  Scenario: Names that the cluster makes up are said with stars
    Given the manifest
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: nginx}]}
      """
    When the manifest is created
    Then within 20 seconds pod "web-*" is "1/1 Running"
    And pod "web-*" in namespace "default" went through "Pending", "ContainerCreating", "Running" in this order
    And within 5s replicaset "web-*" has 1 ready replica
    And pod "w*b-*-*" has the event "Scheduled"
    And container "c" of pod "web-*" has started once
    And pod "db-*" was never seen
    When I run `kubectl delete deployment web`
    And 1m passes
    Then pod "web-*" is gone
