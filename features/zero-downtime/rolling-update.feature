@zero-downtime @traffic
Feature: Does anyone notice a rolling update?
  When a pod is deleted two chains of events start from the same write: its kubelet stops the container, and the endpoints
  controller and kube-proxy take its address out of the rules. Nothing orders the two. A container that stops
  listening first refuses the requests that still come.

  Scenario: without readiness probe and preStop hook requests are lost
    Given the manifest "web.yaml"
    When the manifest is created
    And 10s pass
    Given a client sends 50 requests per second to service "web"
    When 2s pass
    And I run `kubectl set image deploy/web web=nginx:1.26`
    And I run `kubectl rollout status deploy/web`
    And 5s pass
    Then at least 1 time a request to service "web" failed
    And some requests to service "web" failed because they were "refused"
    And every request to service "web" in the last 3s succeeded
