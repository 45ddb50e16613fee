# Found by podwright fuzz: run 1034 of seed 20261209. The fault was the invariant's.
Feature: A container that a probe has condemned is killed with the grace of its pod, whoever deletes that meanwhile
  With a grace of 0 there is no time for its preStop hook.
  Source: pkg/kubelet/kuberuntime/kuberuntime_container.go, killContainer and setTerminationGracePeriod.

  Scenario: The pods are replaced when the startup probe of their sidecar has just failed
    Given Kubernetes 1.36
    And seed 2147483621
    And a cluster of 2 nodes
    And the cluster takes 3 times as long for everything
    And the manifest "manifest.yaml"
    And a pull of image "busybox:1.36" takes 5s
    When the manifest is created
    And 22s pass
    And I start `kubectl rollout restart deployment/web`
    And 1m pass
    Then what always holds holds
