@workloads
Feature: Claims and the volumes that they get

  Background:
    Given the file "class.yaml"
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata:
        name: standard
        annotations: {storageclass.kubernetes.io/is-default-class: "true"}
      provisioner: rancher.io/local-path
      volumeBindingMode: Immediate
      """
    And the file "waiting-class.yaml"
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata:
        name: local
        annotations: {storageclass.kubernetes.io/is-default-class: "true"}
      provisioner: rancher.io/local-path
      volumeBindingMode: WaitForFirstConsumer
      """
    And the manifest "db.yaml"

  Scenario: A StatefulSet whose claims get volumes from the default class
    When I run `kubectl create -f class.yaml`
    And the manifest is created
    Then within 1s the field "spec.storageClassName" of persistentvolumeclaim "data-db-0" is "standard"
    And the field "status.phase" of persistentvolumeclaim "data-db-0" is "Pending"
    And within 1s pod "db-0" is "0/1 Pending"
    And within 5s the field "status.phase" of persistentvolumeclaim "data-db-0" is "Bound"
    And within 5s pod "db-0" is "1/1 Running"
    And within 20s 2 pods with label "app=db" are "1/1 Running"
    And `kubectl get pvc` shows
      | NAME      | STATUS | CAPACITY | ACCESS MODES | STORAGECLASS |
      | data-db-0 | Bound  | 1Gi      | RWO          | standard     |
      | data-db-1 | Bound  | 1Gi      | RWO          | standard     |
    And `kubectl get pv` shows
      | CAPACITY | ACCESS MODES | RECLAIM POLICY | STATUS | CLAIM             | STORAGECLASS |
      | 1Gi      | RWO          | Delete         | Bound  | default/data-db-0 | standard     |
      | 1Gi      | RWO          | Delete         | Bound  | default/data-db-1 | standard     |
    And `kubectl get sc` shows
      | NAME               | PROVISIONER           | RECLAIMPOLICY | VOLUMEBINDINGMODE | ALLOWVOLUMEEXPANSION |
      | standard (default) | rancher.io/local-path | Delete        | Immediate         | false                |
    And persistentvolumeclaim "data-db-0" has the event "ProvisioningSucceeded" with message "Successfully provisioned volume pvc-"
    And pod "db-0" has the event "FailedScheduling" with message "pod has unbound immediate PersistentVolumeClaims"

    # What is in the volume outlives the pod, and the claim outlives the set.
    When I run `kubectl exec db-0 -- sh -c "echo kept > /data/file"`
    And I run `kubectl delete pod db-0`
    And 10s pass
    Then `kubectl exec db-0 -- cat /data/file` prints "kept"
    When I run `kubectl delete statefulset db`
    And 40s pass
    Then there are 2 persistentvolumeclaims
    When I run `kubectl delete pvc --all`
    Then within 5s there are no persistentvolumeclaims
    And within 5s there are no persistentvolumes

  Scenario: A class that waits for the first consumer
    When I run `kubectl create -f waiting-class.yaml`
    And I run `kubectl create -f single-claim.yaml`
    Then for 1m the field "status.phase" of persistentvolumeclaim "data" is "Pending"
    And persistentvolumeclaim "data" has the event "WaitForFirstConsumer" with message "waiting for first consumer to be created before binding"
    When the manifest is created
    Then within 10s pod "db-0" is "1/1 Running"
    And the field "metadata.annotations[volume.kubernetes.io/selected-node]" of persistentvolumeclaim "data-db-0" is "k8s-node01"
    And the field "status.phase" of persistentvolumeclaim "data" is "Pending"

  Scenario: Without a class nobody makes a volume
    When the manifest is created
    Then within 1s pod "db-0" is "0/1 Pending"
    And for 10m pod "db-0" stays "0/1 Pending"
    And persistentvolumeclaim "data-db-0" has the event "FailedBinding" with message "no persistent volumes available for this claim and no storage class is set"
    And pod "db-0" has the event "FailedScheduling" with message "pod has unbound immediate PersistentVolumeClaims"
    # A volume that somebody makes by hand is enough.
    When I run `kubectl create -f volumes.yaml`
    Then within 20s pod "db-0" is "1/1 Running"
    And the field "spec.volumeName" of persistentvolumeclaim "data-db-0" is "small"
    And within 5s the field "spec.volumeName" of persistentvolumeclaim "data-db-1" is "large"
    And `kubectl get pv --sort-by=.metadata.name` shows
      | NAME  | CAPACITY | RECLAIM POLICY | STATUS    | CLAIM             |
      | large | 5Gi      | Retain         | Bound     | default/data-db-1 |
      | small | 2Gi      | Retain         | Bound     | default/data-db-0 |
      | tiny  | 100Mi    | Retain         | Available |                   |

  Scenario: A claim stays as long as a pod uses it, and a volume that is retained stays for ever
    When I run `kubectl create -f volumes.yaml`
    And the manifest is created
    And 5s pass
    And I run `kubectl delete pvc data-db-0 --wait=false`
    Then for 2m persistentvolumeclaim "data-db-0" is still there
    And `kubectl get pvc data-db-0` shows
      | NAME      | STATUS      |
      | data-db-0 | Terminating |
    When I run `kubectl delete statefulset db`
    Then within 40s persistentvolumeclaim "data-db-0" is gone
    And within 5s the field "status.phase" of persistentvolume "small" is "Released"
    And for 5m persistentvolume "small" is still there

  Scenario: A class that is not there
    Given the manifest "single-claim.yaml" with these fields
      | field                 | value |
      | spec.storageClassName | fast  |
    When I run `kubectl create -f single-claim.yaml`
    And 20s pass
    Then persistentvolumeclaim "data" has the event "ProvisioningFailed" with message 'storageclass.storage.k8s.io "fast" not found'
    And `kubectl describe pvc data` prints "StorageClass:  fast"

  Scenario: A default class that comes after the claim
    Given the manifest "single-claim.yaml"
    When the manifest is created
    And 1m passes
    Then persistentvolumeclaim "data" has the event "FailedBinding" with message "no persistent volumes available for this claim and no storage class is set"
    When I run `kubectl create -f class.yaml`
    Then within 20s the field "spec.storageClassName" of persistentvolumeclaim "data" is "standard"
    And within 5s the field "status.phase" of persistentvolumeclaim "data" is "Bound"

  Scenario: A default class that comes after the claim, on a release that gives it to new claims only
    Given Kubernetes 1.25
    And the manifest "single-claim.yaml"
    When the manifest is created
    And I run `kubectl create -f class.yaml`
    Then for 5m the field "status.phase" of persistentvolumeclaim "data" is "Pending"

  Scenario Outline: A claim of a pod alone
    Given Kubernetes <release>
    And the file "scratch.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: worker}
      spec:
        containers:
        - name: c
          image: busybox:1.36
          command: [sh, -c, "echo made > /scratch/file; sleep 3600"]
          volumeMounts: [{name: scratch, mountPath: /scratch}]
        volumes:
        - name: scratch
          ephemeral:
            volumeClaimTemplate:
              metadata: {labels: {kind: scratch}}
              spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """
    When I run `kubectl create -f <class>`
    And I run `kubectl create -f scratch.yaml`
    Then within 10s pod "worker" is "1/1 Running"
    And `kubectl get pvc -l kind=scratch` shows
      | NAME           | STATUS | CAPACITY | ACCESS MODES |
      | worker-scratch | Bound  | 1Gi      | RWO          |
    And `kubectl describe pvc worker-scratch` prints "Used By:       worker"
    And `kubectl describe pod worker` prints "EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)"
    And `kubectl describe pod worker` prints "kind=scratch"
    And `kubectl exec worker -- cat /scratch/file` prints "made"
    When I run `kubectl delete pod worker --now`
    Then within 5s there are no persistentvolumeclaims
    And within 5s there are no persistentvolumes

    Examples:
      | release | class              |
      | 1.21    | class.yaml         |
      | 1.36    | class.yaml         |
      | 1.36    | waiting-class.yaml |

  Scenario: A claim that is somebody else's
    Given the file "theirs.yaml"
      """yaml
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: worker-scratch}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """
    And the file "scratch.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: worker}
      spec:
        containers: [{name: c, image: "busybox:1.36", command: [sleep, "3600"]}]
        volumes:
        - name: scratch
          ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}
      """
    When I run `kubectl create -f class.yaml`
    And I run `kubectl create -f theirs.yaml`
    And I run `kubectl create -f scratch.yaml`
    Then for 1m pod "worker" stays "0/1 Pending"
    And pod "worker" has the event "FailedBinding" with message "ephemeral volume scratch: PVC default/worker-scratch was not created for pod default/worker (pod is not owner)"
    And pod "worker" has the event "FailedScheduling" with message "PVC default/worker-scratch was not created for pod default/worker (pod is not owner)"
