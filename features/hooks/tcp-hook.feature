@hooks @E3 @experiment
Feature: A tcpSocket hook is accepted, and always fails
  The field exists for both hooks, the API server takes it without a word, and no kubelet ever knew what to do with it.

  Background:
    Given the namespace "dev"
    And the manifest "hook-tcpsocket.yaml"

  Scenario: the container never gets up
    When I run `kubectl create -f hook-tcpsocket.yaml`
    Then it prints "pod/pod-hook-tcpsocket created"
    And within 40s container "main-container" waits with reason "PostStartHookError"
    And the postStart hook of container "main-container" has failed with "invalid handler"
    And pod "pod-hook-tcpsocket" in namespace "dev" has the event "FailedPostStartHook" with message "PostStartHook failed"
    When 3m pass
    Then pod "pod-hook-tcpsocket" in namespace "dev" has shown "CrashLoopBackOff"
    And container "main-container" has started at least 3 times
    And pod "pod-hook-tcpsocket" in namespace "dev" has never shown "Running"
    And pod "pod-hook-tcpsocket" in namespace "dev" has never shown "1/1"

  Scenario: a tcpSocket preStop fails too, and holds nothing up
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          lifecycle:
            preStop:
              tcpSocket:
                port: 80
      """
    When the manifest is created
    Then within 5s pod "p" is "Running"
    When I run `kubectl delete pod p`
    Then the preStop hook of container "c" has failed with "invalid handler"
    And pod "p" has the event "FailedPreStopHook" with message "PreStopHook failed"
    And pod "p" was gone less than 4s after the deletion
