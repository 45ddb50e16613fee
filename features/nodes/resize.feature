@nodes
Feature: Pods that get other resources while they run
  Since Kubernetes 1.33 the resources of a pod can change. Its node grants a resize when there is room for it, and does not
  end the container for it unless its resizePolicy says so.

  Background:
    Given a cluster of 1 node with 2 cpu and 2Gi of memory each

  Scenario: There is room
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource=resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"750m"},"limits":{"memory":"768Mi"}}}]}}'`
    Then it prints "pod/web patched"
    And within 5s the field "status.containerStatuses[0].resources.requests.cpu" of pod "web" is "750m"
    And the field "status.containerStatuses[0].resources.limits.memory" of pod "web" is "768Mi"
    And the field "status.containerStatuses[0].allocatedResources.cpu" of pod "web" is "750m"
    And pod "web" has no condition "PodResizePending"
    And pod "web" has these events in this order
      | reason          | message                                                                                                                                                                            |
      | ResizeStarted   | Pod resize started: {"containers":[{"name":"web","resources":{"limits":{"memory":"768Mi"},"requests":{"cpu":"750m","memory":"256Mi"}}}],"generation":2}   |
      | ResizeCompleted | Pod resize completed: {"containers":[{"name":"web","resources":{"limits":{"memory":"768Mi"},"requests":{"cpu":"750m","memory":"256Mi"}}}],"generation":2} |
    And container "web" has never restarted
    And the rule "resize/in-place" has acted

  Scenario: A resize waits until another pod makes room
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"1500m"}}}]}}'`
    Then within 5s condition "PodResizePending" of pod "web" is "True" with reason "Deferred"
    And `kubectl get pod web -o jsonpath='{.status.conditions[0].message}'` prints "Node didn't have enough resource: cpu, requested: 1500, used: 1000, capacity: 2000"
    And pod "web" has the event "ResizeDeferred" with message "Pod resize OutOfcpu:"
    # What it is told to have is what it was granted, and what the scheduler counts is what it asks for.
    And the field "spec.containers[0].resources.requests.cpu" of pod "web" is "1500m"
    And the field "status.containerStatuses[0].allocatedResources.cpu" of pod "web" is "500m"
    And the field "status.containerStatuses[0].resources.requests.cpu" of pod "web" is "500m"
    And pod "web" is "1/1 Running"
    When I run `kubectl delete pod db`
    Then within 5s the field "status.containerStatuses[0].resources.requests.cpu" of pod "web" is "1500m"
    And pod "web" has no condition "PodResizePending"
    And within 60s pod "web" has the event "ResizeCompleted"
    And container "web" has never restarted
    And the rule "resize/waits-for-room" has acted
    And the rule "resize/tried-again" has acted

  Scenario: In Kubernetes 1.33 it waits on until its kubelet looks at it by itself
    Given Kubernetes 1.33
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"1500m"}}}]}}'`
    And 5s pass
    And I run `kubectl delete pod db`
    And 5s pass
    Then condition "PodResizePending" of pod "web" is "True" with reason "Deferred"
    And within 2m the field "status.containerStatuses[0].resources.requests.cpu" of pod "web" is "1500m"
    And pod "web" has no event "ResizeCompleted"

  Scenario: A resize that waits holds the room that it asks for, until somebody takes it back
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"1500m"}}}]}}'`
    And I run `kubectl create -f late.yaml`
    Then within 5s pod "late" has the event "FailedScheduling" with message "0/1 nodes are available: 1 Insufficient cpu."
    When I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"500m"}}}]}}'`
    And 5s pass
    Then pod "web" has no condition "PodResizePending"
    And within 30s pod "late" is "1/1 Running"
    And pod "web" has no event "ResizeStarted"

  Scenario: Of two that wait the more important one is first
    When I run `kubectl create -f machine.yaml -f waiting.yaml`
    And 10s pass
    And I run `kubectl patch pod low --subresource resize -p '{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"1"}}}]}}'`
    And 5s pass
    And I run `kubectl patch pod high --subresource resize -p '{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"1"}}}]}}'`
    And 5s pass
    And I run `kubectl delete pod db`
    Then within 5s the field "status.containerStatuses[0].resources.requests.cpu" of pod "high" is "1"
    And for 10m condition "PodResizePending" of pod "low" is "True"
    And the rule "resize/order-of-the-waiting" has acted
    When I run `kubectl delete pod web`
    Then within 5s the field "status.containerStatuses[0].resources.requests.cpu" of pod "low" is "1"

  Scenario: What was granted, and what waits, outlives the kubelet
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"1500m"}}}]}}'`
    And 5s pass
    And the kubelet of node "k8s-node01" restarts
    And 20s pass
    Then pod "web" is "1/1 Running"
    And condition "PodResizePending" of pod "web" is "True" with reason "Deferred"
    And the field "status.containerStatuses[0].allocatedResources.cpu" of pod "web" is "500m"
    And container "web" has never restarted
    When I run `kubectl delete pod db`
    Then within 5s the field "status.containerStatuses[0].resources.requests.cpu" of pod "web" is "1500m"

  Scenario: More than the node has is refused at once
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"3"}}}]}}'`
    Then it fails with 'Error from server (Forbidden): pods "web" is forbidden: node didn\'t have enough allocatable resources: cpu, requested: 3000, allocatable: 2000'
    And the field "spec.containers[0].resources.requests.cpu" of pod "web" is "500m"
    And the rule "resize/not-beyond-the-node" has acted

  Scenario: Before Kubernetes 1.36 it is infeasible
    Given Kubernetes 1.35
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"3"}}}]}}'`
    Then it prints "pod/web patched"
    And within 5s condition "PodResizePending" of pod "web" is "True" with reason "Infeasible"
    And pod "web" has the event "ResizeInfeasible" with message "Node didn't have enough capacity: cpu, requested: 3000, capacity: 2000"
    And the field "spec.containers[0].resources.requests.cpu" of pod "web" is "3"
    And the field "status.containerStatuses[0].allocatedResources.cpu" of pod "web" is "500m"
    And the rule "resize/more-than-the-node" has acted
    # It keeps no room.
    When I run `kubectl create -f late.yaml`
    Then within 10s pod "late" is "1/1 Running"

  Scenario: A memory limit does not go below what is in use
    Given container "web" uses 400Mi of memory
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"300Mi"}}}]}}'`
    Then within 30s condition "PodResizeInProgress" of pod "web" is "True" with reason "Error"
    And `kubectl get pod web -o jsonpath='{.status.conditions[0].message}'` prints 'attempting to set container "web" memory limit (314572800) below current usage (419430400)'
    And pod "web" has the event "ResizeError"
    And the field "status.containerStatuses[0].resources.limits.memory" of pod "web" is "512Mi"
    And container "web" has never restarted
    And the rule "resize/not-below-what-is-used" has acted
    When I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"450Mi"}}}]}}'`
    Then within 5s the field "status.containerStatuses[0].resources.limits.memory" of pod "web" is "450Mi"
    And within 60s pod "web" has the event "ResizeCompleted"

  Scenario: Before Kubernetes 1.34 it does not become less without a restart
    Given Kubernetes 1.33
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"300Mi"}}}]}}'`
    Then it fails with "memory limits cannot be decreased unless resizePolicy is RestartContainer"

  Scenario: A container that is to restart for more memory, and not for more CPU
    Given the manifest "machine.yaml" with these fields
      | field                           | value                                                    |
      | spec.containers[0].resizePolicy | [{resourceName: memory, restartPolicy: RestartContainer}] |
    When the manifest is created
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"600m"}}}]}}'`
    Then within 5s the field "status.containerStatuses[0].resources.requests.cpu" of pod "web" is "600m"
    And container "web" has never restarted
    When I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"600Mi"}}}]}}'`
    Then within 10s container "web" has started twice
    And within 5s the field "status.containerStatuses[0].resources.limits.memory" of pod "web" is "600Mi"
    And the rule "kill/resize-policy" has acted

  Scenario: A container in back-off is tried with its new resources at once
    Given container "web" crashes after 1s with exit code 3
    When I run `kubectl create -f machine.yaml`
    And 100s pass
    Then container "web" has started 5 times
    # It would wait until 155s.
    When I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"768Mi"}}}]}}'`
    Then within 5s container "web" has started 6 times
    And the field "status.containerStatuses[0].resources.limits.memory" of pod "web" is "768Mi"

  Scenario: A sidecar is resized as well
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        initContainers:
        - name: proxy
          image: nginx:1.25
          restartPolicy: Always
          resources: {requests: {cpu: 100m}}
        containers:
        - name: app
          image: busybox:1.28
          command: [sleep, 1h]
          resources: {requests: {cpu: 100m}}
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl patch pod p --subresource resize -p '{"spec":{"initContainers":[{"name":"proxy","resources":{"requests":{"cpu":"300m"}}}]}}'`
    Then within 5s the field "status.initContainerStatuses[0].resources.requests.cpu" of pod "p" is "300m"
    And pod "p" has never restarted

  Scenario Outline: What a resize may not do: <what>
    When I run `kubectl create -f machine.yaml`
    And 10s pass
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":<resources>}]}}'`
    Then it fails with "<why>"

    Examples:
      | what                     | resources                                                                | why                                                          |
      | become Guaranteed        | {"requests":{"memory":"512Mi"},"limits":{"cpu":"500m"}}                  | Pod QOS Class may not change as a result of resizing         |
      | take back a request      | {"requests":{"cpu":null}}                                                | resource requests cannot be removed                          |
      | change another resource  | {"requests":{"ephemeral-storage":"1Gi"}}                                 | only cpu and memory resources are mutable                    |

  Scenario: Before Kubernetes 1.33 the resources of a pod stay
    Given Kubernetes 1.32
    When I run `kubectl create -f machine.yaml`
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"750m"}}}]}}'`
    Then it fails with "Error from server (NotFound): the server could not find the requested resource"

  Scenario: Before Kubernetes 1.32 kubectl does not know of it
    Given Kubernetes 1.31
    When I run `kubectl create -f machine.yaml`
    And I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"750m"}}}]}}'`
    Then it fails with 'invalid subresource value: "resize". Must be one of [status scale]'
