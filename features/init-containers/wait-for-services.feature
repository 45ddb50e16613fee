@init @A1 @experiment
Feature: Init containers hold the app back until the services they wait for exist
  `initc-1` has two init containers. Each of them asks the cluster's DNS for one service, every two seconds, until it
  gets an answer. Init containers run one after the other, and the app starts when both are done.

  Background:
    Given the manifest "initc-1.yaml"
    And service "myservice" is missing
    And service "mydb" is missing

  Scenario: nothing moves while both services are missing
    When I run `kubectl create -f initc-1.yaml`
    And 20s pass
    Then `kubectl get pod` shows
      | NAME    | READY | STATUS   | RESTARTS | AGE |
      | initc-1 | 0/1   | Init:0/2 | 0        | 20s |
    And for 10m pod "initc-1" stays "Init:0/2"
    And container "init-mydb" of pod "initc-1" has never started
    And container "myapp-container" of pod "initc-1" has never started
    And the log of container "init-myservice" says "waiting for myservice" every 2s

  Scenario: the pod goes on as each service appears
    When I run `kubectl create -f initc-1.yaml`
    And 25s pass
    And I run `kubectl create svc clusterip myservice --tcp=80:80`
    Then it prints "service/myservice created"
    And within 5s pod "initc-1" is "Init:1/2"
    When 15s pass
    And I run `kubectl create svc clusterip mydb --tcp=80:80`
    Then within 5s pod "initc-1" is "Running"
    And pod "initc-1" is "1/1"
    And pod "initc-1" went through "Pending", "Init:0/2", "Init:1/2", "PodInitializing", "Running" in this order
    And container "init-mydb" never starts before container "init-myservice" has succeeded
    And container "myapp-container" never starts before container "init-mydb" has succeeded
    And the log of container "myapp-container" contains "The app is running!"

  Scenario: the shell of the app ignores SIGTERM, so a deletion takes the whole grace period
    Given service "myservice" exists
    And service "mydb" exists
    When I run `kubectl create -f initc-1.yaml`
    Then within 20s pod "initc-1" is "Running"
    When I run `kubectl delete pod initc-1`
    Then it took about 31s
    And container "myapp-container" ended with exit code 137
    And pod "initc-1" is gone
