@workloads
Feature: What StatefulSets do with claims, labels and partitions
  Claims belong to whom persistentVolumeClaimRetentionPolicy says, and change hands when it does. What cannot be made is told
  of, and a pod whose claim still belongs to an earlier one waits.

  Background:
    Given the file "class.yaml"
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata:
        name: standard
        annotations: {storageclass.kubernetes.io/is-default-class: "true"}
      provisioner: rancher.io/local-path
      """

  Scenario Outline: claims that shall go with the set, and then shall not, in Kubernetes <release>
    Given Kubernetes <release>
    And the manifest "db.yaml"
    When I run `kubectl create -f class.yaml`
    And I run `kubectl create -f db.yaml`
    And I run `kubectl patch statefulset db -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Delete","whenScaled":"Retain"}}}'`
    And 20s pass
    Then the field "metadata.ownerReferences[0].kind" of persistentvolumeclaim "data-db-1" is "StatefulSet"
    And <controller>
    When I run `kubectl patch statefulset db -p '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain","whenScaled":"Retain"}}}'`
    Then within 2s the field "metadata.ownerReferences[0].kind" of persistentvolumeclaim "data-db-1" is not set
    And within 1s statefulset "db" has the event "SuccessfulUpdate" with message "<word> Pod db-1 in StatefulSet db successful"
    When I run `kubectl delete statefulset db`
    And 40s pass
    Then there are 2 persistentvolumeclaims

    Examples:
      | release | word   | controller                                                                                       |
      | 1.27    | update | the field "metadata.ownerReferences[0].controller" of persistentvolumeclaim "data-db-1" is not set |
      | 1.31    | update | the field "metadata.ownerReferences[0].controller" of persistentvolumeclaim "data-db-1" is "true"  |
      | 1.36    | Update | the field "metadata.ownerReferences[0].controller" of persistentvolumeclaim "data-db-1" is "true"  |

  Scenario: a quota stops a claim, and with it the pod
    Given the manifest "db.yaml"
    When I run `kubectl create -f class.yaml`
    And I run `kubectl create quota team --hard=persistentvolumeclaims=1`
    And the manifest is created
    And 30s pass
    Then there is 1 pod
    And statefulset "db" has the event "FailedCreate" with message "Create Claim data-db-1 for Pod db-1 in StatefulSet db failed error: persistentvolumeclaims \"data-db-1\" is forbidden: exceeded quota: team, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=1, limited: persistentvolumeclaims=1"
    And statefulset "db" has the event "FailedCreate" with message "Create Pod db-1 in StatefulSet db failed error: failed to create PVC data-db-1: persistentvolumeclaims \"data-db-1\" is forbidden: exceeded quota: team, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=1, limited: persistentvolumeclaims=1"

  Scenario: a claim that somebody is deleting keeps its next pod away
    Given the manifest "db.yaml"
    When I run `kubectl create -f class.yaml`
    And the manifest is created
    And 20s pass
    And I run `kubectl patch pvc data-db-1 -p '{"metadata":{"finalizers":["example.com/keeps"]}}'`
    And I run `kubectl delete pvc data-db-1 --wait=false`
    And I run `kubectl delete pod db-1`
    And 10s pass
    Then there is 1 pod
    And statefulset "db" has the event "FailedCreate" with message "Create Pod db-1 in StatefulSet db failed error: pvc data-db-1 is being deleted"

  Scenario: the partition counts from the first ordinal on
    Given the manifest "db.yaml" with these fields
      | field                     | value                         |
      | spec.replicas             | 3                             |
      | spec.ordinals             | {start: 5}                    |
      | spec.volumeClaimTemplates | []                            |
      | spec.updateStrategy       | {rollingUpdate: {partition: 1}} |
      | spec.template.spec.containers[0].volumeMounts | []        |
    When the manifest is created
    And 30s pass
    And I run `kubectl set image statefulset db db=redis:8`
    And 1m passes
    Then the field "spec.containers[0].image" of pod "db-7" is "redis:8"
    And the field "spec.containers[0].image" of pod "db-6" is "redis:8"
    And the field "spec.containers[0].image" of pod "db-5" is "redis:7"

  Scenario Outline: a pod of a set that is gone is in the way of the next set (<release>)
    The controller tries ever more slowly, and does not hear of the end of a pod that is not its own.

    Given Kubernetes <release>
    And the file "w.yaml"
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: w}
      spec:
        serviceName: w
        selector: {matchLabels: {app: w}}
        template:
          metadata: {labels: {app: w}}
          spec: {containers: [{name: c, image: "busybox:1.36", command: [sh, -c, "trap '' TERM; while :; do sleep 1; done"]}]}
      """
    When I run `kubectl create -f w.yaml`
    And 10s pass
    And I run `kubectl delete statefulset w --wait=false`
    And 1s passes
    And I run `kubectl create -f w.yaml`
    And 5s pass
    Then pod "w-0" is terminating
    And statefulset "w" has the event "FailedCreate" <told>
    And within 2m pod "w-0" is "1/1 Running"
    And the field "metadata.generateName" of pod "w-0" is "w-"

    Examples:
      | release | told                                                                                                                                       |
      | 1.22    | with message "create Pod w-0 in StatefulSet w failed error: The POST operation against Pod could not be completed at this time, please try again." |
      | 1.36    | 0 times                                                                                                                                    |

  Scenario: a pod that has lost the label of its name gets it back
    Given the manifest "db.yaml"
    When I run `kubectl create -f class.yaml`
    And the manifest is created
    And 20s pass
    And I run `kubectl label pod db-0 statefulset.kubernetes.io/pod-name-`
    Then within 1s the field "metadata.labels[statefulset.kubernetes.io/pod-name]" of pod "db-0" is "db-0"
    And within 1s statefulset "db" has the event "SuccessfulUpdate" with message "Update Pod db-0 in StatefulSet db successful"

  Scenario Outline: the history of a <kind> says why it was changed
    Given the manifest "<manifest>"
    When the manifest is created
    And 10s pass
    And I run `kubectl annotate <kind> <name> kubernetes.io/change-cause="new image"`
    And I run `kubectl set image <kind> <name> <name>=nginx:1.26`
    And 1s passes
    And I run `kubectl rollout history <kind> <name>`
    Then it prints "1         <none>"
    And it prints "2         new image"

    Examples:
      | kind        | name | manifest |
      | statefulset | db   | db.yaml  |
      | daemonset   | ds   | ds.yaml  |
