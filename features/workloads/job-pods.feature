@workloads
Feature: Which pods of a Job count
  A Job counts the pods that end by themselves. What it takes away because it wants fewer of them counts for nothing; what still
  runs when it fails has failed with it.

  Scenario Outline: a Job that wants fewer pods at a time in Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        parallelism: 3
        completions: 5
        backoffLimit: 0
        template:
          spec:
            restartPolicy: Never
            containers:
            - name: c
              image: busybox:1.28
              command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl patch job work -p '{"spec":{"parallelism":1}}'`
    And 20s pass
    Then the field "status.active" of job "work" is "1"
    And the field "status.succeeded" of job "work" is not set
    And the field "status.failed" of job "work" is not set

    Examples:
      | release |
      | 1.22    |
      | 1.25    |
      | 1.36    |

  Scenario Outline: a Job whose time is over in Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        parallelism: 2
        completions: 5
        activeDeadlineSeconds: 10
        template:
          spec:
            restartPolicy: Never
            containers:
            - name: c
              image: busybox:1.28
              command: [sh, -c, "trap 'sleep 5; exit 0' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    Then within 13s condition "<first>" of job "work" is "True" with reason "DeadlineExceeded"
    And within 1s the field "status.failed" of job "work" is "2"
    And within 20s condition "Failed" of job "work" is "True" with reason "DeadlineExceeded"
    And the field "status.failed" of job "work" is "2"
    And the field "status.succeeded" of job "work" is not set

    Examples:
      | release | first         |
      | 1.22    | Failed        |
      | 1.25    | Failed        |
      | 1.30    | Failed        |
      | 1.31    | FailureTarget |
      | 1.36    | FailureTarget |

  Scenario: an Indexed Job that shrinks gives up its highest indexes
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        parallelism: 4
        completions: 4
        completionMode: Indexed
        template:
          spec:
            restartPolicy: Never
            containers:
            - {name: c, image: "busybox:1.28", command: [sleep, "3600"]}
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl patch job work -p '{"spec":{"parallelism":2,"completions":2}}'`
    And 40s pass
    Then there is 1 pod with label "batch.kubernetes.io/job-completion-index=0"
    And there is 1 pod with label "batch.kubernetes.io/job-completion-index=1"
    And there are no pods with label "batch.kubernetes.io/job-completion-index=2"
    And there are no pods with label "batch.kubernetes.io/job-completion-index=3"

  Scenario: what has succeeded enough has no failures
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        parallelism: 3
        completions: 3
        completionMode: Indexed
        successPolicy: {rules: [{succeededIndexes: "0"}]}
        template:
          spec:
            restartPolicy: Never
            containers:
            - name: c
              image: busybox:1.28
              command: [sh, -c, '[ "$JOB_COMPLETION_INDEX" = 0 ] && sleep 3 && exit 0; sleep 3600']
      """
    When the manifest is created
    Then within 60s condition "Complete" of job "work" is "True" with reason "SuccessPolicy"
    And the field "status.succeeded" of job "work" is "1"
    And the field "status.failed" of job "work" is not set
