# Found by podwright fuzz: run 6925 of seed 20261207. The fault was the invariant's.
Feature: A sidecar that its liveness probe has condemned waits for nobody
  Its kill has begun before the pod is deleted, and goes on: it gets its signal while later sidecars still run.
  Source: pkg/kubelet/kuberuntime/kuberuntime_manager.go, SyncPod; KEP-753.

  Scenario: The Job gives up while the sidecar's preStop hook runs
    Given Kubernetes 1.36
    And seed 2147483621
    And the cluster takes 3 times as long for everything
    And the manifest "manifest.yaml"
    And a pull of image "nginx:1.25" takes 1s
    And container "init-1" starts serving after 4s
    When the manifest is created
    And 1m pass
    Then what always holds holds
