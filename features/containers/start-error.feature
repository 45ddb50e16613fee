@containers
Feature: A container that cannot be started has ended all the same

  The runtime makes it and cannot run its command: its state says exit code 128 and StartError
  (kubernetes.io, Pod failure reasons; containerd's error of `StartContainer`).

  Scenario: The command is misspelt
    Given the manifest
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec: {containers: [{name: c, image: nginx, command: [ngnix, -g, daemon off;]}]}
      """
    When the manifest is created
    Then within 30s pod "p" is "RunContainerError"
    And pod "p" has the event "Failed" with message 'exec: "ngnix": executable file not found in $PATH'
    And container "c" has never started
    And container "c" last ended with exit code 128
    And container "c" last ended with reason "StartError"
    And within 60s pod "p" is "CrashLoopBackOff"
