Feature: Names, endpoints, revisions and init containers, in the words that people choose

  Scenario: Names that resolve in a pod
    Given a manifest "api.yaml"
    And pod "shell" with image "busybox:1.28"
    When I apply "api.yaml"
    And I create the pod
    Then within 1m all pods of service "api" are in the endpoints of service "api"
    And the name "api" resolves in pod "shell"
    And "api.default.svc.cluster.local" can be resolved from pod "shell"
    And "kubernetes" resolves to "10.96.0.1" in pod "shell"
    And "mydb" does not resolve in pod "shell"
    When I run `kubectl create service clusterip mydb --tcp=80:80`
    Then "mydb" resolves inside pod "shell"

  Scenario: Revisions and generations
    Given a manifest "api.yaml"
    When I apply "api.yaml"
    Then the generation of deployment "api" is 1
    And within 10s deployment "api" is at revision 1
    When I set the image of container "api" of deployment "api" to "example/api:2"
    Then the generation of deployment "api" is 2
    And within 10s deployment "api" is on revision 2
    When I roll back deployment "api"
    Then within 10s deployment "api" is at revision 3

  Scenario: Init containers as a whole
    Given the manifest "two-inits.yaml"
    When the manifest is created
    Then within 30s all init containers of pod "two-inits" have succeeded
    And the init containers of pod "two-inits" ran in order

  Scenario: A log that grows
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: talker}
      spec:
        containers:
        - {name: talker, image: busybox, command: [sh, -c, "while true; do echo still here; sleep 2; done"]}
      """
    When the manifest is created
    Then within 30s container "talker" has logged "still here" at least 8 times

  Scenario: An image that comes late
    Given image "example/late:1" is pushed after 1m
    And pod "late" with image "example/late:1"
    When I create the pod
    Then within 30s pod "late" is "ErrImagePull"
    And within 2m pod "late" is "1/1 Running"
