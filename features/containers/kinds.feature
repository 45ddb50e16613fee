@experiment @containers @D4
Feature: The kinds of containers in a pod
  Init containers end before anything else begins; a sidecar is an init container that stays; app containers run together; an
  ephemeral container comes later and never comes back.

  Background:
    Given the manifest "four-kinds.yaml"

  Scenario: From the first init container to the debugger
    When the manifest is created
    Then within 3s pod "four-kinds" is "0/3 Init:0/3"
    And within 10s pod "four-kinds" is "3/3 Running"
    And the containers "prepare", "proxy", "migrate", "web" started in this order
    And container "proxy" never starts before init container "prepare" has succeeded
    And container "web" never starts before init container "migrate" has succeeded
    And container "web" and container "worker" have run at the same time
    And container "proxy" and container "migrate" have run at the same time
    And `kubectl exec four-kinds -c web -- cat /shared/prepared` prints "yes"

    When I run `kubectl debug four-kinds --image=busybox:1.28 --target=web -c debugger -- sh -c "exit 3"`
    And 5s pass
    Then container "debugger" ended with exit code 3
    And for 10m container "debugger" has started once
    And pod "four-kinds" is "3/3 Running"
    And pod "four-kinds" has never restarted
    And `kubectl describe pod four-kinds` prints "Ephemeral Containers:"
    When I run `kubectl patch pod four-kinds --subresource ephemeralcontainers --type=json -p '[{"op":"remove","path":"/spec/ephemeralContainers/0"}]'`
    Then it fails with 'existing ephemeral containers "debugger" may not be removed'

  Scenario: Which of them come back
    Given container "web" crashes after 20s with exit code 1
    And container "proxy" crashes after 40s with exit code 1
    When the manifest is created
    And 50s pass
    Then container "web" has started at least 2 times
    And container "proxy" has started at least 2 times
    And container "prepare" has started once
    And container "migrate" has started once
    And container "worker" has started once

  Scenario: In which order they end
    When the manifest is created
    And 15s pass
    And I run `kubectl delete pod four-kinds`
    Then the containers "web", "worker" got signal "SIGTERM" at the same time
    And container "proxy" got signal "SIGTERM" only after container "web" had ended
    And container "proxy" got signal "SIGTERM" only after container "worker" had ended
    And container "proxy" last ended with exit code 0

  Scenario: An init container that fails holds everything back
    Given container "migrate" works for 2s and ends with exit code 1
    When the manifest is created
    Then within 10s pod "four-kinds" is "1/3 Init:Error"
    And within 20s pod "four-kinds" is "1/3 Init:CrashLoopBackOff"
    And for 10m container "web" has started 0 times
    And container "prepare" has started once
    And container "proxy" has started once
    And container "migrate" has started at least 5 times
