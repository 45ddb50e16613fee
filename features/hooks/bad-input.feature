@hooks @bad-input
Feature: Hooks that the API server refuses
  A manifest with such a fault never becomes a pod; kubectl prints the field and what is wrong with it.

  Scenario Outline: <fault>
    Given the file "fault.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        initContainers:
        - name: prepare
          image: busybox:1.28
          command: ["true"]
          <init field>
        containers:
        - name: c
          image: nginx:1.17.1
          <field>
      """
    When I run `kubectl create -f fault.yaml`
    Then it fails with "The Pod \"p\" is invalid: <message>"
    And pod "p" was never seen

    Examples:
      | fault                                       | init field                                        | field                                      | message                                                                                                                                         |
      | an init container with a hook               | lifecycle: {postStart: {exec: {command: [ls]}}}    |                                            | spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always                                     |
      | an init container with a liveness probe     | livenessProbe: {exec: {command: [ls]}}             |                                            | spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always                                 |
      | an init container with a readiness probe    | readinessProbe: {exec: {command: [ls]}}            |                                            | spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always                                |
      | an init container with a startup probe      | startupProbe: {exec: {command: [ls]}}              |                                            | spec.initContainers[0].startupProbe: Forbidden: may not be set for init containers without restartPolicy=Always                                  |
      | a preStop that sleeps longer than the grace |                                                   | lifecycle: {preStop: {sleep: {seconds: 60}}} | spec.containers[0].lifecycle.preStop.sleep: Invalid value: 60: must be non-negative and less than terminationGracePeriodSeconds (30)             |
      | a preStop that does nothing                 |                                                   | lifecycle: {preStop: {}}                   | spec.containers[0].lifecycle.preStop: Required value: must specify a handler type                                                               |
      | a postStart that does nothing               |                                                   | lifecycle: {postStart: {}}                 | spec.containers[0].lifecycle.postStart: Required value: must specify a handler type                                                             |
      | a postStart that does two things            |                                                   | lifecycle: {postStart: {exec: {command: [ls]}, httpGet: {port: 80}}} | spec.containers[0].lifecycle.postStart.httpGet: Forbidden: may not specify more than 1 handler type              |
      | a hook without a command                    |                                                   | lifecycle: {preStop: {exec: {command: []}}} | spec.containers[0].lifecycle.preStop.exec.command: Required value                                                                              |
