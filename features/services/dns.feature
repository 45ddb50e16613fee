Feature: The cluster's DNS is down
  Nobody answers: a resolver asks each name server twice and waits five seconds each time.
  Source: kubernetes.io, DNS for Services and Pods; resolv.conf(5), timeout and attempts.

  Scenario: Whoever waits for a name waits on
    Given the manifest "dns.yaml"
    And DNS is down
    When the manifest is created
    And 1m passes
    Then pod "web" is "0/1 Init:0/1"
    And the log of container "wait" contains "no servers could be reached"
    When DNS comes back
    Then within 15s pod "web" is "1/1 Running"

  Scenario: A probe that asks for a name fails while the app does its work
    Given the manifest "dns.yaml"
    When the manifest is created
    And 20s pass
    Then pod "web" is "1/1 Running"
    When the cluster DNS stops answering
    Then within 30s pod "web" is "0/1 Running"
    And event "Unhealthy" of pod "web" contains "timed out after 2s"
    When the cluster DNS answers again
    Then within 10s pod "web" is "1/1 Running"
    And pod "web" has never restarted

  Scenario: An app that needs a service to start can't find it
    Given the manifest "needs-db.yaml"
    And service "db" listens on port 5432
    And container "web" needs service "db" to start
    And DNS is down from 0s to 1m
    When the manifest is created
    Then within 30s pod "web" is "0/1 CrashLoopBackOff"
    And within 2m pod "web" is "1/1 Running"

  Scenario: One that is up notices nothing, until it is started again
    Given the manifest "needs-db.yaml"
    And service "db" listens on port 5432
    And container "web" needs service "db" to start
    When the manifest is created
    And 20s pass
    And the cluster DNS fails
    And 5m pass
    Then pod "web" is "1/1 Running"
    When container "web" is killed
    Then within 1m pod "web" is "0/1 CrashLoopBackOff"
    When the cluster DNS recovers
    Then within 1m pod "web" is "1/1 Running"

  Scenario: It comes back by itself
    Given the manifest "dns.yaml"
    And the cluster DNS is down for the first 30s
    When the manifest is created
    Then pod "web" stays "0/1 Init:0/1" for 29s
    And within 15s pod "web" is "1/1 Running"
