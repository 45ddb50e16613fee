@kubectl
Feature: Manifests that are applied
  Who applies by the server owns what the manifest says; what others have changed meanwhile is not overwritten unnoticed.

  Background:
    Given the file "other.yaml"
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: web, image: "nginx:1.26"}
      """

  Scenario: somebody has scaled what is applied again
    When I run `kubectl apply --server-side -f web.yaml`
    And I run `kubectl scale deployment web --replicas=3`
    And I run `kubectl apply --server-side -f web.yaml`
    Then the exit code is 1
    And it prints 'error: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas'
    And the field "spec.replicas" of deployment "web" is "3"
    When I run `kubectl apply --server-side --force-conflicts -f web.yaml`
    Then it prints "deployment.apps/web serverside-applied"
    And the field "spec.replicas" of deployment "web" is "2"

  Scenario: what the manifest leaves to others stays theirs
    When I run `kubectl apply --server-side -f other.yaml`
    And I run `kubectl scale deployment web --replicas=3`
    And I run `kubectl apply --server-side -f other.yaml`
    Then it prints "deployment.apps/web serverside-applied"
    And the field "spec.replicas" of deployment "web" is "3"

  Scenario: what the manifest does not say any more goes, also what kubectl had applied by itself
    When I run `kubectl apply -f web.yaml`
    And I run `kubectl apply --server-side --force-conflicts -f other.yaml`
    Then the field "spec.replicas" of deployment "web" is "1"
    And `kubectl get deployment web -o yaml --show-managed-fields` prints "manager: kubectl-last-applied"

  Scenario: what an apply would change
    When I run `kubectl apply -f web.yaml`
    And I run `kubectl diff -f web.yaml`
    Then the exit code is 0
    When I run `kubectl diff -f other.yaml`
    Then the exit code is 1
    And it prints "-      - image: nginx:1.25"
    And it prints "+      - image: nginx:1.26"
