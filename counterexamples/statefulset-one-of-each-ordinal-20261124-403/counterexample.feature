# Found by podwright fuzz: run 403 of seed 20261124, made smaller in 184 steps.
Feature: No container of a new pod of a StatefulSet starts while one of its predecessor of the same name still runs, unless the deletion was forced.
  Seen after 32.471s of Pod/default/web-0: container web-2 started while web of the pod before was running.
  Source: kubernetes.io, StatefulSets, Deployment and scaling guarantees; Force Delete StatefulSet Pods.

  Scenario: I start kubectl delete $(kubectl get pods -l app=web -o name | sed -n 1p) --grace-period=0 --force --wait=false
    Given Kubernetes 1.36
    And seed 1
    And the manifest "manifest.yaml"
    When the manifest is created
    And 30s pass
    And I start `kubectl delete $(kubectl get pods -l app=web -o name | sed -n 1p) --grace-period=0 --force --wait=false`
    And 1m pass
    Then what always holds holds
