# Found by podwright fuzz: run 1454 of seed 20261205. The fault was the invariant's.
Feature: What a sidecar's preStop hook and its wait for its turn take of the grace
  The kubelet subtracts both from the grace period, each in whole seconds: of 1.3 s and 0.9 s it subtracts one second.
  Source: pkg/kubelet/kuberuntime/kuberuntime_container.go, killContainer.

  Scenario: A sidecar that ignores SIGTERM, behind a container with a hook, in a slow cluster
    Given Kubernetes 1.36
    And seed 1
    And the cluster takes 10 times as long for everything
    And the manifest "manifest.yaml"
    When the manifest is created
    And 3m pass
    And a client sends 5 requests per second to service "web"
    And I start `kubectl rollout restart deployment/web`
    And 1m pass
    Then what always holds holds
