@termination @A14 @experiment
Feature: A forced deletion removes the object at once, and the process a little later

  Background:
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    And 12s pass

  Scenario: the object is gone before the container is
    When I run `kubectl delete pod p --force --grace-period=0`
    Then it prints "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely."
    And it prints "pod \"p\" force deleted"
    And it took less than 1s
    And pod "p" is gone
    And pod "p" went through "Running", "Terminating" in this order
    And container "c" is running
    And within 5s container "c" ended with exit code 137
    And container "c" got signal "SIGKILL" between 2s and 3s after signal "SIGTERM"

  Scenario: a pod of the same name can be there before the old container has ended
    When I run `kubectl delete pod p --force --grace-period=0`
    And I run `kubectl create -f manifest.yaml`
    Then it prints "pod/p created"
    And within 5s pod "p" is "1/1 Running"
    And pod "p" has never restarted
    And within 5s container "c" ended with exit code 137

  Scenario: a grace period of zero needs --force
    When I run `kubectl delete pod p --grace-period=0 --wait=false`
    Then the field "metadata.deletionGracePeriodSeconds" of pod "p" is "1"
    And within 5s pod "p" is gone

  Scenario: a manifest whose grace period is zero asks for the same
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: q
      spec:
        terminationGracePeriodSeconds: 0
        containers:
        - name: d
          image: busybox:1.28
          command: [sh, -c, "trap '' TERM; while true; do sleep 1; done"]
      """
    When I run `kubectl create -f manifest-2.yaml`
    And 12s pass
    And I run `kubectl delete pod q`
    Then pod "q" was gone less than 1s after the deletion
    And within 5s container "d" ended with exit code 137
