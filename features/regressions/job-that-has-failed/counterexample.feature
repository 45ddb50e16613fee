# Found by a campaign on manifests of real applications with releases from 1.20 to 1.36
Feature: A Job that has failed makes no more pods
  The restarts of a pod count as long as it is there, also while it is being deleted.
  Source: pkg/controller/job/job_controller.go, pastBackoffLimitOnFailure.

  Scenario Outline: too many restarts in place, Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate}
      spec:
        backoffLimit: 2
        template:
          spec:
            restartPolicy: OnFailure
            containers: [{name: migrate, image: busybox, command: [sh, -c, exit 1]}]
      """
    When the manifest is created
    And 3m pass
    Then `kubectl get job migrate -o jsonpath='{.status.conditions[*].reason}'` prints "BackoffLimitExceeded"
    And there are 0 pods

    Examples:
      | release |
      | 1.20    |
      | 1.24    |
      | 1.30    |
      | 1.36    |
