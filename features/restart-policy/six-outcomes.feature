@restart @C6 @experiment
Feature: The restart policy and the exit code decide what happens after an exit

  Scenario Outline: exit code <code> under <policy>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: <policy>
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "echo hi; sleep 5; exit <code>"]
      """
    When the manifest is created
    And 2m pass
    Then container "c" has started <starts>
    And container "c" last ended with exit code <code>
    And container "c" last ended with reason "<reason>"
    And pod "p" has phase "<phase>"
    And pod "p" <shows> "<status>"

    Examples:
      | policy    | code | starts           | reason    | phase     | shows     | status           |
      | Always    | 0    | at least 4 times | Completed | Running   | has shown | CrashLoopBackOff |
      | Always    | 1    | at least 4 times | Error     | Running   | has shown | CrashLoopBackOff |
      | OnFailure | 0    | 1 time           | Completed | Succeeded | is        | Completed        |
      | OnFailure | 1    | at least 4 times | Error     | Running   | has shown | CrashLoopBackOff |
      | Never     | 0    | 1 time           | Completed | Succeeded | is        | Completed        |
      | Never     | 1    | 1 time           | Error     | Failed    | is        | Error            |
