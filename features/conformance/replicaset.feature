@conformance
Feature: What conformance asks of ReplicaSets and ReplicationControllers
  A ReplicationController is what there was before ReplicaSets; its selector is nothing but labels.

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

  @C-187
  Scenario: A quota of two pods holds a ReplicaSet that wants three
    Given the manifest "web-replicaset.yaml" with these fields
      | field         | value |
      | spec.replicas | 3     |
    When I run `kubectl create quota condition-test --hard=pods=2`
    Then it prints "resourcequota/condition-test created"
    And within 1s the field "status.hard.pods" of resourcequota "condition-test" is "2"
    When the manifest is created
    Then within 5s condition "ReplicaFailure" of replicaset "web" is "True" with reason "FailedCreate"
    And within 1s replicaset "web" has the event "FailedCreate" with message "is forbidden: exceeded quota: condition-test, requested: pods=1, used: pods=2, limited: pods=2"
    And the field "status.used.pods" of resourcequota "condition-test" is "2"
    And within 5s 2 pods with label "app=web" are "1/1 Running"
    And for 5m there are 2 pods
    And replicaset "web" has the event "FailedCreate" at most 40 times
    When I run `kubectl scale replicaset web --replicas=2`
    Then within 10s replicaset "web" has no condition "ReplicaFailure"
    And 2 pods with label "app=web" are "1/1 Running"

  @C-189
  Scenario: A ReplicationController adopts a pod that matches
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-adoption, labels: {name: pod-adoption}}
      spec:
        containers:
        - {name: pod-adoption, image: registry.k8s.io/e2e-test-images/agnhost:2.53, args: [serve-hostname]}
      """
    And the manifest "adopting-controller.yaml"
    When I run `kubectl create -f manifest.yaml`
    And 5s pass
    And I run `kubectl create -f adopting-controller.yaml`
    Then within 2s the field "metadata.ownerReferences[0].kind" of pod "pod-adoption" is "ReplicationController"
    And the field "metadata.ownerReferences[0].name" of pod "pod-adoption" is "pod-adoption"
    And there is 1 pod
    And replicationcontroller "pod-adoption" has the event "SuccessfulCreate" 0 times
    And `kubectl get rc -o wide` shows
      | NAME         | DESIRED | CURRENT | READY | CONTAINERS   | IMAGES                                         | SELECTOR          |
      | pod-adoption | 1       | 1       | 1     | pod-adoption | registry.k8s.io/e2e-test-images/agnhost:2.53   | name=pod-adoption |

  @C-190
  Scenario: A ReplicationController lets go of a pod whose labels no longer match, and replaces it
    Given the manifest "adopting-controller.yaml"
    When the manifest is created
    And 5s pass
    And I run `kubectl get pods -o name > first.txt`
    And I run `kubectl label $(cat first.txt) name=not-matching-name --overwrite`
    Then within 5s 1 pod with label "name=pod-adoption" is "1/1 Running"
    And `kubectl get $(cat first.txt) -o jsonpath='<{.metadata.ownerReferences}>'` prints "<>"
    And there are 2 pods
    And replicationcontroller "pod-adoption" has the event "SuccessfulCreate" twice

  @C-191
  Scenario: A ReplicationController is scaled from 1 to 2 through its scale subresource
    Given the manifest "adopting-controller.yaml"
    When the manifest is created
    And 5s pass
    Then `kubectl get rc pod-adoption --subresource=scale -o jsonpath={.spec.replicas}` prints "1"
    When I run `kubectl scale rc pod-adoption --replicas=2`
    Then the field "spec.replicas" of replicationcontroller "pod-adoption" is "2"
    And within 5s the field "status.replicas" of replicationcontroller "pod-adoption" is "2"
    And within 5s the field "status.readyReplicas" of replicationcontroller "pod-adoption" is "2"
    And `kubectl describe rc pod-adoption` prints "Replicas:     2 current / 2 desired"
    When I run `kubectl delete rc pod-adoption`
    Then within 40s there are no pods

  Scenario: A ReplicationController must select its own pods
    Given the manifest "adopting-controller.yaml" with these fields
      | field         | value           |
      | spec.selector | {name: another} |
    When I run `kubectl create -f adopting-controller.yaml`
    Then it fails with 'spec.template.metadata.labels: Invalid value: {"name":"pod-adoption"}: `selector` does not match template `labels`'
