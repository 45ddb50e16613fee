@rules
Feature: What admission adds, and what it refuses

  Scenario: a limit range fills in what containers leave open, and bounds what they ask for
    Given the file "limits.yaml"
      """yaml
      apiVersion: v1
      kind: LimitRange
      metadata: {name: sizes}
      spec:
        limits:
        - type: Container
          default: {cpu: 500m, memory: 128Mi}
          defaultRequest: {cpu: 100m}
          max: {cpu: "1"}
      """
    When I run `kubectl create -f limits.yaml`
    And I run `kubectl run plain --image=nginx:1.25`
    Then the field "spec.containers[0].resources.limits.cpu" of pod "plain" is "500m"
    And the field "spec.containers[0].resources.requests.memory" of pod "plain" is "128Mi"
    And `kubectl describe pod plain` prints "kubernetes.io/limit-ranger: LimitRanger plugin set: cpu, memory request for container plain; cpu, memory limit for container plain"
    And the rule "admission/default-limits" has acted
    Given the file "big.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: big}
      spec: {containers: [{name: c, image: "nginx:1.25", resources: {limits: {cpu: 2}}}]}
      """
    When I run `kubectl create -f big.yaml`
    Then it fails with 'pods "big" is forbidden: maximum cpu usage per Container is 1, but limit is 2'
    And the rule "admission/limits-of-the-namespace" has acted
    And `kubectl describe limits sizes` shows
      """
      Name:       sizes
      Namespace:  default
      Type        Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio
      ----        --------  ---  ---  ---------------  -------------  -----------------------
      Container   cpu       -    1    100m             500m           -
      Container   memory    -    -    128Mi            128Mi          -
      """
    And `kubectl describe namespace default` prints "Resource Limits"

  Scenario: a ReplicaSet tells of pods that admission refuses by what their names would begin with
    Given the file "web.yaml"
      """yaml
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {runtimeClassName: kata, containers: [{name: c, image: "nginx:1.25"}]}
      """
    When I run `kubectl create -f web.yaml`
    And 1s passes
    Then `kubectl describe rs web` prints 'Error creating: pods "web-" is forbidden: pod rejected: RuntimeClass "kata" not found'
    And the rule "admission/runtime-class" has acted

  Scenario: only one priority class is the default
    Given the file "classes.yaml"
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: first}
      value: 5
      globalDefault: true
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: second}
      value: 9
      globalDefault: true
      """
    When I run `kubectl create -f classes.yaml`
    Then it fails with "PriorityClass first is already marked as default. Only one default can exist"
    And the rule "admission/one-default-priority" has acted

  Scenario: a claim grows only where its class allows it
    Given the file "claim.yaml"
      """yaml
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], storageClassName: fixed, resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: disk}
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: fixed
        capacity: {storage: 1Gi}
        hostPath: {path: /data}
      """
    When I run `kubectl create -f claim.yaml`
    And 10s pass
    And I run `kubectl patch pvc data -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'`
    Then it fails with "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize"
    And the rule "admission/claims-that-may-grow" has acted

  Scenario Outline: a pod on a node has the zone of the node as a label since 1.35
    Given Kubernetes <release>
    And node "k8s-node01" has the label "topology.kubernetes.io/zone=west"
    And the manifest "pod.yaml"
    When I run `kubectl create -f pod.yaml`
    And 5s pass
    Then `kubectl get pods --show-labels` prints "<labels>"

    Examples:
      | release | labels                                 |
      | 1.34    | app=p                                  |
      | 1.35    | app=p,topology.kubernetes.io/zone=west |

  Scenario: a namespace says what it waits for
    Given the namespace "dev"
    When I run `kubectl create configmap c -n dev`
    And I run `kubectl patch configmap c -n dev -p '{"metadata":{"finalizers":["example.com/hold"]}}'`
    And I run `kubectl delete namespace dev --wait=false`
    And 10s pass
    Then `kubectl describe namespace dev` prints "SomeResourcesRemain   Some resources are remaining: configmaps. has 1 resource instances"
    And `kubectl describe namespace dev` prints "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances"

  Scenario: what is being deleted is still in the way
    When I run `kubectl create configmap c`
    And I run `kubectl patch configmap c -p '{"metadata":{"finalizers":["example.com/hold"]}}'`
    And I run `kubectl delete configmap c --wait=false`
    And I run `kubectl create configmap c`
    Then it fails with 'object is being deleted: configmaps "c" already exists'
