@conformance
Feature: What conformance asks of DaemonSets

  @C-205
  Scenario: One pod runs on every schedulable node, and a deleted one is replaced
    Given a cluster of 3 nodes
    And the manifest "agent-daemonset.yaml"
    When the manifest is created
    Then within 10s 3 pods with label "app=agent" are "1/1 Running"
    And `kubectl get pods -l app=agent -o jsonpath='{.items[*].spec.nodeName}' | tr ' ' '\n' | sort` shows
      """
      k8s-node01
      k8s-node02
      k8s-node03
      """
    When I run `kubectl delete $(kubectl get pods -l app=agent -o name | head -n 1)`
    Then within 10s 3 pods with label "app=agent" are "1/1 Running"

  @C-206
  Scenario: The pods follow the node selector and the labels of the nodes
    Given a cluster of 2 nodes
    And the manifest "agent-daemonset.yaml" with these fields
      | field                           | value         |
      | spec.template.spec.nodeSelector | {color: blue} |
    When the manifest is created
    Then for 10s there are no pods with label "app=agent"
    When I run `kubectl label node k8s-node02 color=blue`
    Then within 10s 1 pod with label "app=agent" is "1/1 Running"
    When I run `kubectl label node k8s-node02 color=green --overwrite`
    Then within 15s there are no pods with label "app=agent"
    When I run `kubectl patch daemonset agent -p '{"spec": {"template": {"spec": {"nodeSelector": {"color": "green"}}}}}'`
    Then within 10s 1 pod with label "app=agent" is "1/1 Running"

  @C-207
  Scenario: A daemon pod that has failed is deleted and replaced
    Given the manifest "agent-daemonset.yaml"
    When the manifest is created
    And 5s pass
    And I run `kubectl patch $(kubectl get pods -l app=agent -o name) --subresource=status -p '{"status": {"phase": "Failed"}}'`
    Then within 20s 1 pod with label "app=agent" is "1/1 Running"
    And daemonset "agent" has the event "FailedDaemonPod"
    And daemonset "agent" has the event "SuccessfulCreate" 2 times

  @C-209
  Scenario: A rollback leaves the pods alone that still have the good image
    Given a cluster of 3 nodes
    And the manifest "agent-daemonset.yaml"
    And image "nginx:no-such-version" is absent
    When the manifest is created
    And 10s pass
    And I run `kubectl set image daemonset agent agent=nginx:no-such-version`
    And 30s pass
    Then 2 pods with label "app=agent" are "1/1 Running"
    When I run `kubectl rollout undo daemonset agent`
    Then within 20s 3 pods with label "app=agent" are "1/1 Running"
    And daemonset "agent" has the event "SuccessfulDelete" 2 times

  @C-210
  Scenario: OnDelete leaves running pods alone when the image changes
    Given the manifest "agent-daemonset.yaml" with these fields
      | field               | value            |
      | spec.updateStrategy | {type: OnDelete} |
    When the manifest is created
    And 5s pass
    And I run `kubectl set image daemonset agent agent=nginx:1.26`
    And 1m passes
    Then there are 2 controllerrevisions
    And `kubectl rollout history daemonset agent` prints "2         <none>"
    And `kubectl get pods -l app=agent -o jsonpath='{.items[*].spec.containers[0].image}'` prints "nginx:1.25"
    When I run `kubectl delete pods -l app=agent`
    And 10s pass
    Then `kubectl get pods -l app=agent -o jsonpath='{.items[*].spec.containers[0].image}'` prints "nginx:1.26"

  @C-211
  Scenario: With maxSurge a node's old pod goes only when the new one is available
    Given a cluster of 2 nodes
    And the manifest "agent-daemonset.yaml" with these fields
      | field                | value                                             |
      | spec.minReadySeconds | 10                                                |
      | spec.updateStrategy  | {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}} |
    When the manifest is created
    And 20s pass
    And I run `kubectl set image daemonset agent agent=nginx:1.26`
    Then within 5s 3 pods with label "app=agent" are "1/1 Running"
    And for 9s 3 pods with label "app=agent" are "1/1 Running"
    And for 1m at least 2 pods with label "app=agent" are "1/1 Running"
    And the field "status.updatedNumberScheduled" of daemonset "agent" is "2"
    And no more than 4 pods with label "app=agent" ever ran at once
