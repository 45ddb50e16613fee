@behaviours
Feature: Behaviours and images are described in files too
  `podwright play --behaviours FILE --images FILE` reads the same ones.

  Scenario: a behaviours file
    Given the manifest "web.yaml"
    And the manifest "worker.yaml"
    And the behaviours "behaviours.yaml"
    When the manifest is created
    Then within 10s pod "web" is "1/1 Running"
    And within 50s pod "worker" has restarted once
    And container "worker" last ended with reason "OOMKilled"
    And `kubectl get service mydb` prints "ClusterIP"
    And within 70s pod "web" is "0/1 Running"
    And within 70s pod "web" is "1/1 Running"
    And pod "web" has never restarted

  Scenario: behaviours in the feature itself
    Given the manifest "web.yaml"
    And the behaviours
      """yaml
      containers:
      - container: web
        exits: {after: 10s, code: 3}
      """
    When the manifest is created
    Then within 20s pod "web" has restarted once
    And container "web" last ended with exit code 3

  Scenario: an images file
    Given the manifest "web.yaml"
    And the images "images.yaml"
    When the manifest is created
    Then within 10s pod "web" is "1/1 Running"
    And the log of container "web" contains "listening on 8080" once
    And a GET of ":8080/other" from pod "web" answers with status 404
    When I run `kubectl delete pod web`
    Then container "web" got signal "SIGQUIT" once
    And container "web" ended between 3s and 4s after the deletion
    And container "web" ended with exit code 0

  Scenario: an image whose entry point is not in it
    Given the manifest "web.yaml" with these fields
      | field                    | value       |
      | spec.containers[0].image | team/web:v2 |
    And the images "images.yaml"
    When the manifest is created
    Then within 10s pod "web" is "0/1 RunContainerError"
    And container "web" has never started

  Scenario: a tag that the file does not name
    Given the manifest "web.yaml" with these fields
      | field                    | value       |
      | spec.containers[0].image | team/web:v3 |
    And the images "images.yaml"
    When the manifest is created
    Then within 10s pod "web" is "0/1 ErrImagePull"
