# Found by podwright fuzz: run 4556 of seed 20261212. The fault was the invariant's.
Feature: A container whose postStart hook has failed is ended in the sync that has started it
  Until it is, for its whole grace period, probes of the other containers go by the instances before.
  Source: pkg/kubelet/kuberuntime/kuberuntime_container.go, startContainer; pkg/kubelet/prober/worker.go, doProbe.

  Scenario: Its hook fails at once, and it ignores SIGTERM
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 2m pass
    Then what always holds holds
