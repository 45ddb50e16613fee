Feature: What holds however long the start takes
  A range in place of a value makes a scenario a property: it is played many times, with values from the range and with
  another seed each time. When it breaks, the report tells the smallest values with which it does.

  Scenario: A startup probe of 100 s lets an app start in any time up to 90 s
    Given the manifest "web.yaml"
    And container "web" starts serving after 0s to 90s
    When the manifest is created
    Then within 2m pod "web" is "1/1 Running"
    And container "web" has never restarted

  @runs:30
  Scenario: An app that needs longer than its startup probe allows never serves
    Given the manifest "web.yaml"
    And container "web" starts serving after 110s to 10m
    When the manifest is created
    And 4m pass
    Then pod "web" has never shown "1/1 Running"

  @runs:50
  Scenario: The app waits for its database, whenever that comes
    Given the manifest "wait-for-db.yaml"
    And service "db" appears after 0s to 2m
    When the manifest is created
    Then within 3m pod "app" is "1/1 Running"
    And container "app" never starts before init container "wait-for-db" has succeeded
