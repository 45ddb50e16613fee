# Found by podwright fuzz: run 14175 of seed 20261204. The fault was the invariant's.
Feature: Probes go by the instance before while a postStart hook of another container runs
  The kubelet has started a sidecar again, and in the same sync a container with a postStart hook: until that hook is over, the
  sidecar's probe worker knows the instance before, and asks that.
  Source: pkg/kubelet/prober/worker.go, doProbe; pkg/kubelet/pod_workers.go, podWorkerLoop.

  Scenario: A sidecar and a container whose hook fails
    Given Kubernetes 1.36
    And seed 28
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m pass
    Then what always holds holds
