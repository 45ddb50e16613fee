# Found by podwright fuzz: run 441 of seed 20261123. The fault was the invariant's.
Feature: A container whose postStart hook has failed is stopped with the grace of its spec
  With a grace of none its preStop hook is left out, although the pod is deleted meanwhile.
  Source: killContainer in kuberuntime_container.go, which asks for the hook only where the grace is more than 0 s.

  Scenario: The Deployment is deleted while the hook fails
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 1m40s pass
    And I start `kubectl delete deployment/web --cascade=background --wait=false`
    And 1m pass
    Then what always holds holds
    And the preStop hook of container "web-2" has never run
