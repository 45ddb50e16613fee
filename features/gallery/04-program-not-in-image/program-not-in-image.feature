@gallery @hook
Feature: A hook whose program is not in the image
  People see requests lost in rollouts although there is a preStop hook, and an event that nobody reads.
  The image has the server and nothing else: no shell, no sleep. The hook fails at once, and SIGTERM follows.
  The same happens to probes that run a program, only that everybody notices those.
  The sleep action of the kubelet itself (by default since 1.30) needs no program.

  Background:
    Given the images "images.yaml"

  Scenario: the hook fails and the app is stopped at once
    Given the manifest "shop.yaml"
    When the manifest is created
    And 20s pass
    And I run `kubectl delete pod shop`
    Then pod "shop" has the event "FailedPreStopHook"
    And container "shop" got signal "SIGTERM" less than 2s after the deletion

  Scenario: the kubelet sleeps itself
    Given the manifest "repaired.yaml"
    When the manifest is created
    And 20s pass
    And I run `kubectl delete pod shop`
    Then pod "shop" has no event "FailedPreStopHook"
    And the preStop hook of container "shop" took about 5s
    And container "shop" got signal "SIGTERM" between 5s and 7s after the deletion
