# Found by podwright fuzz: run 3988 of seed 20261129, made smaller in 155 steps.
Feature: everything has come to rest
  Seen after 7m55.056s of StatefulSet/default/web: nobody has made its pod web-2.

  Scenario: I start kubectl rollout restart statefulset/web, I start kubectl rollout restart statefulset/web
    Given Kubernetes 1.36
    And seed 155074730
    And a cluster of 3 nodes
    And the manifest "manifest.yaml"
    When the manifest is created
    And I start `kubectl rollout restart statefulset/web`
    And 1m55s pass
    And I start `kubectl rollout restart statefulset/web`
    And 6m pass
    Then everything has come to rest
