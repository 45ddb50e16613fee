@hooks @A10 @experiment
Feature: postStart and preStop run a command inside the container
  Both hooks of `lifecycle-exec-pod` write to the same file. The first is there as soon as the pod runs; the second can
  only be seen by somebody who is still inside the container while it stops.

  Background:
    Given the manifest "lifecycle-exec-pod.yaml"
    When I run `kubectl create -f lifecycle-exec-pod.yaml`

  Scenario: the file says postStart as soon as the pod runs
    Then within 5s pod "lifecycle-exec-pod" is "1/1 Running"
    And the postStart hook of container "lifecycle-exec-container" has succeeded
    And `kubectl exec lifecycle-exec-pod -c lifecycle-exec-container -- cat /usr/share/message` prints "postStart"
    And for 56s pod "lifecycle-exec-pod" stays "1/1 Running"
    And the postStart hook of container "lifecycle-exec-container" has run once
    And the preStop hook of container "lifecycle-exec-container" has run never
    And pod "lifecycle-exec-pod" went through "Pending", "ContainerCreating", "Running" in this order

  @claim-077
  Scenario: a session inside the container sees preStop while the pod is deleted
    Given within 5s pod "lifecycle-exec-pod" is "Running"
    When I start `kubectl exec lifecycle-exec-pod -- /bin/sh -c "while true; do cat /usr/share/message; done"`
    And 5s pass
    And I run `kubectl delete pod lifecycle-exec-pod` in another window
    Then within 5s pod "lifecycle-exec-pod" is gone
    And container "lifecycle-exec-container" got signal "SIGTERM" only after its preStop hook had ended
    And the command has ended with exit code 137
    And it prints "postStart"
    And it prints "preStop"
    And it prints "command terminated with exit code 137"

  Scenario: the deletion is quick, because nginx ends on SIGTERM
    Given within 5s pod "lifecycle-exec-pod" is "Running"
    When I run `kubectl delete pod lifecycle-exec-pod`
    Then it prints "deleted"
    And the preStop hook of container "lifecycle-exec-container" has succeeded
    And container "lifecycle-exec-container" ended with exit code 0
    And container "lifecycle-exec-container" never got signal "SIGKILL"
    And pod "lifecycle-exec-pod" was gone less than 4s after the deletion
    And pod "lifecycle-exec-pod" went through "Running", "Terminating", "Completed" in this order

  @k8s-1.20
  Scenario: in 1.20 the pod shows Terminating until it is gone
    Given within 5s pod "lifecycle-exec-pod" is "Running"
    When I run `kubectl delete pod lifecycle-exec-pod`
    Then the preStop hook of container "lifecycle-exec-container" has succeeded
    And container "lifecycle-exec-container" ended less than 4s after the deletion
    And pod "lifecycle-exec-pod" has shown "Terminating"
    And pod "lifecycle-exec-pod" has never shown "Completed"
