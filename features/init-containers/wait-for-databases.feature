@init
Feature: Init containers wait for databases with the tools of databases
  Nobody described the images, but everybody knows pg_isready and wait-for-it.sh: they ask the machine that they are told to ask.

  Background:
    Given the manifest "wait-for-database.yaml"

  Scenario: the databases come one after the other
    Given the manifest "databases.yaml"
    When I run `kubectl create -f wait-for-database.yaml`
    And 1m passes
    Then pod "shop" is "Init:0/2"
    When I run `kubectl create -f databases.yaml`
    Then within 20s pod "shop" is "1/1 Running"
    And pod "shop" went through "Init:0/2", "Init:1/2", "PodInitializing", "Running" in this order
    And the log of container "wait-for-db" contains "db:5432 - no response"
    And the log of container "wait-for-db" contains "db:5432 - accepting connections"

  Scenario: the cache never comes
    Given the manifest "databases.yaml"
    When I run `kubectl create -f wait-for-database.yaml`
    And I run `kubectl create -f databases.yaml`
    And I run `kubectl delete pod cache --now`
    Then within 2m pod "shop" is "Init:1/2"
    And within 6m pod "shop" is "Init:Error"
