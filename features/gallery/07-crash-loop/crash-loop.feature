@gallery @back-off
Feature: CrashLoopBackOff of a program that does nothing wrong
  People see CrashLoopBackOff, read "crash", and find exit code 0.
  A pod that is always restarted restarts programs that ended well, too, and the pauses before doing so double: none, 10 s, 20 s …
  five minutes. Ten good minutes forget them. What is to end once belongs into a Job.

  Scenario: it ends well and has to wait all the same
    Given the manifest "report.yaml"
    And container "report" exits with 0 after 5s
    When the manifest is created
    And 20m pass
    Then each run of container "report" ended with reason "Completed"
    And container "report" started again after pauses of at least 0s, 10s, 20s, 40s, 80s, 160s, 300s
    And container "report" never paused longer than 330s
    And pod "report" has shown "Completed"
    And pod "report" has shown "CrashLoopBackOff"

  Scenario: as a Job it is done
    Given the manifest "repaired.yaml"
    And container "report" exits with 0 after 5s
    When the manifest is created
    Then within 15s condition "Complete" of job "report" is "True"
    And for 20m 1 pod with label "job-name=report" is "Completed"
    And container "report" has started once
