@init
Feature: What a failing init container does under each restart policy
  Always and OnFailure start a failed init container again, with back-off; Never fails the pod.

  Scenario Outline: the init container exits <code> under <policy>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        restartPolicy: <policy>
        initContainers:
        - name: prepare
          image: busybox:1.28
          command: [sh, -c, "sleep 1; exit <code>"]
        containers:
        - name: app
          image: busybox:1.28
          command: [sh, -c, "sleep 3600"]
      """
    When the manifest is created
    And 2m pass
    Then pod "p" has phase "<phase>"
    And container "prepare" has started <starts>
    And container "app" has started <app starts>
    And pod "p" <shows> "<status>"

    Examples:
      | policy    | code | phase   | starts           | app starts | shows     | status                |
      | Always    | 0    | Running | 1 time           | 1 time     | is        | Running               |
      | OnFailure | 0    | Running | 1 time           | 1 time     | is        | Running               |
      | Never     | 0    | Running | 1 time           | 1 time     | is        | Running               |
      | Always    | 1    | Pending | at least 4 times | 0 times    | has shown | Init:CrashLoopBackOff |
      | OnFailure | 1    | Pending | at least 4 times | 0 times    | has shown | Init:CrashLoopBackOff |
      | Never     | 1    | Failed  | 1 time           | 0 times    | is        | Init:Error            |
