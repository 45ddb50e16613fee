Feature: Rollouts, in the words that people choose

  Background:
    Given the manifest "api.yaml"
    And the manifest is created
    And deployment "api" is available

  Scenario: A new image
    When I set the image of container "api" of deployment "api" to "example.com/api:3.0"
    And I wait until the rollout of deployment "api" is complete
    Then eventually all pods of deployment "api" run image "example.com/api:3.0"
    When I set the image of deployment "api" to "example.com/api:4.0"
    Then eventually every pod of deployment "api" uses image "example.com/api:4.0"
    And deployment "api" has created 3 replicasets

  Scenario: A pause
    When I run `kubectl rollout pause deployment api`
    Then deployment "api" is paused
    When I run `kubectl rollout resume deployment api`
    Then deployment "api" is not paused

  Scenario: Somebody else scales it
    When I run `kubectl scale deployment api --replicas=5`
    Then deployment "api" is scaled to 5 replicas
    When deployment "api" is scaled down to 2
    Then within 30s there are 2 pods of deployment "api"
    When I scale deployment "api" up to 4 replicas
    Then within 30s there are 4 pods of deployment "api"

  Scenario: Requests
    When client "shopper" sends 10 requests per second to service "api"
    And 5s pass
    Then at least 99% of the requests of client "shopper" were answered within 1s
    When I scale deployment "api" to 0
    And 10s pass
    Then no pods of deployment "api" exist
    And the endpoints of service "api" are empty

  Scenario: A node
    When I taint node "k8s-node01" with "down=true:NoExecute"
    Then node "k8s-node01" has taint "down=true:NoExecute"
    And within 30s no pods run on node "k8s-node01"

  Scenario: A drain that a budget keeps waiting gives up at the try after its limit
    When I apply:
      """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: all-of-them}
      spec: {minAvailable: 3, selector: {matchLabels: {app: api}}}
      """
    And pdb "all-of-them" allows no disruptions
    And I run `kubectl drain k8s-node01 --force --timeout=18s`
    Then the command fails
    And the error contains "global timeout reached: 18s"
    And it took between 20s and 21s
    And 3 pods of deployment "api" run on node "k8s-node01"
