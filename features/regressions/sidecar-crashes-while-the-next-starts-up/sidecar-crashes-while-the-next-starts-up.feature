# Found by podwright fuzz: run 712 of seed 20261223. The fault was the invariant's.
Feature: A sidecar that has started up once and crashes ever since holds up nobody
  The app starts as soon as the last init container has started up: only that one is asked.
  Source: pkg/kubelet/kuberuntime/kuberuntime_container.go, computeInitContainerActions.

  Scenario: Two sidecars fight for a port
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    Then within 1m container "web" has started
    And what always holds holds
