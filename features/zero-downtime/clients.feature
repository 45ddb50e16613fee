@zero-downtime @traffic
Feature: What clients notice
  The same rollout, seen by clients that differ.

  Scenario: further tries hide what is refused and what is cut
    Given the manifest "shop.yaml"
    And container "shop" takes 20ms to answer
    And container "shop" ends at once on SIGTERM
    When the manifest is created
    And 20s pass
    Given client "once" sends 100 requests a second to service "shop"
    And client "again" sends 100 requests a second to service "shop" with
      | retries     | 5    |
      | retry after | 50ms |
      | timeout     | 300ms |
    When 5s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And I run `kubectl rollout status deploy/shop`
    And 5s pass
    Then at least 1 request of client "once" failed
    And no request of client "again" failed
    And at least 90 % of requests of client "once" were answered within 50ms
    And at most 99.9 % of requests of client "again" were answered within 50ms
    And every request of client "again" was answered within 2s

  Scenario: no further try helps while nobody serves
    Given the manifest "shop.yaml" with these fields
      | field         | value            |
      | spec.strategy | {type: Recreate} |
    And container "shop" starts serving after 5s
    When the manifest is created
    And 20s pass
    Given client "again" sends 100 requests a second to service "shop" with
      | retries     | 5     |
      | retry after | 100ms |
    And client "patient" sends 100 requests a second to service "shop" with
      | retries     | 5   |
      | retry after | 3s  |
    When 5s pass
    And I run `kubectl set image deploy/shop shop=example.com/shop:1.1`
    And 40s pass
    Then at least 100 requests of client "again" failed because the service had no endpoint
    And no request of client "patient" failed

  Scenario Outline: a client that waits <timeout> for answers that take 500ms
    Given the manifest "shop.yaml"
    And container "shop" answers after 500ms
    When the manifest is created
    And 20s pass
    Given a client sends 20 requests a second to service "shop" with
      | timeout | <timeout> |
    When 10s pass
    Then <amount> request to service "shop" <failed>

    Examples:
      | timeout | amount | failed                                 |
      | 400ms   | every  | failed because nobody answered in time |
      | 600ms   | no     | failed                                 |

  Scenario: clients in a pod, on a node and outside lose the same way
    Given a cluster of 2 nodes
    And the manifest "shop.yaml"
    And container "shop" ends at once on SIGTERM
    And the manifest "client.yaml"
    When the manifest is created
    And 20s pass
    Given client "inside" in pod "client" sends 100 requests a second to service "shop"
    And client "named" in pod "client" sends 100 requests a second to service "shop" with
      | by name | yes |
    And client "other" on node "k8s-node02" sends 100 requests a second to service "shop"
    And client "outside" outside the cluster sends 100 requests a second to service "shop"
    And client "outside too" outside the cluster sends 100 requests a second to service "shop" with
      | by node | k8s-node02 |
    When 5s pass
    Then no request to service "shop" failed
    When I run `kubectl rollout restart deploy/shop`
    And I run `kubectl rollout status deploy/shop`
    And 10s pass
    Then at least 1 request of client "inside" failed
    And at least 1 request of client "named" failed
    And at least 1 request of client "other" failed
    And at least 1 request of client "outside" failed
    And at least 1 request of client "outside too" failed
    And every request to service "shop" in the last 5s succeeded

  Scenario: a client ends with its pod
    Given the manifest "shop.yaml"
    And the manifest "client.yaml"
    When the manifest is created
    And 20s pass
    Given client "inside" in pod "client" sends 100 requests a second to service "shop"
    When 5s pass
    And I run `kubectl delete pod client --grace-period=1`
    And 10s pass
    Then no request of client "inside" failed
    And client "inside" sent no request in the last 5s

  Scenario: a service that is deleted takes its name with it
    Given the manifest "shop.yaml"
    And the manifest "client.yaml"
    When the manifest is created
    And 20s pass
    Given client "named" in pod "client" sends 10 requests a second to service "shop" with
      | by name | yes |
    And client "numbered" in pod "client" sends 10 requests a second to service "shop"
    When 5s pass
    And I run `kubectl delete service shop`
    And 20s pass
    Then every request of client "named" in the last 5s failed because the name did not resolve
    And every request of client "numbered" in the last 5s failed because no way led there

  Scenario: behind a load balancer nobody notices that a node dies, if its pods are elsewhere
    Given a cluster of 3 nodes
    And the manifest "shop.yaml"
    And I run `kubectl cordon k8s-node01`
    When the manifest is created
    And I run `kubectl patch service shop --subresource=status --type=merge -p '{"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.10"}]}}}'`
    And 20s pass
    Given client "balanced" outside the cluster sends 20 requests a second to service "shop"
    And client "direct" outside the cluster sends 20 requests a second to service "shop" with
      | by node | k8s-node01 |
    When 5s pass
    And node "k8s-node01" loses power
    And 10s pass
    Then no request of client "balanced" failed
    And every request of client "direct" in the last 5s failed because nobody answered in time
