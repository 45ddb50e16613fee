@rules
Feature: What the API server refuses

  Scenario: nothing is created in a namespace that is not there
    Given the manifest "pod.yaml"
    When I run `kubectl create -n nowhere -f pod.yaml`
    Then it fails with "namespaces \"nowhere\" not found"
    And the rule "admission/namespace-must-exist" has acted

  Scenario: the namespaces of the cluster itself stay
    When I run `kubectl delete namespace kube-system`
    Then it fails with "this namespace may not be deleted"
    And the rule "admission/own-namespaces-stay" has acted

  Scenario: a service account that is not there
    Given the manifest "pod.yaml" with these fields
      | field                   | value  |
      | spec.serviceAccountName | nobody |
    When I run `kubectl create -f pod.yaml`
    Then it fails with "serviceaccount \"nobody\" not found"
    And the rule "admission/service-account-must-exist" has acted

  Scenario: a namespace that ends lets nothing new in and goes when its pods are gone
    Given the namespace "dev"
    And the manifest "pod.yaml"
    When I run `kubectl create -n dev -f pod.yaml`
    And 10s pass
    And I run `kubectl delete namespace dev --wait=false`
    And I run `kubectl run late -n dev --image=nginx:1.25`
    Then it fails with "because it is being terminated"
    And the rule "admission/nothing-new-in-an-ending-namespace" has acted
    And within 1m namespace "dev" is gone
    And the rule "namespace/pods-before-the-rest" has acted

  Scenario: a namespace waits for the finalizers in it
    Given the namespace "dev"
    When I run `kubectl create configmap c -n dev`
    And I run `kubectl patch configmap c -n dev -p '{"metadata":{"finalizers":["example.com/hold"]}}'`
    And I run `kubectl delete namespace dev --wait=false`
    Then for 1m namespace "dev" is still there
    And the rule "namespace/emptied-first" has acted
    When I run `kubectl patch configmap c -n dev -p '{"metadata":{"finalizers":null}}'`
    Then within 30s namespace "dev" is gone

  Scenario: an object that is being deleted gets no new finalizers
    When I run `kubectl create configmap c`
    And I run `kubectl patch configmap c -p '{"metadata":{"finalizers":["example.com/hold"]}}'`
    And I run `kubectl delete configmap c --wait=false`
    And I run `kubectl patch configmap c -p '{"metadata":{"finalizers":["example.com/hold","example.com/more"]}}'`
    Then it fails with "no new finalizers can be added"
    And the rule "update/no-new-finalizers" has acted

  Scenario: what has two owners stays until both are gone
    When I run `kubectl create configmap a`
    And I run `kubectl create configmap b`
    And I run `kubectl create configmap c`
    And I run `uid() { kubectl get configmap $1 -o jsonpath='{.metadata.uid}'; }; kubectl patch configmap c -p "{\"metadata\":{\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"a\",\"uid\":\"$(uid a)\"},{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"b\",\"uid\":\"$(uid b)\"}]}}"`
    And I run `kubectl delete configmap a`
    Then for 1m configmap "c" is still there
    And the rule "gc/one-owner-is-enough" has acted
    When I run `kubectl delete configmap b`
    Then within 10s configmap "c" is gone

  Scenario: an owner in another namespace is none
    When I run `kubectl create namespace other`
    And I run `kubectl create configmap theirs -n other`
    And I run `kubectl create configmap c`
    And I run `uid=$(kubectl get configmap theirs -n other -o jsonpath='{.metadata.uid}'); kubectl patch configmap c -p "{\"metadata\":{\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"theirs\",\"uid\":\"$uid\"}]}}"`
    Then within 10s configmap "c" is gone
    And the rule "gc/owners-of-other-namespaces" has acted
    And configmap "c" has the event "OwnerRefInvalidNamespace"

  Scenario: an owner that is deleted in the foreground goes last
    When I run `kubectl create deployment web --image=nginx:1.25`
    And 10s pass
    And I run `kubectl delete deployment web --cascade=foreground --wait=false`
    Then deployment "web" is still there
    And within 1m deployment "web" is gone
    And there are 0 pods
    And the rule "gc/foreground" has acted
