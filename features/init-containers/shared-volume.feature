@init @D8 @experiment
Feature: An init container prepares files for the app on a shared volume

  Background:
    Given the manifest "init-writes-volume.yaml"
    When I run `kubectl create -f init-writes-volume.yaml`

  Scenario: nginx serves the page that the init container wrote
    Then pod "pod-lifecycle" shows "Init:0/1" at 5s
    And within 15s pod "pod-lifecycle" is "2/2"
    And a GET of "/" from pod "pod-lifecycle" answers "123456"

  Scenario: the restart of an app container does not run the init container again
    Then within 15s pod "pod-lifecycle" is "2/2"
    And within 45s pod "pod-lifecycle" has restarted 1 time
    And container "init-alpine" has started 1 time
    And a GET of "/" from pod "pod-lifecycle" answers "123456"
