# Found by podwright fuzz: run 1770 of seed 20261210. The fault was the invariant's.
Feature: Probes go by the instance before until the sync that has started another is over
  Where everything takes long, the other containers that the same sync starts take seconds.
  Source: pkg/kubelet/prober/worker.go, doProbe; pkg/kubelet/kubelet.go, SyncPod, which writes the status at its beginning.

  Scenario: Three containers that are started again at once, in a slow cluster
    Given Kubernetes 1.36
    And seed 2147483633
    And the cluster takes 10 times as long for everything
    And the manifest "manifest.yaml"
    When the manifest is created
    And 4m pass
    Then what always holds holds
