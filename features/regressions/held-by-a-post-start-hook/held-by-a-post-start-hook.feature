# Found by podwright fuzz: run 124 of seed 20261202. The fault was the invariant's.
Feature: A postStart hook holds up the end of its pod
  A kubelet works at one sync of a pod at a time: it sees that the pod is deleted when its postStart hooks are over.
  Source: pkg/kubelet/pod_workers.go, podWorkerLoop; kubernetes.io, Container Lifecycle Hooks, Hook handler execution.

  Scenario: Two pods that are deleted while their hooks run, in a slow cluster
    Given Kubernetes 1.36
    And seed 1
    And a cluster of 2 nodes
    And the cluster takes 10 times as long for everything
    And the manifest "manifest.yaml"
    When the manifest is created
    And 30s pass
    And I start `kubectl delete $(kubectl get pods -l app=web -o name | sed -n 1p) --wait=false`
    And 5s pass
    And I start `kubectl delete $(kubectl get pods -l app=web -o name | sed -n 1p) --wait=false`
    And 3m pass
    Then what always holds holds
