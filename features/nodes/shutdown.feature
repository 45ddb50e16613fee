@nodes
Feature: A node that shuts down gracefully
  The kubelet of a machine that is being switched off refuses new pods and stops its own: critical ones last.

  Background:
    Given a cluster of 2 nodes
    And the manifest "leaving.yaml"

  Scenario: Each pod ends in its own time, and is Failed
    When the manifest is created
    And 5s pass
    And node "k8s-node02" shuts down within 30s, the last 10s for critical pods
    Then within 1s condition "Ready" of node "k8s-node02" is "False" with reason "KubeletNotReady"
    And `kubectl describe node k8s-node02` prints "node is shutting down"
    And within 1s container "web" got signal "SIGQUIT"
    And within 1s container "stubborn" got signal "SIGTERM"
    And container "critical" never got signal "SIGQUIT"
    And within 3s node "k8s-node02" has the taint "node.kubernetes.io/not-ready:NoSchedule"

    # A pod that is bound to the node all the same is refused by its kubelet.
    When I run `kubectl run late --image=nginx:1.25 --overrides='{"spec":{"nodeName":"k8s-node02"}}'`
    Then within 2s the field "status.reason" of pod "late" is "NodeShutdown"
    And the field "status.message" of pod "late" is "Pod was rejected: Pod was rejected as the node is shutting down."

    And within 22s container "stubborn" got signal "SIGKILL"
    And container "stubborn" got signal "SIGKILL" between 19s and 21s after signal "SIGTERM"
    And within 1s container "critical" got signal "SIGQUIT"
    And within 5s pod "stubborn" has phase "Failed"
    And the field "status.reason" of pod "stubborn" is "Terminated"
    And the field "status.message" of pod "stubborn" is "Pod was terminated in response to imminent node shutdown."
    And condition "DisruptionTarget" of pod "stubborn" is "True" with reason "TerminationByKubelet"

    # The machine is off now; what it said last stays.
    When 2m pass
    Then condition "Ready" of node "k8s-node02" is "Unknown"
    And pod "stubborn" has phase "Failed"
    When node "k8s-node02" has power again
    Then within 15s condition "Ready" of node "k8s-node02" is "True" with reason "KubeletReady"
    And pod "stubborn" has phase "Failed"

  Scenario Outline: What Kubernetes <release> says about its pods
    Given Kubernetes <release>
    When the manifest is created
    And 5s pass
    And node "k8s-node02" shuts down within 30s, the last 10s for critical pods
    And I run `kubectl run late --image=nginx:1.25 --overrides='{"spec":{"nodeName":"k8s-node02"}}'`
    Then within 2s the field "status.reason" of pod "late" is "<refused>"
    And the field "status.message" of pod "late" is "Pod <refusal>"
    And within 25s pod "stubborn" has phase "Failed"
    And the field "status.reason" of pod "stubborn" is "<ended>"
    And the field "status.message" of pod "stubborn" is "<message>"

    Examples:
      | release | refused      | refusal                                                          | ended      | message                                                   |
      | 1.21    | Shutdown     | Node is in progress of shutting down, not admitting any new pods | Shutdown   | Node is shutting, evicting pods                           |
      | 1.22    | NodeShutdown | Pod was rejected as the node is shutting down.                   | Terminated | Pod was terminated in response to imminent node shutdown. |

  Scenario: A preStop hook runs, as long as there is time
    Given the manifest "leaving.yaml" with these fields
      | field                        | value                               |
      | spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 5}}}    |
    When I run `kubectl create -f leaving.yaml`
    And 5s pass
    And node "k8s-node02" shuts down within 30s
    Then within 1s the preStop hook of container "web" is running
    And within 6s container "web" got signal "SIGQUIT"
    And within 3s pod "web" has phase "Succeeded"
