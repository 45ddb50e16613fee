@gallery @workload
Feature: A StatefulSet that stays stuck after its roll-back
  People see a StatefulSet that does not come back although they have rolled back the bad version.
  Pods are managed in order: the controller waits for the broken pod to get ready before it does anything, also before it replaces it.
  Until somebody deletes that pod, nothing happens (kubernetes#67250).
  With podManagementPolicy Parallel it does not wait, and replaces the broken pod by itself.

  Background:
    Given image "example.com/db:2.0" is absent

  Scenario: the roll-back waits for the broken pod
    Given the manifest "db.yaml"
    When the manifest is created
    And 60s pass
    And I run `kubectl set image sts/db db=example.com/db:2.0`
    And 2m pass
    Then pod "db-2" is "0/1 ImagePullBackOff"
    When I run `kubectl rollout undo sts/db`
    Then for 2m the field "spec.containers[0].image" of pod "db-2" is "example.com/db:2.0"
    When I run `kubectl delete pod db-2`
    Then within 40s pod "db-2" is "1/1 Running"

  Scenario: pods that are managed in parallel come back by themselves
    Given the manifest "repaired.yaml"
    When the manifest is created
    And 60s pass
    And I run `kubectl set image sts/db db=example.com/db:2.0`
    And 2m pass
    Then pod "db-2" is "0/1 ImagePullBackOff"
    When I run `kubectl rollout undo sts/db`
    Then within 60s pod "db-2" is "1/1 Running"
    And the field "spec.containers[0].image" of pod "db-2" is "example.com/db:1.0"
