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
