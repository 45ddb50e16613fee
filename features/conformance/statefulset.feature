@conformance
Feature: What conformance asks of StatefulSets

  @C-193
  Scenario: With the policy Parallel unready pods hold up neither scaling up nor scaling down
    Given the manifest "web-statefulset.yaml" with these fields
      | field                                               | value                              |
      | spec.replicas                                       | 1                                  |
      | spec.podManagementPolicy                            | Parallel                           |
      | spec.template.spec.containers[0].readinessProbe     | {exec: {command: [test, -f, /ready]}} |
    When the manifest is created
    And 10s pass
    Then pod "web-0" is "0/1 Running"
    When I run `kubectl scale statefulset web --replicas=3`
    Then within 10s 3 pods with label "app=web" are "0/1 Running"
    When I run `kubectl scale statefulset web --replicas=0`
    Then within 20s there are no pods with label "app=web"

  @C-194
  Scenario: A pod that its node refuses is made again under the same name until it runs
    A pod that was put on the node beforehand holds the port.

    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: holder}
      spec:
        nodeName: k8s-node01
        terminationGracePeriodSeconds: 1
        containers:
        - name: holder
          image: nginx:1.25
          ports: [{containerPort: 21017, hostPort: 21017}]
      """
    And the manifest "web-statefulset.yaml" with these fields
      | field                                  | value                                      |
      | spec.replicas                          | 1                                          |
      | spec.template.spec.nodeName            | k8s-node01                                 |
      | spec.template.spec.containers[0].ports | [{containerPort: 21017, hostPort: 21017}] |
    When I run `kubectl create -f manifest.yaml`
    And 5s pass
    And I run `kubectl create -f web-statefulset.yaml`
    And 2s pass
    Then statefulset "web" has the event "SuccessfulDelete" at least 2 times
    And pod "web-0" has the event "NodePorts" with message "free ports"
    And pod "web-0" has never shown "1/1"
    When I run `kubectl delete pod holder`
    Then within 10s pod "web-0" is "1/1 Running"

  @C-195
  Scenario: A rolling update replaces the pods in reverse order, one at a time, and a rollback finds the old revision
    Given the manifest "web-statefulset.yaml"
    When the manifest is created
    And 20s pass
    Then 3 pods with label "app=web" are "1/1 Running"
    When I run `kubectl set image statefulset web web=nginx:1.26`
    Then for 1m at least 2 pods with label "app=web" are "1/1 Running"
    And the pods with label "app=web" were deleted in the order "web-2", "web-1", "web-0"
    And the pods with label "app=web" were created in the order "web-0", "web-1", "web-2", "web-2", "web-1", "web-0"
    And the fields "status.currentRevision" and "status.updateRevision" of statefulset "web" are equal
    And the field "status.currentRevision" of statefulset "web" has had 3 values
    When I run `kubectl set image statefulset web web=nginx:1.25`
    And 1m passes
    Then 3 pods with label "app=web" are "1/1 Running"
    And the fields "status.currentRevision" and "status.updateRevision" of statefulset "web" are equal
    And the field "status.currentRevision" of statefulset "web" has had 3 values
    And there are 2 controllerrevisions

  @C-197
  Scenario: The scale subresource is read, written and patched
    Given the manifest "web-statefulset.yaml" with these fields
      | field         | value |
      | spec.replicas | 1     |
    When the manifest is created
    And 10s pass
    Then `kubectl get statefulset web --subresource=scale -o jsonpath={.spec.replicas}` prints "1"
    When I run `kubectl scale statefulset web --replicas=2`
    Then the field "spec.replicas" of statefulset "web" is "2"
    When I run `kubectl patch statefulset web --subresource=scale --type=merge -p '{"spec": {"replicas": 4}}'`
    Then the field "spec.replicas" of statefulset "web" is "4"
    And within 30s 4 pods with label "app=web" are "1/1 Running"

  @C-198
  Scenario: Names, hostnames, index label and data are stable
    Nothing provisions volumes here: the data of each pod lies in a folder of its node that has the pod's name.

    Given the manifest "web-statefulset.yaml" with these fields
      | field                                         | value                                                                             |
      | spec.replicas                                 | 2                                                                                 |
      | spec.template.spec.volumes                    | [{name: data, hostPath: {path: /data, type: DirectoryOrCreate}}]                  |
      | spec.template.spec.containers[0].env          | [{name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]                  |
      | spec.template.spec.containers[0].volumeMounts | [{name: data, mountPath: /data, subPathExpr: $(POD)}]                             |
    When the manifest is created
    Then within 1m 2 pods with label "app=web" are "1/1 Running"
    And `kubectl exec web-1 -- hostname` prints "web-1"
    And the field "metadata.labels[apps.kubernetes.io/pod-index]" of pod "web-1" is "1"
    When I run `kubectl exec web-0 -- sh -c 'echo zero > /data/who'`
    And I run `kubectl exec web-1 -- sh -c 'echo one > /data/who'`
    And I run `kubectl delete pods -l app=web`
    Then within 1m 2 pods with label "app=web" are "1/1 Running"
    And `kubectl exec web-0 -- cat /data/who` prints "zero"
    And `kubectl exec web-1 -- cat /data/who` prints "one"

  @C-199
  Scenario: A pod is adopted, released and adopted again as its owner and labels change
    Given the manifest "web-statefulset.yaml" with these fields
      | field         | value |
      | spec.replicas | 1     |
    When the manifest is created
    And 10s pass
    And I run `kubectl patch pod web-0 --type=json -p '[{"op": "remove", "path": "/metadata/ownerReferences"}]'`
    Then within 10s the field "metadata.ownerReferences[0].name" of pod "web-0" is "web"
    When I run `kubectl label pod web-0 app-`
    And 10s pass
    Then the field "metadata.ownerReferences[0]" of pod "web-0" is not set
    When I run `kubectl label pod web-0 app=web`
    Then within 10s the field "metadata.ownerReferences[0].name" of pod "web-0" is "web"
    And pod "web-0" has never restarted

  @C-201
  Scenario: A predecessor that fails is made again though its successor is not ready
    Given the manifest "web-statefulset.yaml" with these fields
      | field                                           | value                                 |
      | spec.replicas                                   | 2                                     |
      | spec.template.spec.containers[0].readinessProbe | {periodSeconds: 1, exec: {command: [test, -f, /ready]}} |
    When the manifest is created
    And 5s pass
    And I run `kubectl exec web-0 -- touch /ready`
    And 5s pass
    Then pod "web-1" is "0/1 Running"
    When I run `kubectl delete pod web-0`
    Then within 5s pod "web-0" is "0/1 Running"
    When I run `kubectl exec web-0 -- touch /ready`
    And I run `kubectl exec web-1 -- touch /ready`
    Then within 5s 2 pods with label "app=web" are "1/1 Running"

  @C-202
  Scenario: A pod is available only when it has been ready for minReadySeconds
    Given the manifest "web-statefulset.yaml" with these fields
      | field                | value |
      | spec.replicas        | 2     |
      | spec.minReadySeconds | 30    |
      | spec.podManagementPolicy | Parallel |
    When the manifest is created
    Then within 10s the field "status.readyReplicas" of statefulset "web" is "2"
    And for 5s the field "status.availableReplicas" of statefulset "web" is "0"
    And within 40s the field "status.availableReplicas" of statefulset "web" is "2"
    When I run `kubectl patch statefulset web -p '{"spec": {"minReadySeconds": 3600}}'`
    Then within 10s the field "status.availableReplicas" of statefulset "web" is "0"
    When I run `kubectl patch statefulset web -p '{"spec": {"minReadySeconds": 0}}'`
    Then within 10s the field "status.availableReplicas" of statefulset "web" is "2"

  @C-203
  Scenario: The first ordinal moves the whole set and leaves its size
    Given the manifest "web-statefulset.yaml" with these fields
      | field         | value      |
      | spec.ordinals | {start: 2} |
    When the manifest is created
    And 20s pass
    Then the pods with label "app=web" were created in the order "web-2", "web-3", "web-4"
    And 3 pods with label "app=web" are "1/1 Running"
    When I run `kubectl patch statefulset web -p '{"spec": {"ordinals": {"start": 4}}}'`
    And 1m passes
    Then `kubectl get pods -l app=web` shows
      | NAME  | READY |
      | web-4 | 1/1   |
      | web-5 | 1/1   |
      | web-6 | 1/1   |
    When I run `kubectl patch statefulset web -p '{"spec": {"ordinals": {"start": 3}}}'`
    And 1m passes
    Then `kubectl get pods -l app=web` shows
      | NAME  | READY |
      | web-3 | 1/1   |
      | web-4 | 1/1   |
      | web-5 | 1/1   |
    When I run `kubectl patch statefulset web --type=json -p '[{"op": "remove", "path": "/spec/ordinals"}]'`
    And 1m passes
    Then `kubectl get pods -l app=web` shows
      | NAME  | READY |
      | web-0 | 1/1   |
      | web-1 | 1/1   |
      | web-2 | 1/1   |
