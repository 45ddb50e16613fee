@conformance
Feature: What conformance asks of ephemeral containers

  @C-167
  Scenario: An ephemeral container that is added through the subresource runs, can be read and entered
    Given the manifest "server.yaml"
    When the manifest is created
    Then within 5s pod "p" is "1/1 Running"
    And the field "metadata.generation" of pod "p" is "1"
    When I run `kubectl patch pod p --subresource=ephemeralcontainers -p '{"spec": {"ephemeralContainers": [{"name": "debugger", "image": "busybox:1.28", "command": ["sh", "-c", "echo polo; sleep 3600"], "stdin": true, "tty": true}]}}'`
    Then its exit code is 0
    And the field "metadata.generation" of pod "p" is "2"
    And within 10s ephemeral container "debugger" is running
    And `kubectl logs p -c debugger` prints "polo"
    And `kubectl exec p -c debugger -- echo marco` prints "marco"
    And pod "p" has never restarted
    And pod "p" is "1/1 Running"
