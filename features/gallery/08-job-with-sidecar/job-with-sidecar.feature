@gallery @sidecar
Feature: A Job with a sidecar never completes
  People see a Job that has done its work, and a pod that says 1/2 NotReady for days.
  A pod is done when all its regular containers have ended, and a proxy never ends.
  As an init container that is always restarted (a native sidecar) it ends after the others, and does not count.

  Scenario: the work is done and the Job goes on
    Given the manifest "report.yaml"
    And container "report" works for 20s and ends with exit code 0
    And container "proxy" works for 100h
    When the manifest is created
    And 30s pass
    Then container "report" is terminated with exit code 0
    And for 1h 1 pod with label "job-name=report" is "1/2 NotReady"
    And job "report" has no condition "Complete"

  Scenario: a native sidecar ends with the work
    Given the manifest "repaired.yaml"
    And container "report" works for 20s and ends with exit code 0
    When the manifest is created
    Then within 60s condition "Complete" of job "report" is "True"
    And container "proxy" got signal "SIGTERM" only after container "report" had ended
