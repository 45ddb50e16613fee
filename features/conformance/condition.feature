@conformance
Feature: What conformance asks of conditions

  @C-169
  Scenario: the order in which the conditions of a pod without init containers come true
    Given the manifest "server.yaml"
    When the manifest is created
    Then within 5s condition "Ready" of pod "p" is "True"
    And conditions "PodScheduled", "Initialized", "PodReadyToStartContainers", "ContainersReady", "Ready" of pod "p" came true in this order

  @C-170
  Scenario: the order in which the conditions of a pod with init containers come true
    Given the manifest "two-inits.yaml"
    When the manifest is created
    Then within 20s condition "Ready" of pod "p" is "True"
    And conditions "PodScheduled", "PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready" of pod "p" came true in this order

  @C-171
  Scenario Outline: a pod that waits for a <kind>, <with> init containers
    Given the manifest "<manifest>" with these fields
      | field        | value                 |
      | spec.volumes | [{name: v, <volume>}] |
    When the manifest is created
    And 20s pass
    Then pod "p" has the event "FailedMount" with message "MountVolume.SetUp failed for volume \"v\" : <word> \"late\" not found"
    And pod "p" has these conditions
      | type                      | status        |
      | PodScheduled              | True          |
      | PodReadyToStartContainers | False         |
      | Initialized               | <initialized> |
      | ContainersReady           | False         |
      | Ready                     | False         |
    When I run `kubectl create <create> late --from-literal=a=b`
    Then within 1m condition "Ready" of pod "p" is "True"
    And condition "PodReadyToStartContainers" of pod "p" is "True"
    And condition "Initialized" of pod "p" is "True"

    Examples:
      | kind      | with    | manifest       | volume                     | word      | initialized | create         |
      | ConfigMap | without | server.yaml    | configMap: {name: late}    | configmap | True        | configmap      |
      | Secret    | without | server.yaml    | secret: {secretName: late} | secret    | True        | secret generic |
      | ConfigMap | with    | two-inits.yaml | configMap: {name: late}    | configmap | False       | configmap      |
      | Secret    | with    | two-inits.yaml | secret: {secretName: late} | secret    | False       | secret generic |
