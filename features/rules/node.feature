@rules
Feature: What the kubelet does by the book

  Scenario: a second wish for more time is not granted
    Given the manifest "pod.yaml" with these fields
      | field                              | value                                                        |
      | spec.activeDeadlineSeconds         | 10                                                           |
      | spec.terminationGracePeriodSeconds | 8                                                            |
      | spec.containers[0].image           | busybox:1.28                                                 |
      | spec.containers[0].command         | [sh, -c, "trap '' TERM; while true; do sleep 1; done"]       |
    When the manifest is created
    And 15s pass
    And I run `kubectl delete pod p --grace-period=60 --wait=false`
    Then within 20s pod "p" is gone
    And the rule "grace/only-gets-shorter" has acted

  Scenario Outline: another amount of memory for a container that runs, <policy>
    Given the manifest "pod.yaml" with these fields
      | field                           | value                                                     |
      | spec.containers[0].resources    | {requests: {memory: 64Mi}, limits: {memory: 64Mi}}        |
      | spec.containers[0].resizePolicy | [{resourceName: memory, restartPolicy: <policy>}]         |
    When the manifest is created
    And 10s pass
    And I run `kubectl patch pod p --subresource resize -p '{"spec":{"containers":[{"name":"c","resources":{"requests":{"memory":"128Mi"},"limits":{"memory":"128Mi"}}}]}}'`
    And 20s pass
    Then container "c" has started <times>
    And pod "p" has the event "ResizeCompleted"
    And the rule "<rule>" has acted

    Examples:
      | policy           | times | rule               |
      | NotRequired      | once  | resize/in-place    |
      | RestartContainer | twice | kill/resize-policy |

  Scenario: only the end of long last words is kept
    Given the manifest "pod.yaml" with these fields
      | field                      | value                                                                                      |
      | spec.restartPolicy         | Never                                                                                      |
      | spec.containers[0].image   | busybox:1.28                                                                               |
      | spec.containers[0].command | [sh, -c, "printf '%05000d' 1 > /dev/termination-log; echo -n end >> /dev/termination-log"] |
    When the manifest is created
    Then within 10s pod "p" has phase "Succeeded"
    And I run `kubectl get pod p -o jsonpath='{.status.containerStatuses[0].state.terminated.message}' | wc -c`
    And it prints "4096"
    And the rule "exit/message-of-4096-bytes" has acted

  Scenario: an HTTPS hook that meets plain HTTP
    Given the manifest "pod.yaml" with these fields
      | field                                  | value                                                                     |
      | spec.containers[0].lifecycle           | {preStop: {httpGet: {scheme: HTTPS, port: 80, path: /}}}                  |
    When the manifest is created
    And 10s pass
    And I run `kubectl delete pod p`
    Then pod "p" has no event "FailedPreStopHook"
    And pod "p" has the event "LifecycleHTTPFallback" with message "got HTTP response, retry with HTTP succeeded"
    And the rule "hook/https-falls-back" has acted

  Scenario: a volume that does not come
    Given the manifest "pod.yaml" with these fields
      | field                           | value                                                              |
      | spec.volumes                    | [{name: data, hostPath: {path: /data, type: Directory}}]           |
      | spec.containers[0].volumeMounts | [{name: data, mountPath: /data}]                                   |
    When the manifest is created
    And 5s pass
    Then for 10m pod "p" is "0/1 ContainerCreating"
    And pod "p" has the event "FailedMount"
    And the rule "volume/waits-2m3s" has acted
    And the rule "volume/retry-2m2s-at-most" has acted
    When I run `mkdir /data` on node "k8s-node01"
    Then within 5m pod "p" is "1/1 Running"

  Scenario: a claim that is not there, of a pod that has chosen its node itself
    Given the manifest "pod.yaml" with these fields
      | field         | value                                                        |
      | spec.nodeName | k8s-node01                                                   |
      | spec.volumes  | [{name: data, persistentVolumeClaim: {claimName: missing}}]  |
    When the manifest is created
    And 5s pass
    Then for 5m pod "p" is "0/1 ContainerCreating"
    And the rule "volume/unbound-claim-refused" has acted

  Scenario: files follow their ConfigMap
    Given the manifest "pod.yaml" with these fields
      | field                           | value                                    |
      | spec.volumes                    | [{name: conf, configMap: {name: conf}}]  |
      | spec.containers[0].volumeMounts | [{name: conf, mountPath: /conf}]         |
    When I run `kubectl create configmap conf --from-literal=colour=red`
    And the manifest is created
    And 10s pass
    Then `kubectl exec p -- cat /conf/colour` prints "red"
    When I run `kubectl patch configmap conf -p '{"data":{"colour":"blue"}}'`
    And 2m pass
    Then `kubectl exec p -- cat /conf/colour` prints "blue"
    And the rule "volume/follows-the-api" has acted
