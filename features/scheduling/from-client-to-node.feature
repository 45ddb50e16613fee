@experiment @scheduling
Feature: From the client to the node
  Each step is a write to the API server or a deed of the node; nobody tells anybody else.

  Background:
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: nginx
      spec:
        containers:
        - name: nginx
          image: nginx:1.17.1
      """

  @A12 @B1
  Scenario: Who does what, one after the other
    When the manifest is created
    Then within 5s pod "nginx" is "1/1 Running"
    And the trace of pod "nginx" shows these steps, each because of the one before
      | who            | what                      |
      | kubectl        | creates the pod           |
      | kube-scheduler | chooses its node          |
      | kube-scheduler | binds the pod to its node |
      | kubelet        | takes up the pod          |
      | containerd     | makes its sandbox         |
      | containerd     | creates container nginx   |
      | containerd     | starts container nginx    |
      | kubelet        | writes its status         |
    And pod "nginx" was written by "kubectl", "kube-scheduler", "kubelet/k8s-node01" in this order
    And pod "nginx" went through "Pending", "ContainerCreating", "Running" in this order
    And conditions "PodScheduled", "Initialized", "PodReadyToStartContainers", "ContainersReady", "Ready" of pod "nginx" came true in this order
    And pod "nginx" has these events in this order
      | type   | reason    |
      | Normal | Scheduled |
      | Normal | Pulled    |
      | Normal | Created   |
      | Normal | Started   |

  @claim-005 @B1
  Scenario: Without a node the pod is only an entry
    Given a cluster of 2 nodes
    When I run `kubectl cordon k8s-node01`
    And I run `kubectl cordon k8s-node02`
    And the manifest is created
    Then for 5m pod "nginx" stays "0/1 Pending"
    And the field "spec.nodeName" of pod "nginx" is not set
    And condition "PodScheduled" of pod "nginx" is "False" with reason "Unschedulable"
    And pod "nginx" has the event "FailedScheduling" with message "0/2 nodes are available: 2 node(s) were unschedulable"
    And container "nginx" has started never
    When I run `kubectl uncordon k8s-node02`
    Then within 15s pod "nginx" is "1/1 Running"
    And the field "spec.nodeName" of pod "nginx" is "k8s-node02"
    And pod "nginx" has the event "Scheduled" with message "Successfully assigned default/nginx to k8s-node02"

  @B1
  Scenario: A pod that names its node needs no scheduler
    Given the manifest "manifest.yaml" with these fields
      | field         | value      |
      | spec.nodeName | k8s-node01 |
    When I run `kubectl create -f manifest.yaml`
    Then within 5s pod "nginx" is "1/1 Running"
    And pod "nginx" has no event "Scheduled"
    And pod "nginx" was written by "kubectl", "kubelet/k8s-node01" in this order
