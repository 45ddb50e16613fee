@rules
Feature: What a namespace allows its pods to do
  The labels `pod-security.kubernetes.io/…` of a namespace name a standard: `baseline` keeps pods from taking over their node,
  `restricted` is good practice. Pods that break the standard that is enforced are refused; of a template of such pods the server
  warns, and its controller tells in events why there are none.

  Background:
    Given the file "good.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: good}
      spec:
        securityContext: {runAsUser: 101}
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "3600"]
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL]}
            runAsNonRoot: true
            seccompProfile: {type: RuntimeDefault}
      """
    And the file "tool.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: tool}
      spec:
        hostPID: true
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "3600"]
          securityContext: {privileged: true}
      """

  Scenario: restricted tells all that is missing
    When I run `kubectl label namespace default pod-security.kubernetes.io/enforce=restricted`
    And I run `kubectl run plain --image=nginx:1.25`
    Then its exit code is 1
    And it prints
      """
      Error from server (Forbidden): pods "plain" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "plain" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "plain" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "plain" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "plain" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")
      """
    And the rule "pod-security/enforced" has acted
    When I run `kubectl create -f good.yaml`
    And 5s pass
    Then pod "good" is "1/1 Running"
    When I run `kubectl debug good --image=busybox:1.28 -c debugger`
    Then it fails with 'pods "good" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "debugger" must'
    When I run `kubectl debug good --image=busybox:1.28 -c debugger --profile=restricted`
    Then its exit code is 0

  Scenario: baseline forbids what takes over the node, in a dry run too
    When I run `kubectl label namespace default pod-security.kubernetes.io/enforce=baseline`
    And I run `kubectl create -f tool.yaml --dry-run=server`
    Then it fails with 'pods "tool" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostPID=true), privileged (container "c" must not set securityContext.privileged=true)'
    When I run `kubectl run plain --image=nginx:1.25`
    Then it prints "pod/plain created"

  Scenario: a Deployment is warned of, and tells why it has no pods until its template is mended
    Given the manifest "web.yaml"
    When I run `kubectl label namespace default pod-security.kubernetes.io/enforce=baseline`
    And I run `kubectl create -f web.yaml`
    Then it does not print "Warning"
    When 10s pass
    And I run `kubectl patch deployment web -p '{"spec":{"template":{"spec":{"hostIPC":true}}}}'`
    Then it prints 'Warning: would violate PodSecurity "baseline:latest": host namespaces (hostIPC=true)'
    And the rule "pod-security/warned" has acted
    When 30s pass
    Then condition "ReplicaFailure" of deployment "web" is "True" with reason "FailedCreate"
    And `kubectl get events` prints 'is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostIPC=true)'
    And 2 pods with label "app=web" are "1/1 Running"
    When I run `kubectl scale deployment web --replicas=3`
    Then it does not print "Warning"
    When I run `kubectl patch deployment web -p '{"spec":{"template":{"spec":{"hostIPC":null}}}}'`
    Then it does not print "Warning"
    And within 30s 3 pods with label "app=web" are "1/1 Running"
    And within 30s the field "status.updatedReplicas" of deployment "web" is "3"

  Scenario Outline: a <kind> tells in an event why it has no pods
    Given the file "set.yaml"
      """yaml
      apiVersion: <api>
      kind: <kind>
      metadata: {name: set}
      spec:
        <more>
        template:
          metadata: {labels: {app: set}}
          spec:
            hostNetwork: true
            <restart>
            containers: [{name: c, image: "nginx:1.25"}]
      """
    When I run `kubectl label namespace default pod-security.kubernetes.io/enforce=baseline`
    And I run `kubectl create -f set.yaml`
    Then it prints 'Warning: would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true)'
    And within 5s <object> "set" has the event "FailedCreate"
    And there are 0 pods
    And `kubectl describe <object> set` prints '<why>'
    And `kubectl describe <object> set` prints 'is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true)'

    Examples:
      | kind        | object      | api      | more                                                 | restart               | why                                                                                   |
      | ReplicaSet  | replicaset  | apps/v1  | selector: {matchLabels: {app: set}}                  |                       | Error creating: pods "set-                                                            |
      | DaemonSet   | daemonset   | apps/v1  | selector: {matchLabels: {app: set}}                  |                       | Error creating: pods "set-                                                            |
      | Job         | job         | batch/v1 | backoffLimit: 1                                      | restartPolicy: Never| Error creating: pods "set-                                                            |
      | StatefulSet | statefulset | apps/v1  | selector: {matchLabels: {app: set}}                 |                       | Create Pod set-0 in StatefulSet set failed error: pods "set-0" is forbidden: violates |

  Scenario: who makes a namespace stricter is told of the pods that are there; they stay
    When I run `kubectl create -f tool.yaml`
    And I run `kubectl run plain --image=nginx:1.25`
    And 5s pass
    And I run `kubectl label namespace default pod-security.kubernetes.io/enforce=baseline`
    Then it prints
      """
      namespace/default labeled
      Warning: existing pods in namespace "default" violate the new PodSecurity enforce level "baseline:latest"
      Warning: tool: host namespaces, privileged
      """
    And the rule "pod-security/existing-pods" has acted
    And pod "tool" is "1/1 Running"
    When I run `kubectl label pod tool a=b`
    Then it prints "pod/tool labeled"
    When I run `kubectl set image pod/tool c=busybox:1.29`
    Then it fails with 'pods "tool" is forbidden: violates PodSecurity "baseline:latest"'

  Scenario: labels that name no standard are refused
    When I run `kubectl label namespace default pod-security.kubernetes.io/enforce=strict`
    Then it fails with 'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted'
    When I run `kubectl label namespace default pod-security.kubernetes.io/warn-version=1.30`
    Then it fails with 'metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "1.30": must be "latest" or "v1.x"'

  Scenario Outline: the standards of v1.<version> <allow> probes of other hosts
    Given the file "probing.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: probing}
      spec:
        containers:
        - name: c
          image: nginx:1.25
          livenessProbe: {httpGet: {host: example.com, port: 80}}
      """
    When I run `kubectl label namespace default pod-security.kubernetes.io/enforce=baseline pod-security.kubernetes.io/enforce-version=v1.<version>`
    And I run `kubectl create -f probing.yaml --dry-run=server`
    Then it <answers>

    Examples:
      | version | allow  | answers                                                                                                                                      |
      | 33      | allow  | prints "pod/probing created"                                                                                                                 |
      | 34      | forbid | fails with 'violates PodSecurity "baseline:v1.34": probe or lifecycle host (container "c" uses probe or lifecycle host "example.com")' |

  Scenario Outline: <release> <does>
    Given Kubernetes <release>
    And the file "set.yaml"
      """yaml
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: set}
      spec:
        selector: {matchLabels: {app: set}}
        template:
          metadata: {labels: {app: set}}
          spec: {hostPID: true, containers: [{name: c, image: "nginx:1.25"}]}
      """
    When I run `kubectl label namespace default pod-security.kubernetes.io/enforce=baseline`
    And I run `kubectl create -f set.yaml`
    Then it <warns> "Warning: would violate PodSecurity"
    When 10s pass
    Then there are <pods> pods

    Examples:
      | release | does                         | warns          | pods |
      | 1.22    | does not know the labels yet | does not print | 1    |
      | 1.25    | warns only if it is told to  | does not print | 0    |
      | 1.26    | warns of what it enforces    | prints         | 0    |

  Scenario: a static pod runs all the same, but nobody sees it
    When I run `kubectl label namespace default pod-security.kubernetes.io/enforce=baseline`
    Given the file "/etc/kubernetes/manifests/tool.yaml" on node "k8s-node01"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: tool}
      spec:
        volumes: [{name: node, hostPath: {path: /data}}]
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "echo up >> /data/log; sleep 3600"]
          volumeMounts: [{name: node, mountPath: /data}]
      """
    When 20s pass
    Then there are 0 pods
    When I run `grep up /data/log` on node "k8s-node01"
    And I run `kubectl label namespace default pod-security.kubernetes.io/enforce-`
    Then within 2m pod "tool-k8s-node01" is "1/1 Running"
    And container "c" has started once
