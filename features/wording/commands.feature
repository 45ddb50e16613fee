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

  Scenario: What it prints, said in one sentence
    Given a manifest "crash.yaml"
    When the manifest is created
    And pod "crasher" is running
    Then `kubectl get pods` contains "crasher"
    And the output of `kubectl get pods` contains "1/1"
    And `kubectl get pods` does not contain "nginx"
    And `kubectl get pod crasher` contains
      """
      crasher
      Running
      """
    And `kubectl get pod crasher` succeeds
    And `kubectl get pod nosuch` fails
    And `kubectl get pod nosuch` fails with "pods \"nosuch\" not found"
    And `kubectl get pod nosuch` fails with:
      """
      Error from server (NotFound): pods "nosuch" not found
      """
    And stderr contains "nosuch"
    When I run `kubectl delete pod nosuch`
    Then it fails
    When I run `kubectl get pods`
    Then it succeeds
    And the command prints "crasher"

  Scenario: In a container
    Given a manifest "crash.yaml"
    When the manifest is created
    And pod "crasher" is running
    And I execute `touch /tmp/x` in container "app"
    Then `ls /tmp` in container "app" prints "x"
    And command `cat /tmp/x` in container "app" of pod "crasher" succeeds
    And `cat /tmp/y` in container "app" fails
    And `sh -c 'exit 7'` in container "app" fails with exit code 7

  Scenario: A manifest that is refused
    Given the file "wrong.yaml":
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: Wrong}
      spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 70000}]}]}
      """
    When I try to create "wrong.yaml"
    Then the manifest is rejected
    And the manifest is rejected with "metadata.name: Invalid value"
    And the creation fails with "must be between 1 and 65535"
    When I apply "wrong.yaml"
    Then it fails with "must be between 1 and 65535"
