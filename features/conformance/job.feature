@conformance
Feature: What conformance asks of Jobs

  @C-213
  Scenario: A Job whose pods fail once and are restarted in place completes
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        parallelism: 2
        completions: 4
        template:
          spec:
            restartPolicy: OnFailure
            volumes: [{name: data, emptyDir: {}}]
            containers:
            - name: work
              image: busybox:1.28
              command: [sh, -c, "test -f /data/tried && exit 0; touch /data/tried; exit 1"]
              volumeMounts: [{name: data, mountPath: /data}]
      """
    When the manifest is created
    Then within 1m condition "Complete" of job "work" is "True"
    And the field "status.succeeded" of job "work" is "4"
    And the field "status.failed" of job "work" is not set
    And there are 4 pods with label "job-name=work"
    And container "work" has started 8 times

  @C-214
  Scenario: Pods that fail once under Never are replaced by new pods
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        parallelism: 2
        completions: 4
        backoffLimit: 6
        template:
          spec:
            restartPolicy: Never
            nodeName: k8s-node01
            volumes: [{name: data, hostPath: {path: /data, type: DirectoryOrCreate}}]
            containers:
            - name: work
              image: busybox:1.28
              command: [sh, -c, "test -f /data/tried && exit 0; touch /data/tried; exit 1"]
              volumeMounts: [{name: data, mountPath: /data}]
      """
    When the manifest is created
    Then within 2m condition "SuccessCriteriaMet" of job "work" is "True" with reason "CompletionsReached"
    And within 5s condition "Complete" of job "work" is "True" with reason "CompletionsReached"
    And the field "status.succeeded" of job "work" is "4"
    And the field "status.active" of job "work" is not set
    And the field "status.ready" of job "work" is "0"
    And the field "status.terminating" of job "work" is "0"
    And container "work" has started at least 5 times
    And container "work" has started at most 6 times

  @C-215
  Scenario: A deleted Job takes its pods with it
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        parallelism: 2
        completions: 4
        template:
          spec:
            restartPolicy: Never
            terminationGracePeriodSeconds: 1
            containers: [{name: work, image: "busybox:1.28", command: [sleep, "1000000"]}]
      """
    When the manifest is created
    And 10s pass
    Then the field "status.active" of job "work" is "2"
    And 2 pods with label "job-name=work" are "1/1 Running"
    When I run `kubectl delete job work`
    Then within 30s there are no pods with label "job-name=work"

  @C-217
  Scenario: A Job fails when its pods have failed more often than backoffLimit
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        backoffLimit: 1
        template:
          spec:
            restartPolicy: Never
            containers: [{name: work, image: "busybox:1.28", command: ["false"]}]
      """
    When the manifest is created
    Then within 1m condition "FailureTarget" of job "work" is "True" with reason "BackoffLimitExceeded"
    And within 5s condition "Failed" of job "work" is "True" with reason "BackoffLimitExceeded"
    And there are 2 pods with label "job-name=work"
    And for 5m 2 pods with label "job-name=work" are "0/1 Error"

  @C-218
  Scenario: A Job fails at its deadline
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        activeDeadlineSeconds: 1
        parallelism: 2
        completions: 4
        template:
          spec:
            restartPolicy: Never
            terminationGracePeriodSeconds: 1
            containers: [{name: work, image: "busybox:1.28", command: [sleep, "1000000"]}]
      """
    When the manifest is created
    Then within 3s condition "FailureTarget" of job "work" is "True" with reason "DeadlineExceeded"
    And within 10s condition "Failed" of job "work" is "True" with reason "DeadlineExceeded"
    And the field "status.active" of job "work" is not set
    And the field "status.ready" of job "work" is "0"
    And the field "status.terminating" of job "work" is "0"
    And within 5s there are no pods with label "job-name=work"

  @C-219
  Scenario: A suspended Job makes no pods until it is resumed
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        suspend: true
        parallelism: 2
        completions: 4
        template:
          spec:
            restartPolicy: Never
            containers: [{name: work, image: "busybox:1.28", command: [sleep, "2"]}]
      """
    When the manifest is created
    Then within 2s condition "Suspended" of job "work" is "True" with reason "JobSuspended"
    And for 1m there are no pods with label "job-name=work"
    When I run `kubectl patch job work -p '{"spec": {"suspend": false}}'`
    Then within 1m condition "Complete" of job "work" is "True"
    And condition "Suspended" of job "work" is "False" with reason "JobResumed"
    And no more than 2 pods with label "job-name=work" ever ran at once

  @C-221
  Scenario: An indexed Job runs each index once, with the index in the hostname
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completionMode: Indexed
        parallelism: 2
        completions: 4
        template:
          spec:
            restartPolicy: Never
            containers: [{name: work, image: "busybox:1.28", command: [sh, -c, "echo $(hostname) does $JOB_COMPLETION_INDEX"]}]
      """
    When the manifest is created
    Then within 1m condition "Complete" of job "work" is "True"
    And the field "status.completedIndexes" of job "work" is "0-3"
    And there are 4 pods with label "job-name=work"
    And `kubectl logs -l job-name=work --max-log-requests=5 | sort` shows
      """
      work-0 does 0
      work-1 does 1
      work-2 does 2
      work-3 does 3
      """

  @C-222
  Scenario: An exit code that the pod failure policy names fails the Job at once
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        backoffLimit: 6
        podFailurePolicy:
          rules:
          - {action: FailJob, onExitCodes: {containerName: work, operator: In, values: [1]}}
        template:
          spec:
            restartPolicy: Never
            containers: [{name: work, image: "busybox:1.28", command: [sh, -c, exit 1]}]
      """
    When the manifest is created
    Then within 10s condition "Failed" of job "work" is "True" with reason "PodFailurePolicy"
    And for 5m there is 1 pod with label "job-name=work"

  @C-223
  Scenario: Evicted pods do not count when the pod failure policy ignores disruptions
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completionMode: Indexed
        completions: 3
        parallelism: 3
        backoffLimit: 2
        podFailurePolicy:
          rules:
          - {action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "True"}]}
        template:
          spec:
            restartPolicy: Never
            terminationGracePeriodSeconds: 1
            volumes: [{name: data, hostPath: {path: /data, type: DirectoryOrCreate}}]
            containers:
            - name: work
              image: busybox:1.28
              command: [sh, -c, "until test -f /data/go; do sleep 1; done"]
              volumeMounts: [{name: data, mountPath: /data}]
      """
    When the manifest is created
    And 5s pass
    Then 3 pods with label "job-name=work" are "1/1 Running"
    When evictions of all pods with label "job-name=work" are asked for
    Then within 5s 3 pods with label "job-name=work" are "Terminating"
    And within 1m 3 pods with label "job-name=work" are "1/1 Running"
    When I run `touch /data/go` on node "k8s-node01"
    Then within 30s condition "Complete" of job "work" is "True"
    And the field "status.failed" of job "work" is not set

  @C-225
  Scenario: The Job stops after the first failed index when none may fail
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completionMode: Indexed
        completions: 10
        parallelism: 1
        backoffLimitPerIndex: 0
        maxFailedIndexes: 0
        template:
          spec:
            restartPolicy: Never
            containers: [{name: work, image: "busybox:1.28", command: ["false"]}]
      """
    When the manifest is created
    Then within 30s condition "Failed" of job "work" is "True" with reason "MaxFailedIndexesExceeded"
    And the field "status.failedIndexes" of job "work" is "0"
    And the field "status.failed" of job "work" is "1"
    And for 1m there is 1 pod with label "job-name=work"

  @C-226
  Scenario: FailIndex beats the back-off limit of the index
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completionMode: Indexed
        completions: 2
        parallelism: 2
        backoffLimitPerIndex: 1
        podFailurePolicy:
          rules:
          - {action: FailIndex, onExitCodes: {operator: In, values: [1]}}
        template:
          spec:
            restartPolicy: Never
            containers: [{name: work, image: "busybox:1.28", command: [sh, -c, "exit $JOB_COMPLETION_INDEX"]}]
      """
    When the manifest is created
    Then within 1m condition "Failed" of job "work" is "True" with reason "FailedIndexes"
    And the field "status.failedIndexes" of job "work" is "1"
    And the field "status.failed" of job "work" is "1"
    And the field "status.succeeded" of job "work" is "1"

  @C-227
  Scenario: A success policy ends the Job when the indexes it names have succeeded
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completionMode: Indexed
        completions: 5
        parallelism: 5
        successPolicy:
          rules: [{succeededIndexes: "0"}]
        template:
          spec:
            restartPolicy: Never
            terminationGracePeriodSeconds: 1
            containers: [{name: work, image: "busybox:1.28", command: [sh, -c, "test $JOB_COMPLETION_INDEX -eq 0 || sleep 1000000"]}]
      """
    When the manifest is created
    Then within 10s condition "SuccessCriteriaMet" of job "work" is "True" with reason "SuccessPolicy"
    And within 30s condition "Complete" of job "work" is "True" with reason "SuccessPolicy"
    And the field "status.completedIndexes" of job "work" is "0"
    And no pod with label "job-name=work" is "1/1 Running"

  @C-229
  Scenario Outline: With podReplacementPolicy <policy> a deleted pod is replaced <when>
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        podReplacementPolicy: <policy>
        template:
          spec:
            restartPolicy: Never
            terminationGracePeriodSeconds: 30
            containers: [{name: work, image: "busybox:1.28", command: [sleep, "1000000"]}]
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pods -l job-name=work --wait=false`
    And 20s pass
    Then 1 pod with label "job-name=work" is "1/1 Terminating"
    And the field "status.terminating" of job "work" is "1"
    And <count> pods with label "job-name=work" are "1/1 Running"
    And within 25s 1 pod with label "job-name=work" is "1/1 Running"

    Examples:
      | policy               | when                        | count |
      | Failed               | only after it has failed    | 0     |
      | TerminatingOrFailed  | while it still terminates   | 1     |

  @C-230
  Scenario: A finished Job is deleted when its time to live is over
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        ttlSecondsAfterFinished: 10
        template:
          spec:
            restartPolicy: Never
            containers: [{name: work, image: "busybox:1.28", command: ["true"]}]
      """
    When the manifest is created
    Then within 10s condition "Complete" of job "work" is "True"
    And for 9s job "work" is still there
    And within 5s job "work" is gone
    And within 5s there are no pods with label "job-name=work"

  @C-231
  Scenario: A container that is restarted by its own rule does not trigger the pod failure policy
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        backoffLimit: 0
        podFailurePolicy:
          rules:
          - {action: FailJob, onExitCodes: {containerName: work, operator: In, values: [42]}}
        template:
          spec:
            restartPolicy: Never
            volumes: [{name: data, emptyDir: {}}]
            containers:
            - name: work
              image: busybox:1.28
              command: [sh, -c, "test -f /data/tried && exit 0; touch /data/tried; exit 42"]
              restartPolicy: Never
              restartPolicyRules:
              - {action: Restart, exitCodes: {operator: In, values: [42]}}
              volumeMounts: [{name: data, mountPath: /data}]
      """
    When the manifest is created
    Then within 1m condition "Complete" of job "work" is "True"
    And container "work" has started 2 times
