@gallery @rollout
Feature: A rolling update waits for its own disk
  People see a rollout that never ends: the new pod stays in ContainerCreating, with a Multi-Attach error among its events.
  A ReadWriteOnce disk is attached to one node at a time. The rolling update keeps the old pod until the new one is ready, and the
  new one, which another node was chosen for, waits for the disk that the old one holds.
  With Recreate the old pod goes first: there is a gap, and an end. (A StatefulSet does the same for each of its pods.)

  Background:
    Given a cluster with 2 nodes

  Scenario: the rollout never ends
    Given the manifest "wiki.yaml"
    When the manifest is created
    And 1m passes
    And I run `kubectl set image deployment/wiki wiki=example/wiki:2`
    Then within 10s 1 pod with label "app=wiki" is "0/1 ContainerCreating"
    And for 10m 1 pod with label "app=wiki" stays "0/1 ContainerCreating"
    And `kubectl get events --field-selector reason=FailedAttachVolume` prints "Multi-Attach error for volume"
    And within 1m the condition "Progressing" of deployment "wiki" is "False"

  Scenario: the disk goes along with its pod
    Given the manifest "repaired.yaml"
    When the manifest is created
    And 1m passes
    And I run `kubectl exec deploy/wiki -- touch /var/lib/wiki/page`
    And I run `kubectl set image deployment/wiki wiki=example/wiki:2`
    And I run `kubectl rollout status deployment/wiki`
    Then pod "wiki-*" is "1/1 Running"
    And `kubectl exec deploy/wiki -- ls /var/lib/wiki` prints "page"
