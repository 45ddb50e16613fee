@behaviours
Feature: What a pod depends on appears in time
  Servers outside the cluster, services and whole manifests come when a sentence says so; times count from the sentence.

  Scenario: a server outside the cluster listens from a minute on
    Given a server at "192.168.66.11" listens on port 1234 from 1m
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        initContainers:
        - name: wait
          image: busybox:1.28
          command: [sh, -c, "until nc -z -w 1 192.168.66.11 1234; do sleep 2; done"]
        containers:
        - {name: app, image: team/app:v1}
      """
    When the manifest is created
    Then within 5s pod "app" is "0/1 Init:0/1"
    And for 50s pod "app" stays "0/1 Init:0/1"
    And within 15s pod "app" is "1/1 Running"

  Scenario: a machine outside the cluster comes up after a minute
    Given host "10.20.30.40" comes up after 1m
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        initContainers:
        - name: wait
          image: busybox:1.28
          command: [sh, -c, "until ping -c 1 -W 1 10.20.30.40; do sleep 1; done"]
        containers:
        - {name: app, image: team/app:v1}
      """
    When the manifest is created
    Then within 5s pod "app" is "0/1 Init:0/1"
    And for 50s pod "app" stays "0/1 Init:0/1"
    And within 15s pod "app" is "1/1 Running"

  Scenario Outline: <what> after half a minute
    Given <sentence>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        initContainers:
        - name: wait
          image: busybox:1.28
          command: [sh, -c, "until nslookup mydb; do sleep 2; done"]
        containers:
        - {name: app, image: team/app:v1}
      """
    When the manifest is created
    Then within 5s pod "app" is "0/1 Init:0/1"
    And for 20s pod "app" stays "0/1 Init:0/1"
    And within 20s pod "app" is "1/1 Running"
    And the log of init container "wait" contains "can't resolve 'mydb'"

    Examples:
      | what                                 | sentence                                                   |
      | the service appears                  | service "mydb" appears after 30s                           |
      | the service appears in its namespace | service "mydb" in namespace "default" appears after 30s    |

  Scenario: a manifest is created after half a minute
    Given the manifest "web.yaml" is created after 30s
    When 29s pass
    Then `kubectl get pods` prints "No resources found"
    When 2s pass
    Then within 10s service "web" has 1 endpoint
