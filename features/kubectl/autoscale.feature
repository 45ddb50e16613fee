Feature: kubectl autoscale, where nobody measures the pods

  Background:
    Given a cluster of 1 node
    When I run `kubectl create deployment web --image=busybox:1.36 -- sleep 10000`
    And 5s pass

  Scenario: An autoscaler keeps the replicas between its bounds and says that it has no metrics
    When I run `kubectl autoscale deployment web --min=2 --max=4 --cpu=50%`
    Then it prints "horizontalpodautoscaler.autoscaling/web autoscaled"
    When 40s pass
    Then `kubectl get hpa web -o custom-columns=MIN:.spec.minReplicas,MAX:.spec.maxReplicas,NOW:.status.currentReplicas` shows
      """
      MIN   MAX   NOW
      2     4     2
      """
    When I run `kubectl get events`
    Then it prints "New size: 2; reason: Current number of replicas below Spec.MinReplicas"
    When I run `kubectl describe hpa web`
    Then it prints "Deployment pods:                                       2 current / 2 desired"
    And it prints "AbleToScale    True    SucceededGetScale        the HPA controller was able to get the target's current scale"
    And it prints "ScalingActive  False   FailedGetResourceMetric"
    And it prints "invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization"

  Scenario: More replicas than an autoscaler allows are taken away
    When I run `kubectl scale deployment web --replicas=3`
    And I run `kubectl autoscale deployment web --max=2`
    And 20s pass
    And I run `kubectl get events`
    Then it prints "New size: 2; reason: Current number of replicas above Spec.MaxReplicas"

  Scenario: The bound holds against kubectl scale, and 0 switches the autoscaler off
    When I run `kubectl autoscale deployment web --min=2 --max=4 --memory=100Mi`
    And I run `kubectl scale deployment web --replicas=0`
    And 20s pass
    And I run `kubectl describe hpa web`
    Then it prints "scaling is disabled since the replica count of the target is zero"

  Scenario Outline: kubectl autoscale refuses <what>
    When I run `kubectl autoscale <words>`
    Then it fails with '<why>'

    Examples:
      | what                 | words                               | why                                                                                        |
      | nothing at most      | deployment web                      | error: required flag(s) "max" not set                                                      |
      | more at least        | deployment web --min=3 --max=2      | error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 2, min: 3              |
      | a bad share          | deployment web --max=2 --cpu=x%     | error: invalid percentage value: x                                                         |
      | a bad amount         | deployment web --max=2 --memory=abc | error: invalid resource memory value: abc                                                  |
      | what is not there    | deployment nosuch --max=2           | Error from server (NotFound): deployments.apps "nosuch" not found                          |
      | what has no replicas | service kubernetes --max=2          | error: cannot autoscale a Service: could not find scale subresource for /v1, Resource=services in discovery information |
