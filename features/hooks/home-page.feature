@hooks @E2 @experiment
Feature: A hook rewrites the home page, another lets nginx go in peace
  The postStart hook of `pod-hook-exec` replaces the default page of nginx; its preStop hook asks nginx to quit.

  Background:
    Given the namespace "dev"
    And the manifest "pod-hook-exec.yaml"
    When I run `kubectl create -f pod-hook-exec.yaml`
    Then it prints "pod/pod-hook-exec created"
    And within 5s pod "pod-hook-exec" in namespace "dev" is "1/1 Running"

  Scenario: a visitor reads what the hook wrote
    Then a GET of "/" from pod "pod-hook-exec" in namespace "dev" answers "postStart..."
    And pod "pod-hook-exec" in namespace "dev" shows "1/1 Running" at 29s
    And `kubectl get pods pod-hook-exec -n dev -o wide` shows
      | NAME          | READY | STATUS  | RESTARTS | AGE | IP | NODE       |
      | pod-hook-exec | 1/1   | Running | 0        | 29s | *  | k8s-node01 |
    And pod "pod-hook-exec" in namespace "dev" went through "Pending", "ContainerCreating", "Running" in this order

  @claim-077
  Scenario: on delete nginx quits by itself, before a signal is needed
    When 29s pass
    And I run `kubectl delete pod pod-hook-exec -n dev`
    Then the preStop hook of container "main-container" has succeeded
    And container "main-container" ended with exit code 0
    And container "main-container" last ended with reason "Completed"
    And container "main-container" never got signal "SIGKILL"
    And pod "pod-hook-exec" in namespace "dev" was gone less than 4s after the deletion
    And pod "pod-hook-exec" in namespace "dev" has no event "FailedPreStopHook"
