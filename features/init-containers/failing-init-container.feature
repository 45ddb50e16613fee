@init @A2 @experiment
Feature: An init container that fails is started again, with longer and longer pauses
  The init container of `myapp-pod-0` works for four seconds and ends with the exit code that it is given.

  @claim-015
  Scenario: with exit code 1 the app never starts
    Given the manifest "randexit-1.yaml"
    When I run `kubectl create -f randexit-1.yaml`
    And 2m45s pass
    Then pod "myapp-pod-0" has restarted 4 times
    When 28s pass
    Then pod "myapp-pod-0" has restarted at least 4 times
    And pod "myapp-pod-0" has restarted at most 5 times
    And pod "myapp-pod-0" went through "Init:0/1", "Init:Error", "Init:0/1", "Init:Error", "Init:CrashLoopBackOff", "Init:0/1" in this order
    And the log of container "randexit" contains "休眠 4 秒，返回码为 1！"
    And container "randexit" last ended with exit code 1
    And container "randexit" started again after pauses of at least 0s, 10s, 20s, 40s
    And container "myapp" of pod "myapp-pod-0" has never started
    And pod "myapp-pod-0" has phase "Pending"

  Scenario: with exit code 0 the app starts at once
    Given the manifest "randexit-0.yaml"
    When I run `kubectl create -f randexit-0.yaml`
    Then within 9s pod "myapp-pod-0" is "Running"
    And pod "myapp-pod-0" is "1/1"
    And pod "myapp-pod-0" has never restarted
