@zero-downtime @traffic
Feature: Nodes that go under traffic

  Scenario: a drain without a budget takes all pods of the node at the same time
    Given a cluster of 2 nodes
    And the manifest "shop.yaml" with these fields
      | field                                      | value                            |
      | spec.template.spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 5}}} |
    And container "shop" starts serving after 8s
    And I run `kubectl cordon k8s-node01`
    When the manifest is created
    And 20s pass
    And I run `kubectl uncordon k8s-node01`
    Given a client sends 100 requests a second to service "shop"
    When 5s pass
    And I run `kubectl drain k8s-node02`
    And 30s pass
    Then no request to service "shop" succeeded for at least 1s
    And every request to service "shop" in the last 5s succeeded

  Scenario: a drain under a budget waits for each new pod
    Given a cluster of 2 nodes
    And the manifest "shop.yaml" with these fields
      | field                                      | value                            |
      | spec.template.spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 5}}} |
    And the manifest "shop-budget.yaml"
    And container "shop" starts serving after 8s
    And I run `kubectl cordon k8s-node01`
    When the manifest is created
    And 20s pass
    And I run `kubectl uncordon k8s-node01`
    Given a client sends 100 requests a second to service "shop"
    When 5s pass
    And I run `kubectl drain k8s-node02`
    Then it prints "node/k8s-node02 drained"
    When 30s pass
    Then no request to service "shop" failed

  Scenario Outline: a node that dies in Kubernetes <release> is asked for until the control plane misses it
    Given Kubernetes <release>
    And a cluster of 3 nodes
    And the manifest "shop.yaml" with these fields
      | field                                      | value |
      | spec.replicas                              | 2     |
    And I run `kubectl cordon k8s-node01`
    When the manifest is created
    And 20s pass
    Given a client sends 20 requests a second to service "shop"
    And client "patient" sends 20 requests a second to service "shop" with
      | timeout | 500ms |
      | retries | 9     |
    When 5s pass
    And node "k8s-node03" loses power
    And 2m pass
    Then requests of client "shop" failed for <time>
    And at least 1 request of client "shop" failed because nobody answered in time
    And at most 25 % of requests of client "shop" failed
    And every request of client "shop" in the last 30s succeeded
    And at most 1 % of requests of client "patient" failed

    Examples:
      | release | time                |
      | 1.31    | between 30s and 48s |
      | 1.36    | between 40s and 58s |

  Scenario: a client that runs in the cluster goes on elsewhere when the first node dies
    Given a cluster of 2 nodes
    And the manifest "shop.yaml" with these fields
      | field         | value |
      | spec.replicas | 1     |
    And node "k8s-node01" is tainted with "shop=no:NoSchedule"
    When the manifest is created
    And 20s pass
    Given a client sends 20 requests a second to service "shop"
    When 5s pass
    And node "k8s-node01" goes down
    And 30s pass
    Then every request to service "shop" succeeded
    And every request to service "shop" in the last 5s succeeded
