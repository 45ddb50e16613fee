@claim
Feature: Claims about the end of a pod

  Background:
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 0.1; done"]
          lifecycle:
            preStop: {exec: {command: [sleep, "10"]}}
      """
    When the manifest is created
    And 5s pass

  @claim-080 @differs @doc-A
  Scenario: The preStop hook and SIGTERM run at the same time, and Kubernetes does not wait for the hook
    One comes after the other: SIGTERM is sent when the hook has ended or the grace period is over.

    When I run `kubectl delete pod p`
    Then container "c" got signal "SIGTERM" only after its preStop hook had ended
    And container "c" got signal "SIGTERM" between 10s and 11.5s after the deletion

  @claim-081 @differs @doc-A
  Scenario: When Kubernetes decides to stop a container it sends SIGTERM first, and the container may then run its preStop hook
    It is the kubelet that runs the hook, before the signal.

    When I run `kubectl delete pod p --wait=false`
    Then within 2s the preStop hook of container "c" is running
    And for 8s container "c" is running
    And container "c" never got signal "SIGTERM"

  @claim-082 @holds @doc-E
  Scenario: The preStop hook blocks the deletion of the container until it is done
    When I run `kubectl delete pod p`
    Then the preStop hook of container "c" has succeeded
    And pod "p" was gone at least 10s after the deletion

  @claim-083 @differs @doc-E
  Scenario: The container only ends when its preStop hook is done
    The grace period is for both: a hook that takes longer is not waited for.

    When I run `kubectl delete pod p --grace-period=4`
    Then container "c" got signal "SIGTERM" between 4s and 5.5s after the deletion
    And container "c" ended less than 7s after the deletion

  @claim-084 @holds @doc-A
  Scenario: The default grace period is 30 seconds, and --grace-period overrides it
    Then the field "spec.terminationGracePeriodSeconds" of pod "p" is "30"
    When I run `kubectl delete pod p --grace-period=7 --wait=false`
    Then the field "metadata.deletionGracePeriodSeconds" of pod "p" is "7"

  @claim-085 @holds @doc-A
  Scenario: An app that ends before the grace period is over is cleaned up at once
    When I run `kubectl delete pod p`
    Then container "c" ended with exit code 0
    And pod "p" was gone less than 14s after the deletion

  @claim-086 @holds @doc-A
  Scenario: SIGKILL comes when the grace period is over, and can't be ignored
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: deaf
      spec:
        containers:
        - name: d
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When I run `kubectl create -f manifest-2.yaml`
    And 5s pass
    And I run `kubectl delete pod deaf`
    Then container "d" got signal "SIGKILL" between 30s and 31.5s after the deletion
    And container "d" ended with exit code 137

  @claim-087 @version @doc-A
  Scenario: After the kill the pod goes from Terminating to Succeeded or Failed
    Since 1.27 it does, for less than two seconds; then it is gone.

    When I run `kubectl delete pod p`
    Then pod "p" went through "Running", "Terminating", "Completed" in this order
    And pod "p" was gone less than 3s after container "c" had ended

  @claim-087 @version @doc-A @k8s-1.20
  Scenario: Before 1.27 a pod is Terminating until it is gone
    When I run `kubectl delete pod p`
    Then pod "p" went through "Running", "Terminating" in this order
    And pod "p" has never shown "Completed"

  @claim-088 @holds @doc-A
  Scenario: A container that somebody stops on its node does not run its preStop hook, and is restarted
    When I run `kubectl exec p -- kill 1`
    Then within 5s container "c" has started 2 times
    And the preStop hook of container "c" has run 0 times
