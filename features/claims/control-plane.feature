@claim
Feature: Claims about how a pod comes to its node

  Background:
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          resources: {requests: {cpu: 100m}}
      """

  @claim-001 @differs @doc-B
  Scenario: The kubelet watches etcd
    Everybody watches and writes through the API server; only the API server knows its store.

    When the manifest is created
    And 5s pass
    Then pod "p" was written by "kubectl", "kube-scheduler", "kubelet/k8s-node01" in this order

  @claim-002 @differs @doc-B
  Scenario: The scheduler chooses the node that is least busy
    It adds up what the pods of a node ask for, not what they use; and it weighs other things too.

    Given a cluster of 2 nodes
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: modest
      spec:
        nodeName: k8s-node01
        containers:
        - name: busy
          image: busybox:1.28
          command: [sh, -c, "while true; do sleep 0.1; done"]
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: greedy
      spec:
        nodeName: k8s-node02
        containers:
        - name: idle
          image: busybox:1.28
          command: [sleep, "3600"]
          resources: {requests: {cpu: "1", memory: 1Gi}}
      """
    When I run `kubectl create -f manifest-2.yaml`
    And 5s pass
    And I run `kubectl create -f manifest.yaml`
    And 5s pass
    Then the field "spec.nodeName" of pod "p" is "k8s-node01"

  @claim-003 @holds @doc-B
  Scenario: A new pod has no node until the scheduler gives it one
    When the manifest is created
    Then within 2s pod "p" has the event "Scheduled" with message "Successfully assigned default/p to k8s-node01"
    And within 5s pod "p" is "1/1 Running"
    And pod "p" went through "Pending", "ContainerCreating", "Running" in this order
