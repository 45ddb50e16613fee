Feature: Times, in the words that people choose

  Scenario: What stands under Given or When is waited for
    Given the manifest "api.yaml"
    And container "api" starts serving after 7s
    When the manifest is applied
    And deployment "api" is available
    And service "api" has 3 endpoints
    And I run `kubectl scale deployment api --replicas=1`
    Then within 30s there is 1 pod of deployment "api"

  Scenario: Under Then a fact is looked at when it is said, unless it becomes so
    Given the manifest "crash.yaml"
    When the manifest is created
    Then pod "crasher" is Pending
    And pod "crasher" becomes Running
    And eventually pod "crasher" is in CrashLoopBackOff
    And pod "crasher" goes through "Running", "Error", "0/1 CrashLoopBackOff" and "1/1 Running" in this order
    And pod "crasher" went through "Running", "Error"
    And pod "crasher" has gone through "Pending", "Running"
    And pod "crasher" goes through
      | STATUS  | READY |
      | Pending | 0/1   |
      | Running | 1/1   |
      | Error   | 0/1   |
    When I wait until container "app" has started 4 times
    Then container "app" has started 4 times

  Scenario: Moments and times
    Given the manifest "crash.yaml"
    When the manifest is created
    Then at 3s pod "crasher" is "1/1 Running"
    And after another 1s container "app" is running
    And container "app" is not restarted within the next 1s
    And pod "crasher" is "1/1 Running" for at least 500ms
    And eventually the logs of pod "crasher" contain "fatal error"

  Scenario: What follows from a fact has a second to come
    Given the manifest "api.yaml"
    When the manifest is created
    Then within 30s deployment "api" has 3 available replicas
    And service "api" has 3 endpoints

  Scenario: What is always so is so until the scenario ends
    Given the manifest "api.yaml"
    And the manifest is created
    And deployment "api" is available
    When I run `kubectl rollout restart deployment api`
    Then deployment "api" always has at least 2 ready replicas
    And deployment "api" never has fewer than 2 available replicas
    And service "api" always has at least 2 endpoints
    And there are never more than 4 running pods of deployment "api"
    And there were never more than 6 pods of deployment "api"
    And eventually the rollout of deployment "api" is complete

  Scenario: What will be so
    Given the manifest "api.yaml"
    When the manifest is created
    Then deployment "api" will be available
    And deployment "api" should eventually have 3 ready replicas
    And deployment "api" reaches 3 available replicas

  Scenario: What kubectl will show
    Given the manifest "crash.yaml"
    When the manifest is created
    Then pod "crasher" should eventually be Running
    And the STATUS of pod "crasher" is Running
    And READY of pod "crasher" is 1/1
    And all the containers of pod "crasher" are running
    And pod "crasher" will become CrashLoopBackOff
