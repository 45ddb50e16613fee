@conformance
Feature: What conformance asks of CronJobs

  @C-233
  Scenario: Forbid starts no second job while one is active
    Given the manifest "report-cronjob.yaml" with these fields
      | field                                                          | value            |
      | spec.concurrencyPolicy                                         | Forbid           |
      | spec.jobTemplate.spec.template.spec.containers[0].command      | [sleep, "100000"] |
    When the manifest is created
    Then within 2m there is 1 job
    And for 5m there is 1 job
    And cronjob "report" has the event "JobAlreadyActive"

  @C-234
  Scenario: Replace puts a new job in the place of the active one at the next minute
    Given the manifest "report-cronjob.yaml" with these fields
      | field                  | value   |
      | spec.concurrencyPolicy | Replace |
    When the manifest is created
    Then within 1m5s the field "status.active[0].name" of cronjob "report" is "report-29460061"
    And within 1m5s the field "status.active[0].name" of cronjob "report" is "report-29460062"
    And there is 1 job
    And the field "status.active[1]" of cronjob "report" is not set

  @C-235
  Scenario: A suspended CronJob starts no jobs
    Given the manifest "report-cronjob.yaml" with these fields
      | field        | value |
      | spec.suspend | true  |
    When the manifest is created
    Then for 5m there are no jobs

  @C-237
  Scenario Outline: The history keeps as many finished jobs as its limits say: <command>
    Given the manifest "report-cronjob.yaml" with these fields
      | field                                                     | value        |
      | spec.successfulJobsHistoryLimit                           | <successful> |
      | spec.failedJobsHistoryLimit                               | <failed>     |
      | spec.jobTemplate.spec.backoffLimit                        | 0            |
      | spec.jobTemplate.spec.template.spec.restartPolicy         | Never        |
      | spec.jobTemplate.spec.template.spec.containers[0].command | ["<command>"] |
    When the manifest is created
    And 1m40s pass
    Then within 10s there is 1 job
    And for 40s there are at most 2 jobs
    And 1 pod with label "job-name" is "<status>"

    Examples:
      | successful | failed | command | status    |
      | 1          | 0      | true    | Completed |
      | 0          | 1      | false   | Error     |

  @C-238
  Scenario: An active job that is deleted by hand leaves the active list
    Given the manifest "report-cronjob.yaml" with these fields
      | field                  | value  |
      | spec.concurrencyPolicy | Forbid |
    When the manifest is created
    Then within 1m5s there is 1 job
    And within 1s the field "status.active[0].name" of cronjob "report" is "report-29460061"
    When I run `kubectl delete $(kubectl get jobs -o name)`
    Then within 10s the field "status.active[0]" of cronjob "report" is not set
    And cronjob "report" has the event "MissingJob"

  @C-239
  Scenario: Each job carries the time it was scheduled for
    Given the manifest "report-cronjob.yaml"
    When the manifest is created
    Then within 1m5s there is 1 job
    And `kubectl get jobs -o jsonpath='{.items[0].metadata.annotations.batch\.kubernetes\.io/cronjob-scheduled-timestamp}'` prints "2026-01-05T09:01:00Z"
