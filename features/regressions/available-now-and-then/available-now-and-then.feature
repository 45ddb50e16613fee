# Found by podwright fuzz: run 3988 of seed 20261129. The fault was the judge's.
Feature: Pods in a crash loop are ready now and then
  A StatefulSet makes its next pod only when those before it are available, which such pods are hardly ever at the same time.
  Source: kubernetes.io, StatefulSets, OrderedReady pod management and minimum ready seconds.

  Scenario: Two restarts of a StatefulSet whose pods crash
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
