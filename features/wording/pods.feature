Feature: A pod, in the words that people choose

  Background:
    Given a manifest "crash.yaml"

  Scenario: It crashes, and is restarted
    When I apply the manifest
    And 70 seconds pass
    Then within 1m pod "crasher" should be in "CrashLoopBackOff"
    And pod/crasher is in CrashLoopBackOff
    And the pod is in CrashLoopBackOff
    And Pod "crasher" should not be Running
    And the status of pod 'crasher' is CrashLoopBackOff
    And the "crasher" pod is not ready
    And pod crasher has the status "0/1 CrashLoopBackOff"
    And the phase of pod "crasher" is Running
    And pod "crasher" exists
    And pod "crasher" has restarted three times
    And pod "crasher" was restarted at least twice
    And pod "crasher" restarted between 2 and 4 times
    And pod "crasher" has 3 restarts
    And pod "crasher" has a restart count of 3
    And the restart count of pod "crasher" is at least 3
    And the container has 3 restarts
    And container "app" was restarted 3 times
    And container app is restarted

  Scenario: Its ways
    When I apply it
    And I wait for 1 minute and 10 seconds
    Then pod "crasher" goes through Pending, ContainerCreating, Running, Error, Running and CrashLoopBackOff
    And pod "crasher" went through "Pending", "Running", "Error" in this order
    And pod "crasher" goes through:
      | STATUS            |
      | Pending           |
      | ContainerCreating |
      | Running           |
      | CrashLoopBackOff  |

  Scenario: How it ended
    When the pod is created
    And after 8 seconds
    Then container "app" exited with code 1
    And container "app" of pod "crasher" has exited with exit code 1
    And the last exit code of the container is 1
    And container "app" has exit code 1 within 10s
    And the logs of pod "crasher" contain "fatal error"
    And the logs of container "app" contain "starting"
    And pod "crasher" becomes Error within 20s
    And pod "crasher" becomes CrashLoopBackOff within 1 minute
    And container "app" is waiting with reason "CrashLoopBackOff" within 1m

  Scenario: Its events
    When I create the manifest
    And 1m 30s have passed
    Then there is an event "BackOff" for pod "crasher"
    And the event BackOff is recorded for pod/crasher
    And pod "crasher" has a warning event "BackOff"
    And pod "crasher" has an event "BackOff" with message "Back-off restarting failed container"

  Scenario: Its conditions
    When the manifest is deployed
    And 3s passed
    Then pod "crasher" has condition "PodScheduled" with status "True"
    And pod "crasher" should have the condition Initialized True
    And the condition Ready of pod "crasher" is True
    And pod "crasher" runs on node "k8s-node01"
    And pod "crasher" is scheduled on node k8s-node01
    And for 1s pod "crasher" never restarts
    And pod "crasher" has not restarted

  Scenario: It is gone
    When the manifest is applied
    And 30s pass
    And I delete pod "crasher"
    Then within a minute pod "crasher" is deleted
    And pod "crasher" does not exist any more
    And pod "crasher" no longer exists

  Scenario: It is deleted
    When the manifest is applied
    And 3s later
    And the pod is deleted
    Then pod "crasher" is Terminating within 1s
    And the pod is gone within 35s

  Scenario: Another pod has another name
    Given image "ngnix:latets" does not exist
    When I create:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: typo}
      spec: {containers: [{name: c, image: "ngnix:latets"}]}
      """
    And 1m passes
    Then pod/typo is ImagePullBackOff within 30s
    And pod "typo" never becomes ready
    And pod "typo" was never ready
