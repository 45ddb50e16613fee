@conformance
Feature: What conformance asks of scheduling

  @C-253
  Scenario: A pod whose cpu request fits no node stays Pending, those that fit run
    Given a cluster of 2 nodes
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: half-1}
      spec: {containers: [{name: c, image: "nginx:1.25", resources: {requests: {cpu: "2"}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: half-2}
      spec: {containers: [{name: c, image: "nginx:1.25", resources: {requests: {cpu: "2"}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: huge}
      spec: {containers: [{name: c, image: "nginx:1.25", resources: {requests: {cpu: "100"}}}]}
      """
    When the manifest is created
    Then within 10s pod "half-1" is "1/1 Running"
    And within 10s pod "half-2" is "1/1 Running"
    And for 5m pod "huge" stays "0/1 Pending"
    And pod "huge" has the event "FailedScheduling" with message "0/2 nodes are available: 2 Insufficient cpu."

  @C-254
  Scenario: A node selector waits for a node that has the label
    Given a cluster of 2 nodes
    And the manifest "server.yaml" with these fields
      | field             | value     |
      | spec.nodeSelector | {label: nonempty} |
    When the manifest is created
    Then for 1m pod "p" stays "0/1 Pending"
    When I run `kubectl label node k8s-node02 label=nonempty`
    Then within 10s pod "p" is "1/1 Running"
    And the field "spec.nodeName" of pod "p" is "k8s-node02"

  @C-255
  Scenario: A host port on all addresses excludes the same port on one address
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: all-addresses}
      spec: {containers: [{name: c, image: "nginx:1.25", ports: [{containerPort: 80, hostPort: 54322, hostIP: 0.0.0.0}]}]}
      """
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: one-address}
      spec: {containers: [{name: c, image: "nginx:1.25", ports: [{containerPort: 80, hostPort: 54322, hostIP: 127.0.0.1}]}]}
      """
    When I run `kubectl create -f manifest.yaml`
    And 5s pass
    And I run `kubectl create -f manifest-2.yaml`
    Then pod "all-addresses" is "1/1 Running"
    And for 5m pod "one-address" stays "0/1 Pending"
    And pod "one-address" has the event "FailedScheduling" with message "1 node(s) didn't have free ports for the requested pod ports"

  @C-257
  Scenario: A taint that is not tolerated keeps the pod Pending until it is removed
    Given the manifest "server.yaml"
    When I run `kubectl taint node k8s-node01 kubernetes.io/e2e-taint-key=testing:NoSchedule`
    And the manifest is created
    Then for 2m pod "p" stays "0/1 Pending"
    When I run `kubectl taint node k8s-node01 kubernetes.io/e2e-taint-key-`
    Then within 10s pod "p" is "1/1 Running"

  @C-258
  Scenario: A pod is scheduled when its last scheduling gate is gone
    Given the manifest "server.yaml" with these fields
      | field                | value                      |
      | spec.schedulingGates | [{name: foo}, {name: bar}] |
    When the manifest is created
    Then for 1m pod "p" stays "0/1 SchedulingGated"
    And condition "PodScheduled" of pod "p" is "False" with reason "SchedulingGated"
    When I run `kubectl patch pod p --type=json -p '[{"op": "remove", "path": "/spec/schedulingGates/0"}]'`
    Then for 1m pod "p" stays "0/1 SchedulingGated"
    When I run `kubectl patch pod p --type=json -p '[{"op": "remove", "path": "/spec/schedulingGates"}]'`
    Then within 10s pod "p" is "1/1 Running"

  @C-259
  Scenario: A pod of high priority takes the place of one of low priority, those of medium priority stay
    Given a cluster of 2 nodes
    And the manifest "priorities.yaml"
    When the manifest is created
    And 10s pass
    Then pod "low" is "1/1 Running"
    And pod "medium" is "1/1 Running"
    When I run `kubectl create -f high-priority.yaml`
    Then within 40s pod "high" is "1/1 Running"
    And within 5s pod "low" is gone
    And pod "low" has the event "Preempted"
    And for 1m pod "medium" stays "1/1 Running"
    And the field "spec.nodeName" of pod "high" is "k8s-node01"

  @C-261
  Scenario: Four pods with a maximal skew of one are two on each of two nodes
    Given a cluster of 2 nodes
    And the manifest "web-deployment.yaml" with these fields
      | field         | value |
      | spec.replicas | 4     |
      | spec.template.spec.topologySpreadConstraints | [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}] |
    When the manifest is created
    And 10s pass
    Then `kubectl get pods -o jsonpath='{.items[*].spec.nodeName}' | tr ' ' '\n' | sort` shows
      """
      k8s-node01
      k8s-node01
      k8s-node02
      k8s-node02
      """
