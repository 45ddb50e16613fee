Feature: kubectl top
  Source: kubernetes.io, Resource metrics pipeline; kubectl, pkg/cmd/top.

  Scenario: Without a metrics server there is nothing to see
    Given a cluster of 1 node
    When I run `kubectl top pods`
    Then it fails with "error: Metrics API not available"

  Scenario: What pods, containers and nodes take
    Given a cluster of 1 node
    And container "web" uses 250m of CPU
    And container "web" uses 64Mi of memory
    When I run `kubectl run web --image=example/web:1`
    And 5s pass
    And I run `kubectl top pods`
    Then it fails with "error: metrics not available yet"
    When 40s pass
    Then `kubectl top pods` shows
      """
      NAME   CPU(cores)   MEMORY(bytes)
      web    250m         64Mi
      """
    And `kubectl top pods -A --containers` shows
      """
      NAMESPACE   POD   NAME   CPU(cores)   MEMORY(bytes)
      default     web   web    250m         64Mi
      """
    And `kubectl top nodes` shows
      """
      NAME         CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)
      k8s-node01   250m         6%       64Mi            0%
      """
    When I run `kubectl top pod nosuch`
    Then it fails with 'Error from server (NotFound): podmetrics.metrics.k8s.io "default/nosuch" not found'

  Scenario: Older kubectls write the shares without parentheses
    Given Kubernetes 1.31
    And the cluster has a metrics server
    When I run `kubectl top nodes`
    Then it prints "NAME         CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%"

  Scenario: Those that take most come first, if asked for
    Given a cluster of 1 node
    And container "a" uses 10m of CPU
    And container "b" uses 30m of CPU
    When I run `kubectl run a --image=example/web:1`
    And I run `kubectl run b --image=example/web:1`
    And 1m passes
    Then `kubectl top pods --sort-by=cpu --no-headers` shows
      """
      b     30m   0Mi
      a     10m   0Mi
      """
