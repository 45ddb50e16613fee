@conformance
Feature: What conformance asks of init containers

  @C-121 @C-122
  Scenario Outline: <policy>, two init containers that succeed
    Given the manifest "two-inits.yaml" with these fields
      | field                      | value         |
      | spec.restartPolicy         | <policy>      |
      | spec.containers[0].command | <command>     |
    When the manifest is created
    Then within 20s pod "p" has phase "<phase>"
    And condition "Initialized" of pod "p" is "True"
    And the field "status.initContainerStatuses[0].ready" of pod "p" is "true"
    And the field "status.initContainerStatuses[1].ready" of pod "p" is "true"
    And container "init1" is terminated with exit code 0
    And container "init2" is terminated with exit code 0
    And container "c" never starts before init container "init2" has succeeded
    And pod "p" has never restarted

    @C-121
    Examples:
      | policy | command           | phase     |
      | Never  | [sh, -c, "true"]  | Succeeded |

    @C-122
    Examples:
      | policy | command           | phase     |
      | Always | [sleep, "3600"]   | Running   |

  @C-123
  Scenario: Always, an init container that fails is tried again, and everybody waits
    Given the manifest "two-inits.yaml" with these fields
      | field                          | value        |
      | spec.initContainers[0].command | [/bin/false] |
    When the manifest is created
    Then within 2m container "init1" has started 4 times
    And container "init2" waits with reason "PodInitializing"
    And container "c" waits with reason "PodInitializing"
    And pod "p" has phase "Pending"
    And condition "Initialized" of pod "p" is "False" with reason "ContainersNotInitialized"
    And condition "Initialized" of pod "p" has the message "containers with incomplete status: [init1 init2]"
    And within 2s pod "p" has restarted 3 times
    And container "init2" has never started
    And container "c" has never started

  @C-125
  Scenario: while init containers run, those that come later wait
    Given the manifest "two-inits.yaml"
    When the manifest is created
    Then within 5s container "init1" is running
    And container "init2" waits with reason "PodInitializing"
    And container "c" waits with reason "PodInitializing"
    And the field "status.containerStatuses[0].restartCount" of pod "p" is "0"
    And within 10s container "init2" is running
    And within 2s the field "status.initContainerStatuses[0].ready" of pod "p" is "true"
    And container "c" waits with reason "PodInitializing"
    And within 10s pod "p" is "1/1 Running"
    And for 5m pod "p" stays "1/1 Running"
    And condition "Initialized" of pod "p" was "False", "True" in turn

  @C-126
  Scenario: three init containers run one after the other
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        initContainers:
        - {name: init1, image: "busybox:1.28", command: [sleep, "1"]}
        - {name: init2, image: "busybox:1.28", command: [sleep, "1"]}
        - {name: init3, image: "busybox:1.28", command: [sleep, "1"]}
        containers:
        - {name: c, image: "nginx:1.17.1"}
      """
    When the manifest is created
    Then within 20s pod "p" is "1/1 Running"
    And container "init2" never starts before init container "init1" has succeeded
    And container "init3" never starts before init container "init2" has succeeded
    And container "c" never starts before init container "init3" has succeeded
    And pod "p" went through "Init:0/3", "Init:1/3", "Init:2/3", "PodInitializing", "Running" in this order

  @C-127
  Scenario: an init container whose image can't be pulled holds everybody up
    Given image "team/nosuch:1" is absent
    And the manifest "two-inits.yaml" with these fields
      | field                        | value         |
      | spec.initContainers[0].image | team/nosuch:1 |
    When the manifest is created
    Then within 30s container "init1" waits with reason "ImagePullBackOff"
    And pod "p" is "Init:ImagePullBackOff"
    And for 5m pod "p" has phase "Pending"
    And container "init1" has never started
    And container "init2" has never started
    And container "c" has never started

  @C-129
  Scenario: a new image for an init container that is done does not run it again
    Given the manifest "two-inits.yaml"
    When the manifest is created
    Then within 20s pod "p" is "1/1 Running"
    When I run `kubectl set image pod/p init1=busybox:1.29`
    Then for 5m pod "p" stays "1/1 Running"
    And container "init1" has started once
    And container "c" has started once

  @C-130
  Scenario: a new image for an init container that runs does not restart it
    Given the manifest "two-inits.yaml" with these fields
      | field                          | value           |
      | spec.initContainers[0].command | [sleep, "30"]   |
    When the manifest is created
    And 10s pass
    And I run `kubectl set image pod/p init1=busybox:1.29`
    Then within 1m pod "p" is "1/1 Running"
    And container "init1" has started once
    And each finished run of container "init1" lasted about 30s

  @C-130
  Scenario: a new image for an init container of a pod that is being deleted does not restart it
    Given the manifest "two-inits.yaml" with these fields
      | field                          | value                                                                    |
      | spec.initContainers[0].command | [sh, -c, "trap 'sleep 10; exit 1' TERM; while true; do sleep 1; done"]   |
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --wait=false`
    And 3s pass
    And I run `kubectl set image pod/p init1=busybox:1.29`
    Then within 25s pod "p" is gone
    And container "init1" has started once
    And container "init2" has never started

  @C-131
  Scenario: a kubelet that restarts does not run init containers again, even if the runtime has forgotten them
    Given the manifest "two-inits.yaml"
    When the manifest is created
    And 20s pass
    And I run `systemctl restart kubelet` on node "k8s-node01"
    Then for 5m pod "p" stays "1/1 Running"
    When the ended containers of pod "p" are removed from their node
    And I run `systemctl restart kubelet` on node "k8s-node01"
    Then for 5m pod "p" stays "1/1 Running"
    And container "init1" has started once
    And container "init2" has started once
    And container "c" has started once

  @C-133
  Scenario: a node that boots again runs all init containers again
    Given the manifest "two-inits.yaml"
    When the manifest is created
    And 20s pass
    Then pod "p" is "1/1 Running"
    When node "k8s-node01" loses power
    And 5s pass
    And node "k8s-node01" has power again
    Then within 30s container "init1" has started twice
    And within 2s pod "p" has phase "Pending"
    And within 30s container "init2" has started twice
    And within 30s container "c" has started twice
    And within 5s pod "p" is "1/1 Running"
    And container "init2" never starts before init container "init1" has succeeded
    And container "c" never starts before init container "init2" has succeeded
