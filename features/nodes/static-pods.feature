@experiment @nodes @D11
Feature: Static pods
  What lies in `/etc/kubernetes/manifests` is run by the kubelet itself. The API server shows a mirror of it, under the name of the
  manifest with that of the node behind.

  Background:
    Given a cluster of 2 nodes
    And the file "/etc/kubernetes/manifests/pod-static.yaml" on node "k8s-node02"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: pod-static
      spec:
        containers:
        - name: nginx-container
          image: nginx
      """

  @claim-134
  Scenario: It runs on its node, and the name says which
    Then within 2s there is 1 pod
    And within 5s pod "pod-static-k8s-node02" is "1/1 Running"
    And the field "spec.nodeName" of pod "pod-static-k8s-node02" is "k8s-node02"
    And the field "metadata.annotations[kubernetes.io/config.source]" of pod "pod-static-k8s-node02" is "file"
    And `kubectl describe pod pod-static-k8s-node02` prints "Controlled By:  Node/k8s-node02"
    And pod "pod-static-k8s-node02" has no event "Scheduled"
    Given the file "/etc/kubernetes/manifests/pod-static.yaml" on node "k8s-node01"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: pod-static
      spec:
        containers:
        - name: nginx-container
          image: nginx
      """
    Then within 2s there are 2 pods
    And within 5s pod "pod-static-k8s-node01" is "1/1 Running"

  @claim-135
  Scenario: kubectl delete brings it back
    The mirror is new; the container has not noticed.

    When 35s pass
    And I run `kubectl delete pod pod-static-k8s-node02`
    Then it prints 'pod "pod-static-k8s-node02" deleted'
    And within 2s pod "pod-static-k8s-node02" is "0/1 Pending"
    And within 5s pod "pod-static-k8s-node02" is "1/1 Running"
    And container "nginx-container" has started once
    When I run `kubectl delete pod pod-static-k8s-node02 --grace-period=0 --force`
    Then within 5s pod "pod-static-k8s-node02" is "1/1 Running"
    And for 5m container "nginx-container" has started once
    And container "nginx-container" never got signal "SIGQUIT"

  Scenario: It comes back after a reboot of its node
    When 10s pass
    And node "k8s-node02" reboots
    Then within 30s container "nginx-container" has started twice
    And within 10s pod "pod-static-k8s-node02" is "1/1 Running"

  @claim-136
  Scenario: Only the end of its file ends it
    When 10s pass
    And I run `rm /etc/kubernetes/manifests/pod-static.yaml` on node "k8s-node02"
    Then within 3s pod "pod-static-k8s-node02" is gone
    And container "nginx-container" got signal "SIGQUIT"
    And container "nginx-container" last ended with exit code 0
    And for 5m there are no pods

  Scenario: Another label in the file makes it a new pod
    When 10s pass
    And I run `sed -i "s/name: pod-static/name: pod-static\n  labels: {app: web}/" /etc/kubernetes/manifests/pod-static.yaml` on node "k8s-node02"
    Then within 25s container "nginx-container" has started twice
    And within 5s 1 pod with label "app=web" is "1/1 Running"
    And there is 1 pod
