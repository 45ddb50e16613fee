@conformance
Feature: What conformance asks of termination messages

  @C-062 @C-063
  Scenario Outline: what a container writes to <path> <as> is its last word
    Given the manifest "shell.yaml" with these fields
      | field                                     | value                                    |
      | spec.restartPolicy                        | Never                                    |
      | spec.containers[0].command                | [sh, -c, "echo -n DONE > <path>"]        |
      | spec.containers[0].terminationMessagePath | <path>                                   |
      | spec.containers[0].securityContext        | <user>                                   |
    When the manifest is created
    Then within 5s pod "p" has phase "Succeeded"
    And the field "status.containerStatuses[0].state.terminated.message" of pod "p" is "DONE"
    And container "c" is terminated with exit code 0

    @C-062
    Examples: the default path
      | path                 | as      | user |
      | /dev/termination-log | as root | {}   |

    @C-063
    Examples: another one
      | path                        | as                | user               |
      | /dev/termination-custom-log | as root           | {}                 |
      | /dev/termination-custom-log | as a user without rights | {runAsUser: 10000} |

  @C-065 @C-066
  Scenario Outline: with FallbackToLogsOnError a container that succeeds <what>
    Given the manifest "shell.yaml" with these fields
      | field                                       | value                          |
      | spec.restartPolicy                          | Never                          |
      | spec.containers[0].command                  | [sh, -c, "<script>"]           |
      | spec.containers[0].terminationMessagePolicy | FallbackToLogsOnError          |
    When the manifest is created
    Then within 5s pod "p" has phase "Succeeded"
    And the log of container "c" contains "DONE"
    And the field "status.containerStatuses[0].state.terminated.message" of pod "p" <message>

    @C-065
    Examples:
      | what                        | script                                          | message    |
      | has no message from its log | echo DONE                                       | is not set |

    @C-066
    Examples:
      | what                        | script                                          | message    |
      | has the message of its file | echo DONE; echo -n OK > /dev/termination-log    | is "OK"    |
