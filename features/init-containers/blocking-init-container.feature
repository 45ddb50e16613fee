@init @D7 @experiment
Feature: An init container that never ends blocks the pod for ever
  An nginx as init container is a mistake: a server does not end, so its turn never ends.

  Scenario: the app containers never start
    Given the manifest "nginx-as-init.yaml"
    When I run `kubectl create -f nginx-as-init.yaml`
    Then within 5s container "init-nginx" is running
    And for 1h pod "pod-lifecycle" stays "Init:0/1"
    And container "nginx-container" of pod "pod-lifecycle" has never started
    And container "alpine-container" of pod "pod-lifecycle" has never started
    And pod "pod-lifecycle" is "0/2"
