@conformance
Feature: What conformance asks of lifecycle hooks
  The server pod has the address of its node, 192.168.66.12, and logs what it is asked for.

  @C-098
  Scenario: A postStart command is run once the container has been created
    Given the manifest "hook-server.yaml"
    And the manifest "shell.yaml" with these fields
      | field                        | value                                                                                         |
      | spec.containers[0].lifecycle | {postStart: {exec: {command: [wget, -q, -O, "-", "http://192.168.66.12/?hook=postStart"]}}} |
    When I run `kubectl create -f hook-server.yaml`
    And 5s pass
    And I run `kubectl create -f shell.yaml`
    Then within 5s pod "p" is "1/1 Running"
    And the log of container "server" contains "GET /?hook=postStart" once
    And the postStart hook of container "c" has run once

  @C-099
  Scenario: A postStart request goes to the host and the port that it names
    Given the manifest "hook-server.yaml"
    And the manifest "shell.yaml" with these fields
      | field                        | value                                                                                   |
      | spec.containers[0].lifecycle | {postStart: {httpGet: {host: 192.168.66.12, port: 80, path: "/?hook=postStart"}}} |
    When I run `kubectl create -f hook-server.yaml`
    And 5s pass
    And I run `kubectl create -f shell.yaml`
    Then within 5s pod "p" is "1/1 Running"
    And the log of container "server" contains "GET /?hook=postStart" once

  @C-101
  Scenario: A preStop request is sent on deletion, before the container is stopped
    Given the manifest "hook-server.yaml"
    And the manifest "shell.yaml" with these fields
      | field                        | value                                                                               |
      | spec.containers[0].lifecycle | {preStop: {httpGet: {host: 192.168.66.12, port: 80, path: "/?hook=preStop"}}} |
    When I run `kubectl create -f hook-server.yaml -f shell.yaml`
    And 10s pass
    Then the preStop hook of container "c" has run 0 times
    When I run `kubectl delete pod p`
    Then the log of container "server" contains "GET /?hook=preStop" once
    And container "c" got signal "SIGTERM" only after its preStop hook had ended

  @C-102
  Scenario: A preStop command posts to a server, and the pod goes
    Given the manifest "hook-server.yaml"
    And the manifest "shell.yaml" with these fields
      | field                        | value                                                                                                           |
      | spec.containers[0].lifecycle | {preStop: {exec: {command: [sh, -c, "wget -q -O - --post-data=bye http://192.168.66.12/?hook=preStop"]}}} |
    When I run `kubectl create -f hook-server.yaml -f shell.yaml`
    And 10s pass
    And I run `kubectl delete pod p --wait=false`
    Then within 60s the log of container "server" contains "POST /?hook=preStop" once
    And within 40s pod "p" is gone

  @C-103
  Scenario: Requests over HTTPS do without a certificate that anybody could verify
    Given the manifest "probed-server.yaml" with these fields
      | field                        | value                                                                                                                             |
      | metadata.name                | server                                                                                                                            |
      | spec.hostNetwork             | true                                                                                                                              |
      | spec.containers[0].name      | server                                                                                                                            |
    And the manifest "shell.yaml" with these fields
      | field                        | value                                                                                                                             |
      | spec.containers[0].lifecycle | {postStart: {httpGet: {scheme: HTTPS, host: 192.168.66.12, port: 8080, path: /a}}, preStop: {httpGet: {scheme: HTTPS, host: 192.168.66.12, port: 8080, path: /b}}} |
    When I run `kubectl create -f probed-server.yaml`
    And 5s pass
    And I run `kubectl create -f shell.yaml`
    Then within 5s pod "p" is "1/1 Running"
    And the postStart hook of container "c" has succeeded
    When I run `kubectl delete pod p`
    Then the preStop hook of container "c" has succeeded
    And pod "p" has no event "FailedPostStartHook"
    And pod "p" has no event "FailedPreStopHook"

  @C-105 @C-106
  Scenario Outline: A preStop that sleeps 50 s, with a grace period of <grace> s
    Given the manifest "shell.yaml" with these fields
      | field                              | value                           |
      | spec.terminationGracePeriodSeconds | 100                             |
      | spec.containers[0].lifecycle       | {preStop: {sleep: {seconds: 50}}} |
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --grace-period=<grace>`
    Then container "c" ended between <from> and <to> after the deletion
    And container "c" got signal "SIGTERM" about <signal> after the deletion

    Examples:
      | grace | from | to   | signal |
      | 100   | 50s  | 100s | 50s    |
      | 30    | 30s  | 50s  | 30s    |

  @C-107
  Scenario: A preStop that sleeps is not waited for when the container has ended by itself
    Given the manifest "shell.yaml" with these fields
      | field                        | value                             |
      | spec.restartPolicy           | Never                             |
      | spec.containers[0].command   | [sh, -c, "sleep 3"]               |
      | spec.containers[0].lifecycle | {preStop: {sleep: {seconds: 10}}} |
    When the manifest is created
    Then within 10s pod "p" is "0/1 Completed"
    When I run `kubectl delete pod p`
    Then pod "p" was gone less than 10s after the deletion
    And the preStop hook of container "c" has run 0 times

  @C-109
  Scenario Outline: The hooks of a sidecar are called like those of any container, <handler>
    Given the manifest "hook-server.yaml" with these fields
      | field                      | value    |
      | spec.containers[0].image   | <image>  |
      | spec.containers[0].ports   | [{containerPort: <port>}] |
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        initContainers:
        - name: sidecar
          image: busybox:1.28
          restartPolicy: Always
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 1; done"]
          lifecycle:
            postStart: {<handler>: <postStart>}
            preStop: {<handler>: <preStop>}
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 1; done"]
      """
    When I run `kubectl create -f hook-server.yaml`
    And 5s pass
    And I run `kubectl create -f manifest-2.yaml`
    Then within 10s pod "p" is "2/2 Running"
    And the postStart hook of sidecar container "sidecar" has succeeded
    And container "c" starts only after the postStart hook of container "sidecar" has ended
    When I run `kubectl delete pod p`
    Then the preStop hook of sidecar container "sidecar" has succeeded
    And sidecar container "sidecar" got signal "SIGTERM" only after its preStop hook had ended

    Examples:
      | handler | image          | port | postStart                                                             | preStop                                                               |
      | exec    | nginx:1.17.1   | 80   | {command: [wget, -q, -O, "-", "http://192.168.66.12/?a"]}            | {command: [wget, -q, -O, "-", "http://192.168.66.12/?b"]}            |
      | httpGet | nginx:1.17.1   | 80   | {host: 192.168.66.12, port: 80, path: "/?a"}                         | {host: 192.168.66.12, port: 80, path: "/?b"}                         |
      | httpGet | team/server:v1 | 8080 | {scheme: HTTPS, host: 192.168.66.12, port: 8080, path: /a}           | {scheme: HTTPS, host: 192.168.66.12, port: 8080, path: /b}           |

  @C-110
  Scenario: The postStart of the first container is over before the second container is started
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: first
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 1; done"]
          lifecycle:
            postStart: {exec: {command: [sleep, "10"]}}
        - name: second
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 1; done"]
      """
    When the manifest is created
    Then within 20s pod "p" is "2/2 Running"
    And container "second" starts only after the postStart hook of container "first" has ended
    And the postStart hook of container "first" took about 10s

  @C-111
  Scenario: A postStart runs beside the main process of its container, each waiting for the other, and after all init containers
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        initContainers:
        - {name: init-1, image: busybox:1.28, command: [sleep, "2"]}
        - {name: init-2, image: busybox:1.28, command: [sleep, "2"]}
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "until test -e /tmp/hook; do sleep 1; done; touch /tmp/main; sleep 600"]
          lifecycle:
            postStart: {exec: {command: [sh, -c, "touch /tmp/hook; until test -e /tmp/main; do sleep 1; done; sleep 5"]}}
      """
    When the manifest is created
    Then within 15s the postStart hook of container "c" is running
    And container "c" never starts before init container "init-1" has succeeded
    And container "c" never starts before init container "init-2" has succeeded
    And within 10s the postStart hook of container "c" has succeeded
    And within 2s pod "p" is "1/1 Running"
