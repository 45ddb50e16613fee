Feature: Commands and what they say, in the words that people choose

  Scenario: Output
    Given a manifest "crash.yaml"
    When I run "kubectl apply -f crash.yaml"
    Then the output is "pod/crasher created"
    And the output contains "created"
    And the output should not contain "error"
    And the output does not contain "unchanged"
    And I should see "crasher"
    And the exit code is 0
    And the exit code of the command should be 0
    And the command succeeds
    When 10s pass
    Then `kubectl get pod crasher -o name` prints:
      """
      pod/crasher
      """
    And `kubectl get pods` shows:
      | NAME    | READY | RESTARTS |
      | crasher | 1/1   | *        |
    And "kubectl get pods" prints "crasher"
    When I run 'kubectl describe pod crasher'
    Then the output contains:
      """
      Last State:     Terminated
        Reason:       Error
        Exit Code:    1
      """

  Scenario: A command that fails
    When I run `kubectl get pod nosuch`
    Then the command fails
    And the command fails with "not found"
    And the error contains "pods \"nosuch\" not found"
    And the exit code should be 1
