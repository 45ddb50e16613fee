Feature: A variable from a file that an init container has written

  Scenario: It has the value of its key
    Given the manifest "env-file.yaml"
    When the manifest is created
    And 10s pass
    Then container "app" logs "the database is mysql"

  Scenario Outline: <what>
    Given the manifest "env-file.yaml" with these fields
      | field                               | value                      |
      | spec.initContainers[0].command[2]   | <written>                  |
    When the manifest is created
    Then within 1m pod "reader" is "0/1 CreateContainerConfigError"
    And pod "reader" has the event "Failed" with message "<message>"

    Examples:
      | what                                 | written                               | message                                                  |
      | A value without quotes is an error   | echo DB=mysql > /data/db.env          | Error: couldn't parse env file                           |
      | A file that is not there is an error | "true"                                | Error: couldn't parse env file                           |
      | A key that is not there is an error  | "echo \\"HOST='a'\\" > /data/db.env"  | Error: environment variable key \\"DB\\" not found in file |

  Scenario: A key that may be missing
    Given the manifest "env-file.yaml" with these fields
      | field                                                  | value                               |
      | spec.initContainers[0].command[2]                      | "echo \\"HOST='a'\\" > /data/db.env" |
      | spec.containers[0].env[0].valueFrom.fileKeyRef.optional | true                                |
    When the manifest is created
    And 10s pass
    Then container "app" logs "the database is none"
