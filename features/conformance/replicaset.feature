# @gap C-187: quotas are kept and shown but limit nothing
# @gap C-189: nothing makes the pods of ReplicationControllers
# @gap C-190: nothing makes the pods of ReplicationControllers
# @gap C-191: nothing makes the pods of ReplicationControllers
@conformance
Feature: What conformance asks of ReplicaSets and ReplicationControllers
  Not here: C-187, because quotas are kept and shown but do not limit anything; and C-189, C-190, C-191, because
  ReplicationControllers are kept and shown but nothing makes their pods.

  @C-183
  Scenario: The pod of a ReplicaSet answers with its own name
    Given the manifest "web-replicaset.yaml"
    When the manifest is created
    Then within 10s 1 pod with label "app=web" is "1/1 Running"
    And `curl -s $(kubectl get pods -l app=web -o jsonpath='{.items[0].status.podIP}'):9376` prints "web-"

  @C-185
  Scenario: The scale subresource is read, written and patched
    Given the manifest "web-replicaset.yaml"
    When the manifest is created
    And 10s pass
    Then `kubectl get replicaset web --subresource=scale -o jsonpath={.spec.replicas}` prints "1"
    When I run `kubectl scale replicaset web --replicas=2`
    Then the field "spec.replicas" of replicaset "web" is "2"
    And within 10s 2 pods with label "app=web" are "1/1 Running"
    When I run `kubectl patch replicaset web --subresource=scale --type=merge -p '{"spec": {"replicas": 4}}'`
    Then the field "spec.replicas" of replicaset "web" is "4"
    And within 10s the field "status.readyReplicas" of replicaset "web" is "4"

  @C-186
  Scenario: A ReplicaSet that is scaled comes to as many ready and available pods
    Given the manifest "web-replicaset.yaml"
    When the manifest is created
    And 5s pass
    And I run `kubectl scale replicaset web --replicas=2`
    And 5s pass
    Then the field "status.readyReplicas" of replicaset "web" is "2"
    When I run `kubectl patch replicaset web -p '{"spec": {"replicas": 3}}'`
    Then within 10s the field "status.readyReplicas" of replicaset "web" is "3"
    And the field "status.availableReplicas" of replicaset "web" is "3"
