# Found by podwright fuzz: run 514 of seed 20261203. The fault was the invariant's.
Feature: The grace of a probe is for containers that are restarted, or that leave others behind
  When the last container of a pod that is never restarted fails its liveness probe, the kubelet ends the pod, with the pod's own grace.
  Source: pkg/kubelet/kuberuntime/kuberuntime_manager.go, computePodActions; KEP-2238.

  Scenario: The pod has no grace, its probe has five seconds
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m pass
    Then container "web-2" received SIGKILL 2s after SIGTERM
    And what always holds holds
