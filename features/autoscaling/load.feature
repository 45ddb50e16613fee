Feature: A HorizontalPodAutoscaler follows the load
  Source: kubernetes.io, Horizontal Pod Autoscaling, Algorithm details and Configurable scaling behavior.

  Scenario: More load, more pods: at most twice as many at once
    Given the manifest "web.yaml"
    And the load on deployment "web" is 100m
    When the manifest is created
    And 3m pass
    Then deployment "web" has 2 replicas
    And the autoscaler "web" sees 25% CPU utilization
    When the load on deployment "web" rises to 1200m
    Then within 1m deployment "web" is scaled to 4
    And event "SuccessfulRescale" of hpa "web" says "New size: 4; reason: cpu resource utilization (percentage of request) above target"
    And within 5s hpa "web" has condition "ScalingLimited" with reason "ScaleUpLimit"
    And within 1m deployment "web" is scaled to 8
    And within 1m the autoscaler "web" sees 75% CPU utilization
    And the autoscaler "web" wants 8 replicas
    And deployment "web" keeps 8 replicas for 10m

  Scenario: Less load: the pods stay for five minutes
    Given the manifest "web.yaml"
    And the load on deployment "web" is 1200m
    When the manifest is created
    And 5m pass
    Then deployment "web" has 8 replicas
    When the load on deployment "web" drops to 100m
    And 4m pass
    Then deployment "web" has 8 replicas
    And hpa "web" has condition "AbleToScale" with reason "ScaleDownStabilized"
    And within 3m deployment "web" is scaled to 2
    And event "SuccessfulRescale" of hpa "web" says "New size: 2; reason: All metrics below target"

  Scenario: Nobody gets more pods than an autoscaler's maximum
    Given the manifest "web.yaml"
    And the load on deployment "web" is 20 CPUs
    When the manifest is created
    And 5m pass
    Then deployment "web" has 10 replicas
    And hpa "web" has condition "ScalingLimited" with reason "TooManyReplicas"

  Scenario: Within ten percent of the target nothing changes
    Given the manifest "web.yaml"
    And the load on deployment "web" is 345m
    When the manifest is created
    And 10m pass
    Then the autoscaler "web" sees 86% CPU utilization
    And deployment "web" has 2 replicas

  Scenario: Pods that start slowly count as idle, so that nothing is scaled twice
    Given the manifest "web.yaml"
    And container "web" starts serving after 90s
    And the load on deployment "web" is 100m
    When the manifest is created
    And 6m pass
    And the load on deployment "web" rises to 600m
    Then within 1m deployment "web" is scaled to 4
    When 5s pass
    Then deployment "web" keeps 4 replicas for 10m
    And the autoscaler "web" sees 75% CPU utilization

  Scenario: While no pod has been ready for a whole window there is nothing to go by
    Given the manifest "web.yaml"
    And container "web" starts serving after 90s
    And the cluster has a metrics server
    When the manifest is created
    And 1m pass
    Then hpa "web" has condition "ScalingActive" False with reason "FailedGetResourceMetric"
    And event "FailedGetResourceMetric" of hpa "web" says "failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)"
    And within 2m hpa "web" has condition "ScalingActive" with reason "ValidMetricFound"

  Scenario: A container that requests no CPU has no share of it in use
    Given the manifest "web.yaml" with these fields
      | field                                           | value |
      | spec.template.spec.containers[0].resources      | {}    |
    And the load on deployment "web" is 1200m
    When the manifest is created
    And 1m pass
    Then hpa "web" has condition "ScalingActive" False with reason "FailedGetResourceMetric"
    And deployment "web" has 2 replicas

  Scenario: A limit throttles, and hides how much more is wanted
    Given the manifest "web.yaml" with these fields
      | field                                                 | value |
      | spec.template.spec.containers[0].resources.limits.cpu | 200m  |
    And the load on deployment "web" is 2 CPUs
    When the manifest is created
    And 30s pass
    Then within 1m the autoscaler "web" sees 100% CPU utilization

  Scenario: Containers that use CPU of their own, whatever the load is
    Given the manifest "web.yaml"
    And container "web" uses 190m of CPU
    When the manifest is created
    And 10m pass
    Then the autoscaler "web" sees 95% CPU utilization
    And deployment "web" has 10 replicas

  Scenario: Pods behind a service share its load
    Given the manifest "web.yaml"
    And the manifest "service.yaml"
    And service "web" has a load of half a CPU
    When the manifests are created
    And 10m pass
    Then deployment "web" has 4 replicas
    When the load on service "web" ends
    And 10m pass
    Then deployment "web" has 2 replicas

  Scenario: Memory in use counts like CPU, of one container alone if that is said
    Given the manifest "memory.yaml"
    And container "web" uses 90Mi of memory
    And the cluster has a metrics server
    When the manifest is created
    And 10m pass
    Then hpa "web" sees 90% memory utilization
    And deployment "web" has 3 replicas

  Scenario: Two autoscalers for the same pods scale nothing
    Given the manifest "web.yaml"
    And the manifest "twice.yaml"
    And the load on deployment "web" is 1200m
    When the manifests are created
    And 2m pass
    Then hpa "web" has condition "ScalingActive" False with reason "AmbiguousSelector"
    And hpa "again" has condition "ScalingActive" False with reason "AmbiguousSelector"
    And event "AmbiguousSelector" of hpa "again" says "pods by selector app=web are controlled by multiple HPAs: [default/web default/again]"
    And deployment "web" keeps 4 replicas for 10m

  Scenario: Up to 1.26 two autoscalers for the same pods fight
    Given Kubernetes 1.26
    And the manifest "web.yaml"
    And the manifest "twice.yaml"
    And the load on deployment "web" is 1200m
    When the manifests are created
    And 10m pass
    Then hpa "web" has condition "ScalingActive" True with reason "ValidMetricFound"
    And event "SuccessfulRescale" of hpa "again" says "New size: 4; reason: Current number of replicas above Spec.MaxReplicas"

  Scenario: A metrics server comes later
    Given the manifest "web.yaml"
    When the manifest is created
    And 2m pass
    Then hpa "web" has condition "ScalingActive" False with reason "FailedGetResourceMetric"
    When the metrics server is installed in the cluster
    Then within 1m hpa "web" has condition "ScalingActive" True with reason "ValidMetricFound"
    And hpa "web" wants 2 replicas

  Scenario: In a namespace of its own
    Given the manifest "shop.yaml"
    And the load on deployment "web" in namespace "shop" is 100m
    When the manifest is created
    And 3m pass
    And the load on deployment "web" in namespace "shop" changes to 600m
    Then within 2m deployment "web" in namespace "shop" is scaled to 4
