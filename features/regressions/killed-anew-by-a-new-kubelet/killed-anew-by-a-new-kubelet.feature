# Found by podwright fuzz: run 16087 of seed 20261222. The fault was the invariant's.
Feature: A kubelet that restarts while a preStop hook runs has forgotten that it was killing, and when it kills the grace is whole
  What the first hook has taken is no part of the second grace.
  Source: pkg/kubelet/kuberuntime/kuberuntime_container.go, killContainer.

  Scenario: A postStart hook fails, the kubelet restarts, and much later the pod is deleted
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    And container "web" ignores SIGTERM
    When the manifest is created
    And 1s pass
    And the kubelet of node "k8s-node01" restarts
    And 59s pass
    And I start `kubectl delete statefulset/web --cascade=background --wait=false`
    And 1m pass
    Then what always holds holds
