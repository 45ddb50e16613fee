@conformance
Feature: What conformance asks of pods

  @C-001
  Scenario: a pod is found by its label, runs, and is gone after its deletion
    Given the manifest "server.yaml"
    When I run `kubectl create -f server.yaml`
    And 5s pass
    Then `kubectl get pods -l time=morning` shows
      | NAME | READY | STATUS  |
      | p    | 1/1   | Running |
    When I start `kubectl get pods -l time=morning -w --output-watch-events`
    And 1s passes
    And I run `kubectl delete pod p --wait=false` in another window
    And 100ms pass
    Then pod "p" is "Terminating"
    And the field "metadata.deletionGracePeriodSeconds" of pod "p" is "30"
    And within 40s pod "p" is gone
    When 1s passes
    Then it prints "DELETED"
    And `kubectl get pods -l time=morning` prints "No resources found"

  @C-002
  Scenario: a label that is changed is found under its new value at once
    Given the manifest "server.yaml"
    When the manifest is created
    And 5s pass
    And I run `kubectl label pod p time=evening --overwrite`
    Then `kubectl get pods -l time=evening -o name` prints "pod/p"
    And `kubectl get pods -l time=morning` prints "No resources found"
    And for 2m pod "p" stays "1/1 Running"
    And pod "p" has never restarted

  @C-003
  Scenario: a deadline that is given to a running pod ends it
    Given the manifest "server.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl patch pod p -p '{"spec": {"activeDeadlineSeconds": 5}}'`
    Then within 5s pod "p" has phase "Failed"
    And the field "status.reason" of pod "p" is "DeadlineExceeded"

  @C-005
  Scenario: pods that are deleted together are all gone
    Given the file "pods.yaml"
      """yaml
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {type: Testing}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: nginx}]}}
      - {apiVersion: v1, kind: Pod, metadata: {name: b, labels: {type: Testing}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: nginx}]}}
      - {apiVersion: v1, kind: Pod, metadata: {name: d, labels: {type: Testing}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: nginx}]}}
      """
    When I run `kubectl create -f pods.yaml`
    And 20s pass
    Then `kubectl get pods -l type=Testing` shows
      | NAME | STATUS  |
      | a    | Running |
      | b    | Running |
      | d    | Running |
    When all pods with label "type=Testing" are deleted
    Then within 5s pod "a" is gone
    And within 1s pod "b" is gone
    And within 1s pod "d" is gone
    And `kubectl get pods -l type=Testing` prints "No resources found"

  @C-006
  Scenario: each step of a pod's life is seen by a watcher
    Given the manifest "server.yaml"
    When I start `kubectl get pods -l time -w --output-watch-events -o jsonpath='{.type} {.object.metadata.labels.step} {.object.status.phase} {.object.status.conditions[?(@.type=="Replaced")].status}{"\n"}'`
    And 1s passes
    And I run `kubectl create -f server.yaml` in another window
    And 5s pass
    And I run `kubectl label pod p step=patched` in another window
    And 1s passes
    Then the field "metadata.labels.step" of pod "p" is "patched"
    When I run `kubectl get pod p -o json | sed 's/"conditions": \[/"conditions": [{"type": "Replaced", "status": "True"},/' | kubectl replace --subresource=status -f -` in another window
    Then within 1s condition "Replaced" of pod "p" is "True"
    When I run `kubectl delete pod p --wait=false` in another window
    And 40s pass
    Then it prints "ADDED  Pending"
    And it prints "MODIFIED  Running"
    And it prints "MODIFIED patched Running"
    And it prints "MODIFIED patched Running True"
    And it prints "DELETED patched"

  @C-007
  Scenario: a patch of the status is read back
    Given the manifest "server.yaml"
    When the manifest is created
    And 5s pass
    And I run `kubectl patch pod p --subresource=status -p '{"status": {"conditions": [{"type": "TestPatch", "status": "True"}]}}'`
    Then condition "TestPatch" of pod "p" is "True"
    And for 2m condition "TestPatch" of pod "p" is "True"
    And condition "Ready" of pod "p" is "True"

  @C-009
  Scenario: the generation is 1 at creation, whatever the client says, and a deletion raises it
    Given the manifest "shell.yaml" with these fields
      | field                                      | value                                    |
      | metadata.generation                        | 100                                      |
      | spec.terminationGracePeriodSeconds         | 60                                       |
      | spec.containers[0].command                 | [sleep, "3600"]                          |
    When the manifest is created
    Then the field "metadata.generation" of pod "p" is "1"
    When 5s pass
    And I run `kubectl delete pod p --wait=false --grace-period=60`
    Then the field "metadata.generation" of pod "p" is "2"
    And for 59s pod "p" stays "Terminating"

  @C-010
  Scenario Outline: the generation after a change of <what> is <generation>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        initContainers:
        - {name: i, image: "busybox:1.28", command: ["true"]}
        containers:
        - {name: c, image: "nginx:1.17.1"}
      """
    When the manifest is created
    And 10s pass
    Then the field "status.observedGeneration" of pod "p" is "1"
    When I run `kubectl patch pod p -p '<patch>'`
    Then the field "metadata.generation" of pod "p" is "<generation>"
    And within 20s the field "status.observedGeneration" of pod "p" is "<generation>"

    Examples: what the kubelet has to act on
      | what                     | patch                                                                       | generation |
      | tolerations              | {"spec": {"tolerations": [{"key": "k", "operator": "Exists"}]}}             | 2          |
      | activeDeadlineSeconds    | {"spec": {"activeDeadlineSeconds": 5000}}                                   | 2          |
      | a container's image      | {"spec": {"containers": [{"name": "c", "image": "nginx:1.18"}]}}            | 2          |
      | an init container's image | {"spec": {"initContainers": [{"name": "i", "image": "busybox:1.29"}]}}     | 2          |

    Examples: what it need not know
      | what                     | patch                                                                       | generation |
      | labels                   | {"metadata": {"labels": {"time": "evening"}}}                               | 1          |
      | nothing                  | {}                                                                          | 1          |
      | the generation           | {"metadata": {"generation": 100}}                                           | 1          |

  @C-011
  Scenario: 499 updates in a row are counted one by one
    Given the manifest "server.yaml"
    When the manifest is created
    And 5s pass
    And I run
      """
      for i in $(seq 1 499); do
        kubectl patch pod p -p "{\"spec\": {\"activeDeadlineSeconds\": $((100000 - i))}}"
      done
      """
    Then the field "metadata.generation" of pod "p" is "500"
    And within 20s the field "status.observedGeneration" of pod "p" is "500"

  @C-013
  Scenario: a grace period below zero is stored as one second
    Given the manifest "server.yaml" with these fields
      | field                              | value |
      | spec.terminationGracePeriodSeconds | -1    |
    When the manifest is created
    Then the field "spec.terminationGracePeriodSeconds" of pod "p" is "1"
    When 5s pass
    And I run `kubectl patch pod p -p '{"spec": {"terminationGracePeriodSeconds": -1}}'`
    Then its exit code is 0
    And the field "spec.terminationGracePeriodSeconds" of pod "p" is "1"

  @C-014
  Scenario: a pod with two readiness gates is ready when both are open
    Given the manifest "server.yaml" with these fields
      | field               | value                                                                     |
      | spec.readinessGates | [{conditionType: k8s.io/test-1}, {conditionType: k8s.io/test-2}]          |
    When the manifest is created
    And 10s pass
    Then pod "p" is "1/1 Running"
    And condition "Ready" of pod "p" is "False"
    When I run `kubectl patch pod p --subresource=status -p '{"status": {"conditions": [{"type": "k8s.io/test-1", "status": "True"}]}}'`
    Then for 10s condition "Ready" of pod "p" is "False"
    When I run `kubectl patch pod p --subresource=status -p '{"status": {"conditions": [{"type": "k8s.io/test-2", "status": "True"}]}}'`
    Then within 1m condition "Ready" of pod "p" is "True"
    When I run `kubectl patch pod p --subresource=status -p '{"status": {"conditions": [{"type": "k8s.io/test-1", "status": "False"}]}}'`
    Then within 1m condition "Ready" of pod "p" is "False"

  @C-015
  Scenario: a variable can be made of earlier ones
    Given the manifest "shell.yaml" with these fields
      | field                  | value                                                                                                    |
      | spec.containers[0].env | [{name: FOO, value: foo-value}, {name: BAR, value: bar-value}, {name: FOOBAR, value: "$(FOO);;$(BAR)"}] |
    When the manifest is created
    And 5s pass
    Then `kubectl exec p -- printenv FOO BAR FOOBAR` shows
      """
      foo-value
      bar-value
      foo-value;;bar-value
      """

  @C-017
  Scenario: variables are replaced in arguments
    Given the manifest "shell.yaml" with these fields
      | field                      | value                                             |
      | spec.restartPolicy         | Never                                             |
      | spec.containers[0].env     | [{name: TEST_VAR, value: test-value}]             |
      | spec.containers[0].command | [sh, -c]                                          |
      | spec.containers[0].args    | ["TEST_VAR=wrong; echo \"it is $(TEST_VAR)\""]    |
    When the manifest is created
    And 5s pass
    Then the log of container "c" contains "it is test-value"
    And pod "p" has phase "Succeeded"

  @C-018
  Scenario: without command and arguments the image's own run
    Given the manifest "agnhost.yaml"
    When the manifest is created
    Then within 20s the log of container "c" contains "Paused"

  @C-019
  Scenario: with arguments alone the image's entrypoint runs with them
    Given the manifest "agnhost.yaml" with these fields
      | field                   | value                         |
      | spec.containers[0].args | [netexec, --http-port=8081]   |
    When the manifest is created
    And 20s pass
    Then a GET of ":8081/hostname" from pod "p" answers "p"
    And the log of container "c" does not contain "Paused"

  @C-021
  Scenario: command and arguments replace both of the image
    Given the manifest "agnhost.yaml" with these fields
      | field                      | value           |
      | spec.restartPolicy         | Never           |
      | spec.containers[0].command | [/bin/echo]     |
      | spec.containers[0].args    | [hello, world]  |
    When the manifest is created
    Then within 20s pod "p" has phase "Succeeded"
    And `kubectl logs p` shows
      """
      hello world
      """

  @C-022
  Scenario: a pod that starts after a service finds it in its environment
    Given the manifest "shell.yaml"
    When I run `kubectl create service clusterip fooservice --tcp=8765:8080 --clusterip=10.96.7.65`
    And the manifest is created
    And 5s pass
    Then `kubectl exec p -- sh -c "printenv | grep FOOSERVICE | sort"` shows
      """
      FOOSERVICE_PORT=tcp://10.96.7.65:8765
      FOOSERVICE_PORT_8765_TCP=tcp://10.96.7.65:8765
      FOOSERVICE_PORT_8765_TCP_ADDR=10.96.7.65
      FOOSERVICE_PORT_8765_TCP_PORT=8765
      FOOSERVICE_PORT_8765_TCP_PROTO=tcp
      FOOSERVICE_SERVICE_HOST=10.96.7.65
      FOOSERVICE_SERVICE_PORT=8765
      FOOSERVICE_SERVICE_PORT_8765_8080=8765
      """

  @C-023
  Scenario: a pod can read its name, namespace and address from its environment
    Given the manifest "shell.yaml" with these fields
      | field                  | value                                                                                                                                                                                               |
      | spec.containers[0].env | [{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: POD_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}, {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}] |
    When the manifest is created
    And 5s pass
    Then `kubectl exec p -- sh -c 'echo $POD_NAME $POD_NAMESPACE'` prints "p default"
    When I run `test "$(kubectl exec p -- printenv POD_IP)" = "$(kubectl get pod p -o jsonpath='{.status.podIP}')"`
    Then its exit code is 0

  @C-025
  Scenario: what a container writes is its log
    Given the manifest "shell.yaml" with these fields
      | field                      | value                                              |
      | spec.restartPolicy         | Never                                              |
      | spec.containers[0].command | [sh, -c, "echo to stdout; echo to stderr >&2"]     |
    When the manifest is created
    And 5s pass
    Then `kubectl logs p` shows
      """
      to stdout
      to stderr
      """

  @C-026
  Scenario: host aliases stand in the hosts file
    Given the manifest "shell.yaml" with these fields
      | field            | value                                              |
      | spec.hostAliases | [{ip: 123.45.67.89, hostnames: [foo, bar]}]        |
    When the manifest is created
    And 5s pass
    Then `kubectl exec p -- grep 123.45.67.89 /etc/hosts` shows
      """
      123.45.67.89	foo	bar
      """

  @C-027
  Scenario Outline: the address stays in the status of a pod that is <how>
    Given the manifest "shell.yaml" with these fields
      | field                      | value                                              |
      | spec.restartPolicy         | Never                                              |
      | spec.containers[0].command | [sh, -c, "trap 'sleep 5; exit 0' TERM; <script>"]  |
    When the manifest is created
    And 5s pass
    And I run `<command>`
    And 3s pass
    Then pod "p" is "<status>"
    And pod "p" has always had the same address
    And the field "status.podIPs[0].ip" of pod "p" is "10.244.12.2"

    Examples:
      | how         | script                          | command                           | status      |
      | succeeded   | exit 0                          | true                              | Completed   |
      | failed      | exit 1                          | true                              | Error       |
      | terminating | while true; do sleep 0.1; done  | kubectl delete pod p --wait=false | Terminating |

  @C-029
  Scenario: a node of another operating system rejects the pod
    Given the manifest "server.yaml" with these fields
      | field         | value             |
      | spec.os       | {name: windows}   |
      | spec.nodeName | k8s-node01        |
    When the manifest is created
    Then within 5s pod "p" has phase "Failed"
    And the field "status.reason" of pod "p" is "PodOSNotSupported"
    And container "c" has never started

  @C-030
  Scenario: a pod that is given to a node without room fails there
    Given the manifest "server.yaml" with these fields
      | field                            | value                       |
      | spec.nodeName                    | k8s-node01                  |
      | spec.containers[0].resources     | {requests: {cpu: "1000"}}   |
    When the manifest is created
    Then within 5s pod "p" is "OutOfcpu"
    And the field "status.phase" of pod "p" is "Failed"
    And the field "status.reason" of pod "p" is "OutOfcpu"
    And container "c" has never started

  @C-031
  Scenario: hostnameOverride is the name that the pod's containers see
    Given the manifest "shell.yaml" with these fields
      | field                 | value         |
      | spec.hostname         | a             |
      | spec.subdomain        | b             |
      | spec.hostnameOverride | override.host |
    When the manifest is created
    And 5s pass
    Then `kubectl exec p -- hostname` shows
      """
      override.host
      """

  @C-031
  Scenario Outline: hostnameOverride does not go with <field>
    Given the file "bad.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        hostnameOverride: override.host
        <field>: true
        containers: [{name: c, image: nginx}]
      """
    When I run `kubectl create -f bad.yaml`
    Then it fails with "spec.hostnameOverride: Forbidden: may not be specified when <field> is true"
    And pod "p" was never seen

    Examples:
      | field             |
      | hostNetwork       |
      | setHostnameAsFQDN |
