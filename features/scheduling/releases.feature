@scheduling
Feature: Where schedulers of different releases put a pod, and what they say of it

  Scenario Outline: what Kubernetes <release> says of a node that is emptied for a pod
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: urgent}
      value: 1000
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: low}
      spec:
        terminationGracePeriodSeconds: 20
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
          resources: {requests: {cpu: 3}}
      """
    And the file "high.yaml"
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: high}
      spec:
        priorityClassName: urgent
        containers:
        - name: c
          image: nginx:1.25
          resources: {requests: {cpu: 3}}
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl create -f high.yaml`
    And 5s pass
    Then the field "status.nominatedNodeName" of pod "high" is "k8s-node01"
    And condition "DisruptionTarget" of pod "low" is "True" with reason "<reason>"
    And within 30s pod "high" is "1/1 Running"
    And the field "status.nominatedNodeName" of pod "high" <afterwards>

    Examples:
      | release | reason                    | afterwards      |
      | 1.26    | PreemptionByKubeScheduler | is "k8s-node01" |
      | 1.27    | PreemptionByScheduler     | is "k8s-node01" |
      | 1.34    | PreemptionByScheduler     | is "k8s-node01" |
      | 1.35    | PreemptionByScheduler     | is not set      |

  # A node whose cpu is used more than its memory, and one that is used evenly and more.
  Scenario Outline: a pod that asks for nothing goes to <node> in Kubernetes <release>
    Given Kubernetes <release>
    And a cluster of 2 nodes with 4 cpu and 4Gi of memory each
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: uneven}
      spec:
        nodeName: k8s-node01
        containers:
        - {name: c, image: "nginx:1.25", resources: {requests: {cpu: "2", memory: 0}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: even}
      spec:
        nodeName: k8s-node02
        containers:
        - {name: c, image: "nginx:1.25", resources: {requests: {cpu: 1300m, memory: 1300Mi}}}
      """
    And the file "p.yaml"
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - {name: c, image: "nginx:1.25"}
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl create -f p.yaml`
    Then within 10s the field "spec.nodeName" of pod "p" is "<node>"

    Examples:
      | release | node       |
      | 1.32    | k8s-node02 |
      | 1.33    | k8s-node01 |

  # Issue 105046: a spread over zones that there are not kept replicas from being spread at all.
  Scenario Outline: replicas on nodes without zones in Kubernetes <release>
    Given Kubernetes <release>
    And a cluster of 2 nodes with 8 cpu and 8Gi of memory each
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: large}
      spec:
        nodeName: k8s-node02
        containers:
        - {name: c, image: "nginx:1.25", resources: {requests: {cpu: "4", memory: 1Gi}}}
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: web, image: "nginx:1.25", resources: {requests: {cpu: 100m, memory: 100Mi}}}
      """
    When the manifest is created
    And 20s pass
    Then `kubectl get pods -l app=web --field-selector spec.nodeName=k8s-node02 -o name | wc -l` prints "<there>"

    Examples:
      | release | there |
      | 1.22    | 0     |
      | 1.23    | 1     |

  Scenario Outline: a pod <knows> its zone in Kubernetes <release>
    Given Kubernetes <release>
    And node "k8s-node01" has the label "topology.kubernetes.io/zone=east"
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - {name: c, image: "nginx:1.25"}
      """
    When the manifest is created
    And 10s pass
    Then `kubectl get pods --show-labels` prints "<labels>"

    Examples:
      | release | knows         | labels                          |
      | 1.34    | does not know | <none>                          |
      | 1.35    | knows         | topology.kubernetes.io/zone=east |

  # A pod that is deleted counts no more for the spread at once, but only its end wakes those that wait.
  Scenario: a pod that topology spread has refused waits for the end of another one
    Given a cluster of 2 nodes with 4 cpu and 4Gi of memory each
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: first, labels: {app: web}}
      spec:
        nodeName: k8s-node01
        terminationGracePeriodSeconds: 20
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    And the file "second.yaml"
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: second, labels: {app: web}}
      spec:
        nodeSelector: {kubernetes.io/hostname: k8s-node01}
        topologySpreadConstraints:
        - topologyKey: kubernetes.io/hostname
          maxSkew: 1
          minDomains: 2
          whenUnsatisfiable: DoNotSchedule
          labelSelector: {matchLabels: {app: web}}
        containers:
        - {name: c, image: "nginx:1.25"}
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl create -f second.yaml`
    And 5s pass
    And I run `kubectl delete pod first --wait=false`
    Then for 15s pod "second" is "0/1 Pending"
    And within 10s pod "second" is "1/1 Running"
