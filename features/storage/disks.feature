@storage
Feature: Disks that one node has at a time

  A ReadWriteOnce disk of a cloud is attached to the node of its pod. Another node gets it when the first has let go.

  Background:
    Given a cluster with 2 nodes
    And the manifest "disks.yaml"
    And it is created
    And 60s pass

  Scenario: The disk is attached before the pod starts
    Then deployment "wiki" has 1 ready replica
    And pod "wiki-*" has the event "SuccessfulAttachVolume" with message "AttachVolume.Attach succeeded for volume"
    And `kubectl get nodes -o jsonpath={.items[*].status.volumesAttached[0].name}` prints "kubernetes.io/csi/ebs.csi.aws.com^pvc-"

  Scenario: A rolling update to another node never ends
    When I run `kubectl cordon k8s-node01`
    And I run `kubectl rollout restart deployment wiki`
    Then within 10s 1 pod with label "app=wiki" is "0/1 ContainerCreating"
    And `kubectl get events --field-selector reason=FailedAttachVolume` prints "Volume is already used by pod(s) wiki-"
    And for 10m 1 pod with label "app=wiki" stays "1/1 Running"
    And within 2m the condition "Progressing" of deployment "wiki" is "False"

  Scenario: With Recreate the disk moves to the other node, with what is on it
    When I run `kubectl patch deployment wiki -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'`
    And I run `kubectl exec deploy/wiki -- touch /data/kept`
    And I run `kubectl cordon k8s-node01`
    And I run `kubectl rollout restart deployment wiki`
    And I run `kubectl rollout status deployment wiki`
    Then pod "wiki-*" is "1/1 Running"
    And pod "wiki-*" is on node "k8s-node02"
    And pod "wiki-*" has the event "FailedAttachVolume" with message "Volume is already exclusively attached to one node and can't be attached to another"
    And pod "wiki-*" has the event "SuccessfulAttachVolume" with message "AttachVolume.Attach succeeded for volume"
    And `kubectl exec deploy/wiki -- ls /data` prints "kept"

  Scenario: A node that dies keeps its disk until its pod is removed by force, and six minutes more
    When node "k8s-node01" loses power
    Then within 7m 1 pod with label "app=wiki" is "0/1 ContainerCreating"
    And for 20m 1 pod with label "app=wiki" stays "0/1 ContainerCreating"
    When I run `kubectl delete pods -l app=wiki --field-selector spec.nodeName=k8s-node01 --force`
    Then for 5m pod "wiki-*" stays "0/1 ContainerCreating"
    And within 3m pod "wiki-*" is "1/1 Running"

  Scenario: Declaring the node out of service frees the disk at once
    When node "k8s-node01" loses power
    And 7m pass
    And I run `kubectl taint nodes k8s-node01 node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`
    Then within 1m pod "wiki-*" is "1/1 Running"
