@probe
Feature: What counts as healthy, for each kind of handler

  Scenario Outline: an HTTP answer with status <status> counts as <verdict>
    Given the manifest "shop.yaml"
    And container "shop" answers "/ready" with status <status>
    When I run `kubectl create -f shop.yaml`
    And 30s pass
    Then pod "shop" is "<ready>"
    And the readiness probe of container "shop" has never <not>

    Examples:
      | status | verdict | ready | not       |
      | 200    | success | 1/1   | failed    |
      | 204    | success | 1/1   | failed    |
      | 301    | success | 1/1   | failed    |
      | 399    | success | 1/1   | failed    |
      | 400    | failure | 0/1   | succeeded |
      | 401    | failure | 0/1   | succeeded |
      | 404    | failure | 0/1   | succeeded |
      | 500    | failure | 0/1   | succeeded |
      | 503    | failure | 0/1   | succeeded |

  Scenario: a redirect to another host is a warning and counts as success
    Given the manifest "shop.yaml"
    And container "shop" redirects "/ready" to "http://other.invalid/"
    When I run `kubectl create -f shop.yaml`
    And 30s pass
    Then pod "shop" is "1/1 Running"
    And pod "shop" has the event "ProbeWarning" with message "Readiness probe warning: Probe terminated redirects, Response body:"
    And pod "shop" has no event "Unhealthy"

  Scenario: an answer that is no redirect to follow is a warning too
    Given the manifest "shop.yaml"
    And container "shop" answers "/ready" with status 304
    When I run `kubectl create -f shop.yaml`
    And 30s pass
    Then pod "shop" is "1/1 Running"
    And pod "shop" has the event "ProbeWarning"

  Scenario: before 1.24 the warning is what the server said
    Given Kubernetes 1.23
    And the manifest "shop.yaml"
    And container "shop" redirects "/ready" to "http://other.invalid/"
    When I run `kubectl create -f shop.yaml`
    And 30s pass
    Then pod "shop" is "1/1 Running"
    And pod "shop" has the event "ProbeWarning"
    And `kubectl describe pod shop` does not contain "Probe terminated redirects"

  Scenario: a redirect on the same host is followed
    Given the manifest "shop.yaml"
    And container "shop" redirects "/ready" to "/really-ready"
    And container "shop" answers "/really-ready" with status 503
    When I run `kubectl create -f shop.yaml`
    And 30s pass
    Then pod "shop" is "0/1 Running"
    And pod "shop" has the event "Unhealthy" with message "Readiness probe failed: HTTP probe failed with statuscode: 503"

  Scenario: a redirect that never ends fails after ten hops
    Given the manifest "shop.yaml"
    And container "shop" redirects "/ready" to "/ready"
    When I run `kubectl create -f shop.yaml`
    And 30s pass
    Then pod "shop" is "0/1 Running"
    And pod "shop" has the event "Unhealthy" with message "stopped after 10 redirects"

  Scenario Outline: the port of an HTTP probe is <port>
    Given the manifest "shop.yaml" with these fields
      | field                                          | value  |
      | spec.containers[0].readinessProbe.httpGet.port | <port> |
    When I run `kubectl create -f shop.yaml`
    And 30s pass
    Then pod "shop" is "<ready>"

    Examples:
      | port | ready |
      | 8080 | 1/1   |
      | http | 1/1   |

  Scenario Outline: a <handler> probe of a port name that the container hasn't got can't be done
    Given the manifest "shop.yaml" with these fields
      | field                                     | value                                  |
      | spec.containers[0].readinessProbe         | {periodSeconds: 2, <handler>: {port: nowhere}} |
    When I run `kubectl create -f shop.yaml`
    And 1m passes
    Then pod "shop" is "0/1 Running"
    And the readiness probe of container "shop" has errored at least 10 times
    And the readiness probe of container "shop" has never failed
    And pod "shop" has the event "Unhealthy" with message "Readiness probe errored"
    And pod "shop" has never restarted

    Examples:
      | handler   |
      | httpGet   |
      | tcpSocket |

  Scenario: a probe may look at another host
    Given the manifest "shop.yaml" with these fields
      | field                                          | value         |
      | spec.containers[0].readinessProbe.httpGet.host | 192.168.109.9 |
      | spec.containers[0].readinessProbe.httpGet.port | 80            |
    And host "192.168.109.9" is down
    When I run `kubectl create -f shop.yaml`
    And 30s pass
    Then pod "shop" is "0/1 Running"
    When a server at "192.168.109.9" starts to listen on port 80
    Then within 10s pod "shop" is "1/1 Running"
    When host "192.168.109.9" goes down
    Then within 30s pod "shop" is "0/1 Running"

  Scenario: a probe over HTTPS of a server that speaks HTTP
    Given the manifest "nginx-readiness-probe.yaml" with these fields
      | field                                            | value |
      | spec.containers[0].readinessProbe.httpGet.scheme | HTTPS |
    When I run `kubectl create -f nginx-readiness-probe.yaml`
    And 40s pass
    Then pod "nginx-readiness-probe" is "0/1 Running"
    And pod "nginx-readiness-probe" has the event "Unhealthy" with message "http: server gave HTTP response to HTTPS client"
    And `kubectl describe pod nginx-readiness-probe` prints "http-get https://:80/"

  Scenario: a probe over HTTPS asks for no certificate
    Given the manifest "shop.yaml" with these fields
      | field                                            | value |
      | spec.containers[0].readinessProbe.httpGet.scheme | HTTPS |
    When I run `kubectl create -f shop.yaml`
    And 30s pass
    Then pod "shop" is "1/1 Running"

  Scenario Outline: the request has <what>
    Given the manifest "shows-requests.yaml" with these fields
      | field                                            | value     |
      | spec.containers[0].livenessProbe.httpGet.<field> | <value>   |
    When I run `kubectl create -f shows-requests.yaml`
    And 15s pass
    Then the log of container "c" contains "<line>"

    Examples:
      | what                         | field       | value                                    | line                        |
      | the path of the manifest     | path        | /healthz?full=1                          | GET /healthz?full=1 HTTP/1.1 |
      | a user agent of its own      | path        | /                                        | User-Agent: kube-probe/1.36 |
      | an Accept header             | path        | /                                        | Accept: */*                 |
      | the headers of the manifest  | httpHeaders | [{name: X-Custom-Header, value: Awesome}] | X-Custom-Header: Awesome   |
      | the manifest's user agent    | httpHeaders | [{name: User-Agent, value: me}]          | User-Agent: me              |
      | the manifest's host          | httpHeaders | [{name: Host, value: shop.example.com}]  | Host: shop.example.com      |

  Scenario Outline: a command that ends with <code>
    Given the manifest "probes-by-command.yaml" with these fields
      | field                                                | value                       |
      | spec.containers[0].readinessProbe.exec.command | [sh, -c, "exit <code>"] |
    When I run `kubectl create -f probes-by-command.yaml`
    And 30s pass
    Then pod "p" is "<ready>"

    Examples:
      | code | ready       |
      | 0    | 1/1 Running |
      | 1    | 0/1 Running |
      | 2    | 0/1 Running |
      | 127  | 0/1 Running |
      | 255  | 0/1 Running |

  Scenario: what the command says is the message
    Given the manifest "probes-by-command.yaml" with these fields
      | field                                                | value                                                     |
      | spec.containers[0].readinessProbe.exec.command | [sh, -c, "echo to stdout; echo to stderr >&2; exit 3"] |
    When I run `kubectl create -f probes-by-command.yaml`
    And 5s pass
    Then the readiness probe of container "c" has failed with "to stdout"
    And the readiness probe of container "c" has failed with "to stderr"

  Scenario: a command is no shell line
    Given the manifest "probes-by-command.yaml" with these fields
      | field                                                | value                        |
      | spec.containers[0].readinessProbe.exec.command | [echo, "a", ">", /tmp/x] |
    When I run `kubectl create -f probes-by-command.yaml`
    And 5s pass
    Then pod "p" is "1/1 Running"
    When I run `kubectl exec p -- test -e /tmp/x`
    Then its exit code is 1

  Scenario Outline: a <probe> probe whose program is missing is errored: it never kills
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sleep, "36000"]
          <probe>Probe:
            exec: {command: [no-such-program]}
            periodSeconds: 2
            failureThreshold: 1
      """
    When the manifest is created
    Then within 3s pod "p" is "<ready> Running"
    And for 1h pod "p" stays "<ready> Running"
    And container "c" has started once
    And the <probe> probe of container "c" has never failed
    And the <probe> probe of container "c" has errored at least 1000 times
    And pod "p" has the event "Unhealthy" with message "probe errored"
    And pod "p" has the event "Unhealthy" with message "no-such-program"
    And pod "p" has no event "Killing"

    Examples:
      | probe     | ready |
      | liveness  | 1/1   |
      | readiness | 0/1   |
      | startup   | 0/1   |

  Scenario Outline: a TCP probe of port <port>
    Given the manifest "nginx-readiness-probe.yaml" with these fields
      | field                             | value                                          |
      | spec.containers[0].readinessProbe | {tcpSocket: {port: <port>}, periodSeconds: 2} |
    When I run `kubectl create -f nginx-readiness-probe.yaml`
    And 30s pass
    Then pod "nginx-readiness-probe" is "<ready>"

    Examples:
      | port | ready       |
      | 80   | 1/1 Running |
      | 8080 | 0/1 Running |
