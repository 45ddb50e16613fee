@nodes
Feature: A node that runs out of memory
  Below 100Mi the kubelet evicts pods, one after the other: first those that hold more than they asked for, the least important
  ones before others. It looks every ten seconds; whoever is faster meets the out-of-memory killer of the machine.

  Background:
    Given a cluster of 1 node with 4 cpu and 2Gi of memory each

  Scenario Outline: Who holds more than it asked for goes, in Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: leak}
      spec:
        containers: [{name: leak, image: example/leak:1, resources: {requests: {memory: 64Mi}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: modest}
      spec:
        containers: [{name: modest, image: example/modest:1, resources: {requests: {memory: 1Gi}}}]
      """
    And container "leak" leaks 4Mi a second
    And container "leak" ignores SIGTERM
    And container "modest" uses 1000Mi of memory
    When the manifest is created
    Then within 5s pod "leak" is "1/1 Running"
    And within 5m pod "leak" has the event "Evicted" with message "<message>"
    # From 1.22 to 1.30 it has the grace of its spec.
    And within 40s pod "leak" has phase "Failed"
    And the field "status.reason" of pod "leak" is "Evicted"
    And within 10s condition "MemoryPressure" of node "k8s-node01" is "True" with reason "KubeletHasInsufficientMemory"
    And node "k8s-node01" has the event "EvictionThresholdMet" with message "Attempting to reclaim memory"
    And container "modest" has started once
    # The condition stays for five minutes, so that it does not come and go.
    And for 4m node "k8s-node01" is under memory pressure
    And within 90s condition "MemoryPressure" of node "k8s-node01" is "False" with reason "KubeletHasSufficientMemory"

    Examples:
      | release | message                                                    |
      | 1.25    | which exceeds its request of 64Mi.                         |
      | 1.36    | request is 64Mi, has larger consumption of memory.         |

  Scenario: The least important one goes first, and nobody who asked for enough
    Given the manifest
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: important}
      value: 1000
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: greedy}
      spec:
        priorityClassName: important
        containers: [{name: greedy, image: example/greedy:1}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: small}
      spec:
        containers: [{name: small, image: example/small:1}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: reserved}
      spec:
        containers: [{name: reserved, image: example/reserved:1, resources: {requests: {memory: 1Gi}}}]
      """
    And container "greedy" leaks 5Mi a second
    And container "small" uses 50Mi of memory
    And container "reserved" uses 1000Mi of memory
    When the manifest is created
    Then within 5m pod "small" has the event "Evicted"
    And pod "greedy" has no event "Evicted"
    # What the small one held is not enough.
    And within 1m pod "greedy" has the event "Evicted"
    And for 10m pod "reserved" stays "1/1 Running"

  Scenario: Who is faster than the kubelet meets the out-of-memory killer
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: burst}
      spec:
        containers: [{name: burst, image: example/burst:1}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: guaranteed}
      spec:
        containers:
        - name: guaranteed
          image: example/guaranteed:1
          resources: {limits: {cpu: 500m, memory: 1500Mi}}
      """
    And container "burst" leaks 512Mi a second
    And container "guaranteed" uses 1400Mi of memory
    When the manifest is created
    Then within 10s container "burst" last ended with exit code 137
    And within 5s the last state of container "burst" is terminated with reason "OOMKilled"
    And within 1s node "k8s-node01" has the event "SystemOOM"
    # The pod is not evicted: its container is started again.
    And within 10s container "burst" has started at least 2 times
    And container "guaranteed" has started once

  Scenario: Under pressure no pod that asks for nothing is taken
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: leak}
      spec:
        containers: [{name: leak, image: example/leak:1}]
      """
    And container "leak" leaks 8Mi a second
    When the manifest is created
    Then within 5m pod "leak" has the event "Evicted"
    And within 10s condition "MemoryPressure" of node "k8s-node01" is "True"
    Given the file "late.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: late}
      spec:
        containers: [{name: late, image: example/late:1}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: bound}
      spec:
        nodeName: k8s-node01
        containers: [{name: bound, image: example/bound:1}]
      """
    When I run `kubectl create -f late.yaml`
    Then within 5s pod "bound" has phase "Failed"
    And the field "status.reason" of pod "bound" is "Evicted"
    And pod "bound" has the event "Evicted" with message "The node had condition: [MemoryPressure]."
    And pod "late" has the event "FailedScheduling"
    # When the condition has gone, the scheduler tries again.
    And within 6m pod "late" is "1/1 Running"
