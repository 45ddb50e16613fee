@storage
Feature: Where the data of a claim lies

  Scenario: A directory of the node, as in the tutorial of the documentation
    Given the file "volume.yaml"
      """yaml
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: task-pv-volume}
      spec:
        storageClassName: manual
        capacity: {storage: 10Gi}
        accessModes: [ReadWriteOnce]
        hostPath: {path: /mnt/data}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: task-pv-claim}
      spec:
        storageClassName: manual
        accessModes: [ReadWriteOnce]
        resources: {requests: {storage: 3Gi}}
      """
    And the file "pod.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: task-pv-pod}
      spec:
        containers:
        - name: web
          image: nginx
          volumeMounts: [{name: storage, mountPath: /usr/share/nginx/html}]
        volumes:
        - name: storage
          persistentVolumeClaim: {claimName: task-pv-claim}
      """
    When I run `mkdir /mnt/data` on node "k8s-node01"
    And I run `sh -c "echo 'Hello from Kubernetes storage' > /mnt/data/index.html"` on node "k8s-node01"
    And I run `kubectl apply -f volume.yaml`
    And I run `kubectl apply -f pod.yaml`
    Then within 10s pod "task-pv-pod" is "1/1 Running"
    And `kubectl exec task-pv-pod -- curl -s http://localhost/` prints "Hello from Kubernetes storage"
    And the field "spec.volumeName" of persistentvolumeclaim "task-pv-claim" is "task-pv-volume"

  Scenario: A local volume keeps its pod on its node, and tells when its path is not there
    Given a cluster with 2 nodes
    And the file "local.yaml"
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: local-storage}
      provisioner: kubernetes.io/no-provisioner
      volumeBindingMode: WaitForFirstConsumer
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: ssd-of-node2}
      spec:
        storageClassName: local-storage
        capacity: {storage: 10Gi}
        accessModes: [ReadWriteOnce]
        local: {path: /mnt/ssd}
        nodeAffinity:
          required:
            nodeSelectorTerms:
            - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [k8s-node02]}]
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {storageClassName: local-storage, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: db}
      spec:
        containers:
        - {name: c, image: "busybox:1.36", command: [sleep, "3600"], volumeMounts: [{name: data, mountPath: /data}]}
        volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
      """
    When I run `kubectl apply -f local.yaml`
    Then within 5s pod "db" is on node "k8s-node02"
    And within 5s pod "db" is "0/1 ContainerCreating"
    And for 30s pod "db" stays "0/1 ContainerCreating"
    And pod "db" has the event "FailedMount" with message 'MountVolume.NewMounter initialization failed for volume "ssd-of-node2" : path "/mnt/ssd" does not exist'
    When I run `mkdir /mnt/ssd` on node "k8s-node02"
    Then within 1m pod "db" is "1/1 Running"
    # Elsewhere there is nothing that it could have.
    When I run `kubectl delete pod db --now`
    And I run `kubectl cordon k8s-node02`
    And I run `kubectl apply -f local.yaml`
    Then for 2m pod "db" stays "0/1 Pending"
    And pod "db" has the event "FailedScheduling" with message "1 node(s) didn't match PersistentVolume's node affinity"

  Scenario: A claim for one pod alone
    Given the storage class "standard"
    And the file "claim.yaml"
      """yaml
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {storageClassName: standard, accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1Gi}}}
      """
    And the file "pods.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec:
        containers: [{name: c, image: nginx}]
        volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec:
        containers: [{name: c, image: nginx}]
        volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
      """
    When I run `kubectl create -f claim.yaml`
    And 10s pass
    And I run `kubectl create -f pods.yaml`
    Then within 10s pod "first" is "1/1 Running"
    And for 1m pod "second" stays "0/1 Pending"
    And pod "second" has the event "FailedScheduling" with message "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod"
    When I run `kubectl delete pod first`
    Then within 10s pod "second" is "1/1 Running"
