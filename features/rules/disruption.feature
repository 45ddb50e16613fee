@rules
Feature: How many pods may go at a time

  Scenario Outline: a budget with <budget>
    Given the manifest "web.yaml"
    And the manifest
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: web
      spec:
        <budget>
        selector:
          matchLabels: {app: web}
      """
    When the manifest is created
    And 15s pass
    And I run `kubectl drain k8s-node01 --timeout=3s`
    Then it fails with "Cannot evict pod as it would violate the pod's disruption budget"
    And the rule "eviction/budget" has acted
    And the rule "<rule>" has acted

    Examples:
      | budget            | rule                   |
      | maxUnavailable: 1 | budget/max-unavailable |
      | minAvailable: 1   | budget/min-available   |

  Scenario: pods that have not started or have ended need no budget
    Given the manifest "pod.yaml" with these fields
      | field                    | value        |
      | spec.containers[0].image | none.io/x:1  |
    And image "none.io/x:1" is absent
    And the manifest
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: p
      spec:
        minAvailable: 1
        selector:
          matchLabels: {app: p}
      """
    When the manifest is created
    And 15s pass
    And an eviction of pod "p" is asked for
    Then the eviction is granted
    And the rule "eviction/no-budget-for-the-ended" has acted

  Scenario: a pod that is not ready may go when the budget says so
    Given the manifest "pod.yaml" with these fields
      | field                             | value                                       |
      | spec.containers[0].readinessProbe | {httpGet: {port: 80, path: /no-such-page}}  |
    And the manifest
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata:
        name: p
      spec:
        minAvailable: 1
        unhealthyPodEvictionPolicy: AlwaysAllow
        selector:
          matchLabels: {app: p}
      """
    When the manifest is created
    And 15s pass
    And an eviction of pod "p" is asked for
    Then the eviction is granted
    And the rule "eviction/unready-pods-may-go" has acted
