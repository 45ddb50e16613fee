@images
Feature: Which programs an image has
  What a real image of its distribution lacks is not found here either.

  Scenario Outline: <image> has no <program>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: Never
        containers: [{name: c, image: "<image>", command: [<program>]}]
      """
    When the manifest is created
    And 5s pass
    Then container "c" ended with exit code 128
    And pod "p" has the event "Failed" with message 'exec: "<program>": executable file not found in $PATH'

    Examples:
      | image        | program |
      | busybox:1.36 | apk     |
      | alpine:3.20  | bash    |
      | debian:12    | curl    |
      | nginx:1.25   | kill    |
      | rockylinux:9 | apt-get |

  Scenario: containers of a pod take turns with a lock in a shared volume
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        volumes: [{name: v, emptyDir: {}}]
        containers:
        - name: first
          image: busybox:1.36
          command: [sh, -c, "flock /v/lock sh -c 'echo first; sleep 10'; sleep 3600"]
          volumeMounts: [{name: v, mountPath: /v}]
        - name: second
          image: debian:12
          command: [sh, -c, "sleep 1; flock -n /v/lock true || echo busy; flock /v/lock echo second; sleep 3600"]
          volumeMounts: [{name: v, mountPath: /v}]
      """
    When the manifest is created
    And 5s pass
    Then the log of container "second" contains "busy"
    And the log of container "second" does not contain "second"
    When 10s pass
    Then the log of container "second" contains "second"

  Scenario: a script that becomes another user is that user
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        restartPolicy: Never
        containers:
        - name: c
          image: alpine:3.20
          command: [sh, -c, "touch /root/mine; chmod 700 /root; su -s /bin/sh nobody -c 'id -u; ls /root'"]
      """
    When the manifest is created
    And 5s pass
    Then container "c" ended with exit code 1
    And the log of container "c" contains "65534"
    And the log of container "c" contains "Permission denied"
