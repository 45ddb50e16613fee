@conformance
Feature: What conformance asks of disruptions
  Evictions that a PodDisruptionBudget grants or refuses, and evictions by taints.

  Rule: Budgets

    @C-241
    Scenario: A budget shows how many disruptions it allows
      Given the manifest "web-deployment.yaml"
      And the manifest "budget.yaml" with these fields
        | field | value |
        | spec.minAvailable | 2 |
      When the manifest is created
      Then within 10s the field "status.disruptionsAllowed" of poddisruptionbudget "web" is "1"
      And the field "status.currentHealthy" of poddisruptionbudget "web" is "3"
      And the field "status.desiredHealthy" of poddisruptionbudget "web" is "2"

    @C-242
    Scenario: Without a budget every eviction is granted
      Given the manifest "server.yaml"
      When the manifest is created
      And 5s pass
      And an eviction of pod "p" is asked for
      Then the eviction is granted
      And within 35s pod "p" is gone

    @C-243
    Scenario Outline: A budget of at least two pods: with <pods> an eviction is <answer>
      Given the manifest "web-statefulset.yaml" with these fields
        | field         | value  |
        | spec.replicas | <pods> |
      And the manifest "budget.yaml" with these fields
        | field | value |
        | spec.minAvailable | 2 |
      When the manifest is created
      And 20s pass
      And an eviction of pod "web-0" is asked for
      Then the eviction is <answer>

      Examples:
        | pods | answer                                                                          |
        | 2    | refused with "Cannot evict pod as it would violate the pod's disruption budget." |
        | 3    | granted                                                                         |

    @C-245
    Scenario: A tenth of ten pods may be missing: one eviction is granted, the next is refused
      Given the manifest "web-statefulset.yaml" with these fields
        | field                    | value    |
        | spec.replicas            | 10       |
        | spec.podManagementPolicy | Parallel |
      And the manifest "budget.yaml" with these fields
        | field | value |
        | spec.maxUnavailable | 10% |
      When the manifest is created
      And 20s pass
      Then the field "status.disruptionsAllowed" of poddisruptionbudget "web" is "1"
      When an eviction of pod "web-0" is asked for
      Then the eviction is granted
      When an eviction of pod "web-1" is asked for
      Then the eviction is refused with "disruption budget"

    @C-245
    Scenario: No eviction is granted while as many pods are missing as may be
      Given the manifest "web-deployment.yaml" with these fields
        | field                                           | value                                 |
        | spec.template.spec.containers[0].readinessProbe | {exec: {command: [test, -f, /ready]}} |
      And the manifest "budget.yaml" with these fields
        | field | value |
        | spec.maxUnavailable | 1 |
      When the manifest is created
      And 20s pass
      Then the field "status.disruptionsAllowed" of poddisruptionbudget "web" is "0"
      When evictions of all pods with label "app=web" are asked for
      Then the eviction is refused with "disruption budget"
      And for 20s 3 pods with label "app=web" are "0/1 Running"

    @C-246
    Scenario Outline: Unready pods under the policy <policy>: evictions are <answer>
      Given the manifest "web-deployment.yaml" with these fields
        | field                                           | value                                 |
        | spec.template.spec.containers[0].readinessProbe | {exec: {command: [test, -f, /ready]}} |
      And the manifest
        """yaml
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web}
        spec:
          minAvailable: 1
          selector: {matchLabels: {app: web}}
          unhealthyPodEvictionPolicy: <policy>
        """
      When the manifest is created
      And 20s pass
      And evictions of all pods with label "app=web" are asked for
      Then the eviction is <answer>

      Examples:
        | policy          | answer                           |
        | IfHealthyBudget | refused with "disruption budget" |
        | AlwaysAllow     | granted                          |

  Rule: Taints

    @C-247
    Scenario: A NoExecute taint evicts the pod that does not tolerate it and leaves the one that does
      Given the manifest
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec: {containers: [{name: c, image: "nginx:1.25"}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: tolerant}
        spec:
          tolerations: [{key: kubernetes.io/e2e-evict, operator: Exists}]
          containers: [{name: c, image: "nginx:1.25"}]
        """
      When the manifest is created
      And 5s pass
      And I run `kubectl taint node k8s-node01 kubernetes.io/e2e-evict=x:NoExecute`
      Then within 65s pod "p" is gone
      And for 2m pod "tolerant" stays "1/1 Running"

    @C-249
    Scenario: A taint that goes in time evicts nobody
      Given the manifest "server.yaml" with these fields
        | field            | value                                                                                       |
        | spec.tolerations | [{key: kubernetes.io/e2e-evict, operator: Exists, effect: NoExecute, tolerationSeconds: 10}] |
      When the manifest is created
      And 5s pass
      And I run `kubectl taint node k8s-node01 kubernetes.io/e2e-evict=x:NoExecute`
      And I run `kubectl taint node k8s-node01 kubernetes.io/e2e-evict-`
      Then for 75s pod "p" stays "1/1 Running"

    @C-250
    Scenario: Each pod stays for as long as it tolerates the taint
      Given the manifest
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: short}
        spec:
          tolerations: [{key: kubernetes.io/e2e-evict, operator: Exists, effect: NoExecute, tolerationSeconds: 5}]
          containers: [{name: c, image: "nginx:1.25"}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: long}
        spec:
          tolerations: [{key: kubernetes.io/e2e-evict, operator: Exists, effect: NoExecute, tolerationSeconds: 25}]
          containers: [{name: c, image: "nginx:1.25"}]
        """
      When the manifest is created
      And 5s pass
      And I run `kubectl taint node k8s-node01 kubernetes.io/e2e-evict=x:NoExecute`
      Then for 4s pod "short" stays "1/1 Running"
      And within 10s pod "short" is gone
      And for 9s pod "long" stays "1/1 Running"
      And within 20s pod "long" is gone

    @C-251
    Scenario: A pod that a taint evicts is marked as the target of a disruption
      Given the manifest "server.yaml" with these fields
        | field               | value     |
        | metadata.finalizers | [e2e/keep] |
      When the manifest is created
      And 5s pass
      And I run `kubectl taint node k8s-node01 kubernetes.io/e2e-evict=x:NoExecute`
      Then within 65s condition "DisruptionTarget" of pod "p" is "True" with reason "DeletionByTaintManager"
