@rules
Feature: A schedule that was held up

  Scenario: more than a hundred times were missed
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: report
      spec:
        schedule: "* * * * *"
        suspend: true
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers:
                - name: report
                  image: busybox:1.28
                  command: ["true"]
      """
    When the manifest is created
    And 2h pass
    Then there are 0 jobs
    When I run `kubectl patch cronjob report -p '{"spec":{"suspend":false}}'`
    Then within 5s cronjob "report" has the event "TooManyMissedTimes"
    And within 5s there is 1 job
    And the rule "cronjob/hundred-missed" has acted

  # No controller since 1.21 goes through all the times that were missed: it reckons with the pause between the first two.
  Scenario Outline: times that are not evenly spaced were missed in Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: <api>
      kind: CronJob
      metadata:
        name: report
      spec:
        schedule: "10,11 * * * *"
        suspend: true
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers:
                - name: report
                  image: busybox:1.28
                  command: ["true"]
      """
    When the manifest is created
    And 30m pass
    And I run `kubectl patch cronjob report -p '{"spec":{"suspend":false}}'`
    And 20s pass
    Then there <started>

    Examples:
      | release | api           | started    |
      | 1.20    | batch/v1beta1 | is 1 job   |
      | 1.25    | batch/v1      | is 1 job   |
      | 1.26    | batch/v1      | are 0 jobs |
      | 1.36    | batch/v1      | are 0 jobs |

  Scenario: a new schedule does not make up for what it has missed
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: report
      spec:
        schedule: "0 0 1 1 *"
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers:
                - name: report
                  image: busybox:1.28
                  command: ["true"]
      """
    When the manifest is created
    And 90s pass
    And I run `kubectl patch cronjob report -p '{"spec":{"schedule":"* * * * *"}}'`
    And 10s pass
    Then there are 0 jobs
    And within 1m there is 1 job

  Scenario: a day that never comes is no schedule
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        name: report
      spec:
        schedule: "0 0 31 2 *"
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers:
                - name: report
                  image: busybox:1.28
                  command: ["true"]
      """
    When the manifest is created
    Then within 5s cronjob "report" has the event "InvalidSchedule"
