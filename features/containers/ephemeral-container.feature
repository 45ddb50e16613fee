@containers @D9 @experiment
Feature: An ephemeral container visits a running pod
  `kubectl debug --target` adds a container to a pod that runs, among the processes of one of its containers. It is not
  restarted, not removed, and never counts for READY.

  Background:
    Given the manifest "pod-multi-container.yaml"
    When I run `kubectl create -f pod-multi-container.yaml`
    Then within 10s pod "pod-multi-container" is "2/2 Running"

  @claim-129
  Scenario: the debugger sees the processes of its target
    When I run `kubectl debug pod-multi-container --image=busybox:1.28 --target=nginx-container -c debugger-1 -- sh -c "ps; sleep 16"`
    Then it prints "Targeting container \"nginx-container\". If you don't see processes from this container it may be because the container runtime doesn't support this feature."
    And within 5s ephemeral container "debugger-1" is running
    And within 2s the log of container "debugger-1" contains "nginx: master process"
    And for 10s pod "pod-multi-container" stays "2/2 Running"
    And within 10s ephemeral container "debugger-1" is terminated with reason "Completed"

  @claim-130
  Scenario: what has ended stays in the pod, and is never started again
    When I run `kubectl debug pod-multi-container --image=busybox:1.28 --target=nginx-container -c debugger-1 -- sh -c "exit 0"`
    Then within 5s ephemeral container "debugger-1" is terminated with reason "Completed"
    And for 1h container "debugger-1" has started once
    And pod "pod-multi-container" has never restarted
    And `kubectl describe pod pod-multi-container` prints "Ephemeral Containers:"
    When I run `kubectl debug pod-multi-container --image=busybox:1.28 -c debugger-2 -- sh -c "exit 3"`
    Then within 5s ephemeral container "debugger-2" is terminated with exit code 3
    And ephemeral container "debugger-1" is terminated with exit code 0
    And pod "pod-multi-container" is "2/2 Running"

  Scenario: an interactive debugger ends with `exit`
    When I run `echo "ps; exit" | kubectl debug -i pod-multi-container --image=busybox:1.28 --target=nginx-container -c debugger-rf9t2`
    Then it prints "nginx: master process"
    And within 5s ephemeral container "debugger-rf9t2" is terminated with reason "Completed"
    And ephemeral container "debugger-rf9t2" is terminated with exit code 0
    And for 10m container "debugger-rf9t2" has started once

  @claim-130
  Scenario: describe lists it after the other containers
    When I run `kubectl debug pod-multi-container --image=busybox:1.28 -c debugger-rf9t2 -- sh -c "exit 0"`
    Then within 5s ephemeral container "debugger-rf9t2" is terminated with exit code 0
    When I run `kubectl describe pod pod-multi-container`
    Then it prints "Ephemeral Containers:"
    And it prints "debugger-rf9t2:"
    And it prints "Reason:       Completed"
    And pod "pod-multi-container" has these events in this order
      | reason  | fieldPath                                |
      | Pulled  | spec.containers{nginx-container}         |
      | Started | spec.containers{content-container}       |
      | Pulled  | spec.ephemeralContainers{debugger-rf9t2} |
      | Created | spec.ephemeralContainers{debugger-rf9t2} |
      | Started | spec.ephemeralContainers{debugger-rf9t2} |

  Scenario: an ephemeral container can't be removed
    When I run `kubectl debug pod-multi-container --image=busybox:1.28 -c debugger-1 -- sh -c "exit 0"`
    And 2s pass
    And I run `kubectl patch pod pod-multi-container --subresource=ephemeralcontainers --type=json -p '[{"op": "remove", "path": "/spec/ephemeralContainers"}]'`
    Then it fails with "may not be removed"
    And the field "spec.ephemeralContainers[0].name" of pod "pod-multi-container" is "debugger-1"

  Scenario: the target must be a container of the pod
    When I run `kubectl debug pod-multi-container --image=busybox:1.28 --target=nosuch -c d -- sh`
    Then it fails with "spec.ephemeralContainers[0].targetContainerName: Not found: \"nosuch\""

  Scenario: a pod that is not there
    When I run `kubectl debug nobody --image=busybox:1.28 --target=c -- sh`
    Then it prints 'Targeting container "c".'
    And it fails with 'Error from server (NotFound): pods "nobody" not found'
    When I run `kubectl debug nobody --image=busybox:1.28 --target=c --quiet -- sh`
    Then it does not print "Targeting"
    And it fails with 'Error from server (NotFound): pods "nobody" not found'
    When I run `kubectl debug nobody --image=busybox:1.28 --target=c --copy-to=copy -- sh`
    Then it fails with 'error: --target is incompatible with --copy-to. Use --share-processes instead.'

  Scenario: the target has ended
    Given the file "done.yaml"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: done}
      spec:
        restartPolicy: Never
        containers:
        - {name: short, image: "busybox:1.28", command: [sleep, "5"]}
        - {name: long, image: "busybox:1.28", command: [sleep, "3600"]}
      """
    When I run `kubectl create -f done.yaml`
    And 10s pass
    And I run `kubectl debug done --image=busybox:1.28 --target=short -c d -- sh`
    Then within 20s the field "status.ephemeralContainerStatuses[0].state.waiting.reason" of pod "done" is "CreateContainerError"
    And `kubectl describe pod done` prints "is not running - in state CONTAINER_EXITED"
