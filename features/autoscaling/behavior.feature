Feature: How fast an autoscaler may go is for its behavior to say
  Source: kubernetes.io, Horizontal Pod Autoscaling, Configurable scaling behavior.

  Scenario: Two pods more a minute, when more were wanted for a minute
    Given the manifest "behavior.yaml"
    And the load on deployment "web" is 200m
    When the manifest is created
    And 3m pass
    Then deployment "web" has 4 replicas
    When the load on deployment "web" rises to 1 CPU
    Then deployment "web" keeps 4 replicas for 1m
    And within 30s deployment "web" has 6 replicas
    And within 5s hpa "web" has condition "ScalingLimited" with reason "ScaleUpLimit"
    And deployment "web" keeps 6 replicas for 50s
    And within 30s deployment "web" has 8 replicas

  Scenario: One pod less a minute, at once
    Given the manifest "behavior.yaml"
    And the load on deployment "web" is 200m
    When the manifest is created
    And 3m pass
    And the load on deployment "web" drops to 20m
    Then within 40s deployment "web" has 3 replicas
    And within 5s hpa "web" has condition "ScalingLimited" with reason "ScaleDownLimit"
    And deployment "web" keeps 3 replicas for 50s
    And within 30s deployment "web" has 2 replicas
    And deployment "web" keeps 2 replicas for 5m

  Scenario: A direction can be switched off
    Given the manifest "disabled.yaml"
    And the load on deployment "web" is 200m
    When the manifest is created
    And 3m pass
    And the load on deployment "web" drops to 0m
    Then deployment "web" keeps 4 replicas for 20m

  Scenario: Since 1.35 an autoscaler can be told to be tolerant
    Given the manifest "tolerant.yaml"
    And the load on deployment "web" is 290m
    When the manifest is created
    And 5m pass
    Then the autoscaler "web" sees 73% CPU utilization
    And deployment "web" has 4 replicas
    When the load on deployment "web" rises to 310m
    Then within 1m deployment "web" is scaled to 7
