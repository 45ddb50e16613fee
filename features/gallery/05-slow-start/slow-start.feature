@gallery @probe
Feature: A slow start, killed by the liveness probe
  People see CrashLoopBackOff on a slow node or after a migration, in an app that works everywhere else.
  A liveness probe with its default figures gives a start twenty to thirty seconds, whatever the app needs.
  Each new instance is killed at the same point, and the pauses between them grow.
  A startup probe gives the start its own time, and liveness keeps its short one.

  Background:
    Given container "shop" starts serving after 90s

  Scenario: no instance ever serves
    Given the manifest "shop.yaml"
    When the manifest is created
    And 10m pass
    Then container "shop" has started at least 5 times
    And container "shop" got signal "SIGTERM" at least 5 times
    And the liveness probe of container "shop" has never succeeded
    And pod "shop" has the event "Killing" with message "Container shop failed liveness probe, will be restarted"
    And pod "shop" has shown "CrashLoopBackOff"

  Scenario: with a startup probe the first instance serves
    Given the manifest "repaired.yaml"
    When the manifest is created
    Then within 110s pod "shop" is "1/1 Running"
    And for 10m container "shop" is running
    And pod "shop" has never restarted
    And the liveness probe of container "shop" has never failed
