@probe
Feature: Every figure of a probe, its default and what it does
  An nginx answers 200 from its first moment, unless a scenario says otherwise.

  Scenario Outline: <field> of a <probe> is <value> where the manifest says nothing
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          <probe>Probe:
            httpGet: {port: 80}
      """
    When the manifest is created
    Then the field "spec.containers[0].<probe>Probe.<field>" of pod "p" is "<value>"
    And `kubectl describe pod p` prints "http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3"

    Examples:
      | probe     | field            | value |
      | liveness  | periodSeconds    | 10    |
      | liveness  | timeoutSeconds   | 1     |
      | liveness  | successThreshold | 1     |
      | liveness  | failureThreshold | 3     |
      | liveness  | httpGet.path     | /     |
      | liveness  | httpGet.scheme   | HTTP  |
      | readiness | periodSeconds    | 10    |
      | readiness | timeoutSeconds   | 1     |
      | readiness | successThreshold | 1     |
      | readiness | failureThreshold | 3     |
      | readiness | httpGet.path     | /     |
      | readiness | httpGet.scheme   | HTTP  |
      | startup   | periodSeconds    | 10    |
      | startup   | timeoutSeconds   | 1     |
      | startup   | successThreshold | 1     |
      | startup   | failureThreshold | 3     |
      | startup   | httpGet.path     | /     |
      | startup   | httpGet.scheme   | HTTP  |

  Scenario Outline: a <field> of 0 counts as not said
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          <probe>Probe:
            httpGet: {port: 80}
            <field>: 0
      """
    When the manifest is created
    Then the field "spec.containers[0].<probe>Probe.<field>" of pod "p" is "<value>"

    Examples:
      | probe     | field            | value |
      | liveness  | periodSeconds    | 10    |
      | readiness | timeoutSeconds   | 1     |
      | startup   | successThreshold | 1     |
      | liveness  | failureThreshold | 3     |

  Scenario Outline: initialDelaySeconds <delay> with periodSeconds <period> for a <probe> probe
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          <probe>Probe:
            httpGet: {port: 80}
            initialDelaySeconds: <delay>
            periodSeconds: <period>
      """
    When the manifest is created
    And 2m pass
    Then the first <probe> probe of container "c" runs <first> after its start
    And pod "p" is "1/1 Running"
    And pod "p" has never restarted

    Examples: liveness and startup probes run on the ticks of a period that begins just before the container does
      | probe    | delay | period | first               |
      | liveness | 0     | 1      | between 0s and 2s   |
      | liveness | 0     | 10     | between 9s and 10s  |
      | liveness | 1     | 3      | between 2s and 6s   |
      | liveness | 5     | 5      | between 4s and 10s  |
      | liveness | 30    | 10     | between 29s and 40s |
      | startup  | 0     | 1      | between 0s and 2s   |
      | startup  | 0     | 10     | between 9s and 10s  |
      | startup  | 20    | 5      | between 19s and 25s |

    Examples: a readiness probe runs as soon as the container is seen, or on the first tick after its delay
      | probe     | delay | period | first               |
      | readiness | 0     | 10     | between 0s and 2s   |
      | readiness | 0     | 60     | between 0s and 2s   |
      | readiness | 5     | 5      | between 4s and 11s  |
      | readiness | 30    | 10     | between 29s and 41s |

  Scenario Outline: a <probe> probe with periodSeconds <period> runs every <period> s
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          <probe>Probe:
            httpGet: {port: 80}
            initialDelaySeconds: 3
            periodSeconds: <period>
      """
    When the manifest is created
    And 10m pass
    Then the <probe> probe of container "c" runs every <period>s
    And the <probe> probe of container "c" has run at least <runs> times

    Examples:
      | probe     | period | runs |
      | liveness  | 1      | 590  |
      | liveness  | 10     | 58   |
      | liveness  | 60     | 9    |
      | readiness | 1      | 590  |
      | readiness | 10     | 58   |
      | readiness | 60     | 9    |

  Scenario Outline: <threshold> failures in a row are needed to restart a container
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          livenessProbe:
            httpGet: {path: /healthz, port: 80}
            periodSeconds: 2
            failureThreshold: <threshold>
      """
    When the manifest is created
    Then within 30s the liveness probe of container "c" has failed <threshold> times
    And within 1s container "c" has started twice
    And pod "p" has the event "Killing" once

    Examples:
      | threshold |
      | 1         |
      | 2         |
      | 5         |
      | 10        |

  Scenario: a success in between begins the count anew
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "while :; do sleep 6; rm /tmp/ok; sleep 5; touch /tmp/ok; done"]
          livenessProbe:
            exec: {command: [test, -e, /tmp/ok]}
            initialDelaySeconds: 12
            periodSeconds: 2
            failureThreshold: 4
      """
    When the manifest is created
    And 20m pass
    Then the liveness probe of container "c" has failed at least 100 times
    And the liveness probe of container "c" has succeeded at least 100 times
    And container "c" has never restarted

  Scenario Outline: successThreshold <threshold> makes a readiness probe wait for <threshold> successes
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
          readinessProbe:
            httpGet: {port: 80}
            periodSeconds: 5
            successThreshold: <threshold>
      """
    When the manifest is created
    Then within 60s pod "p" is "1/1"
    And the readiness probe of container "c" has succeeded <threshold> times
    And pod "p" has taken this course
      | AGE      | READY |
      | 0s       | 0/1   |
      | <ready>  | 1/1   |

    Examples:
      | threshold | ready      |
      | 1         | 0s to 2s   |
      | 2         | 0s to 7s   |
      | 3         | 1s to 12s  |
      | 6         | 15s to 27s |

  Scenario Outline: an answer that takes <latency> under timeoutSeconds <timeout>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: registry.example.com/shop:1.0
          ports:
          - containerPort: 8080
          readinessProbe:
            httpGet: {path: /ready, port: 8080}
            initialDelaySeconds: 2
            timeoutSeconds: <timeout>
      """
    And container "c" takes <latency> to answer
    When the manifest is created
    Then within 30s pod "p" is "Running"
    When 30s pass
    Then pod "p" is "<ready>"
    And the readiness probe of container "c" has never <not>

    Examples:
      | latency | timeout | ready | not       |
      | 900ms   | 1       | 1/1   | failed    |
      | 1500ms  | 1       | 0/1   | succeeded |
      | 1500ms  | 2       | 1/1   | failed    |
      | 5s      | 4       | 0/1   | succeeded |
      | 5s      | 6       | 1/1   | failed    |

  Scenario: the message of an answer that comes too late
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: registry.example.com/shop:1.0
          ports:
          - containerPort: 8080
          livenessProbe:
            httpGet: {path: /ready, port: 8080}
      """
    And container "c" hangs after 20s
    When the manifest is created
    Then within 35s the liveness probe of container "c" has failed once
    And within 1s pod "p" has the event "Unhealthy" with message "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"

  Scenario Outline: a command that takes too long fails, in <release>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "3600"]
          livenessProbe:
            exec: {command: [sleep, "5"]}
            timeoutSeconds: 2
            periodSeconds: 10
      """
    When the manifest is created
    And 25s pass
    Then the liveness probe of container "c" has failed at least 1 time
    And pod "p" has the event "Unhealthy" with message '<message>'

    Examples:
      | release | message                                                                 |
      | 1.36    | Liveness probe failed: command timed out: "sleep 5" timed out after 2s |

    @k8s-1.28
    Examples:
      | release | message                                              |
      | 1.28    | Liveness probe failed: command "sleep 5" timed out |

  Scenario Outline: the grace period of a <probe> probe is its own when it has one
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        terminationGracePeriodSeconds: 20
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "sleep 3600"]
          <probe>Probe:
            exec: {command: [test, -e, /tmp/no-such-file]}
            periodSeconds: 3
            failureThreshold: 2
            <grace>
      """
    When the manifest is created
    Then within 50s container "c" has started twice
    And container "c" got signal "SIGKILL" <killed> after signal "SIGTERM"
    And container "c" last ended with exit code 137

    Examples:
      | probe    | grace                             | killed              |
      | liveness | terminationGracePeriodSeconds: 3  | between 3s and 4s   |
      | startup  | terminationGracePeriodSeconds: 2  | between 2s and 3s   |
      | liveness | terminationGracePeriodSeconds: 30 | between 30s and 31s |
      | liveness |                                   | between 20s and 21s |
      | startup  |                                   | between 20s and 21s |
