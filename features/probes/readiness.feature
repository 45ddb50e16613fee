@probe @readiness
Feature: A readiness probe says whether a pod gets requests, and never restarts it

  @A7 @experiment
  Scenario: the page appears, and disappears again
    Given the manifest "readiness-httpget-pod.yaml"
    When I run `kubectl create -f readiness-httpget-pod.yaml`
    Then pod "readiness-httpget-pod" shows "0/1 Running" at 7s
    And for 33s pod "readiness-httpget-pod" stays "0/1 Running"
    And service "myapp" has no endpoint
    When I run `kubectl exec readiness-httpget-pod -- touch /usr/local/nginx/html/index1.html`
    Then within 4s pod "readiness-httpget-pod" is "1/1"
    And within 1s service "myapp" leads to "readiness-httpget-pod"
    When 1s passes
    Then a GET of "/" from service "myapp" answers with status 200
    And for 10m pod "readiness-httpget-pod" stays "1/1"
    When I run `kubectl exec readiness-httpget-pod -- rm /usr/local/nginx/html/index1.html`
    Then for 5s pod "readiness-httpget-pod" stays "1/1"
    And within 5s pod "readiness-httpget-pod" is "0/1"
    And within 1s service "myapp" has no endpoint
    And for 1h pod "readiness-httpget-pod" stays "0/1 Running"
    And pod "readiness-httpget-pod" has never restarted
    And pod "readiness-httpget-pod" has no event "Killing"
    And container "readiness-httpget-container" has started once

  @A7 @experiment @claim
  Scenario: a failing readiness probe isn't silent
    Given the manifest "readiness-httpget-pod.yaml"
    When I run `kubectl create -f readiness-httpget-pod.yaml`
    And 30s pass
    Then pod "readiness-httpget-pod" has the event "Unhealthy" with message "Readiness probe failed: HTTP probe failed with statuscode: 404" at least 8 times
    And condition "Ready" of pod "readiness-httpget-pod" is "False" with reason "ContainersNotReady"
    And condition "ContainersReady" of pod "readiness-httpget-pod" has the message "containers with unready status: [readiness-httpget-container]"

  @A8 @experiment
  Scenario: the file disappears after a minute
    Given the manifest "readiness-exec-pod.yaml"
    When I run `kubectl create -f readiness-exec-pod.yaml`
    Then pod "readiness-exec-pod" shows "1/1 Running" at 4s
    And pod "readiness-exec-pod" shows "1/1 Running" at 60s
    And pod "readiness-exec-pod" shows "0/1 Running" at 98s
    And for 30m pod "readiness-exec-pod" stays "0/1 Running"
    And pod "readiness-exec-pod" has taken this course
      | AGE        | READY | STATUS            | RESTARTS |
      | 0s         | 0/1   | Pending           | 0        |
      | 0s         | 0/1   | ContainerCreating | 0        |
      | 0s to 2s   | 0/1   | Running           | 0        |
      | 0s to 5s   | 1/1   | Running           | 0        |
      | 66s to 71s | 0/1   | Running           | 0        |
    And pod "readiness-exec-pod" has never restarted

  @A9 @experiment
  Scenario Outline: a TCP connection, after the initial delay, in <release>
    Given the manifest "readiness-tcp-pod.yaml"
    When I run `kubectl create -f readiness-tcp-pod.yaml`
    Then pod "readiness-tcp-pod" shows "0/1 Running" at 4s
    And pod "readiness-tcp-pod" shows "1/1 Running" at 17s
    And pod "readiness-tcp-pod" has taken this course
      | AGE       | READY | STATUS            | RESTARTS |
      | 0s        | 0/1   | Pending           | 0        |
      | 0s        | 0/1   | ContainerCreating | 0        |
      | 0s to 2s  | 0/1   | Running           | 0        |
      | 4s to 17s | 1/1   | Running           | 0        |
    And the first readiness probe of container "readiness-exec-container" runs between 4s and 16s after its start
    And the readiness probe of container "readiness-exec-container" has never failed
    And for 1h pod "readiness-tcp-pod" stays "1/1 Running"

    Examples: now
      | release |
      | 1.36    |

    @k8s-1.20
    Examples: then
      | release |
      | 1.20    |

  @D16 @experiment
  Scenario: the page is missing on the node
    Given the manifest "nginx-readiness-probe-111.yaml"
    When I run `kubectl create -f nginx-readiness-probe-111.yaml`
    And I run `kubectl label pod nginx-readiness-probe app=web`
    And I run `kubectl create service clusterip web --tcp=80:80`
    Then pod "nginx-readiness-probe" shows "0/1 Running" at 40s
    And service "web" has no endpoint
    And a GET of "/" from service "web" fails with "Connection refused"
    And a GET of "/" from pod "nginx-readiness-probe" answers with status 403
    And pod "nginx-readiness-probe" has the event "Unhealthy" with message "Readiness probe failed: HTTP probe failed with statuscode: 404"
    And for 1h pod "nginx-readiness-probe" stays "0/1 Running"
    And pod "nginx-readiness-probe" has never restarted
    When I run `echo 111 > /dongguo/tmp/111.html` on node "k8s-node01"
    Then within 6s pod "nginx-readiness-probe" is "1/1 Running"
    And within 1s service "web" leads to "nginx-readiness-probe"
    When 1s passes
    Then a GET of "/111.html" from service "web" answers with status 200

  @D17 @experiment
  Scenario: the page is there
    Given the manifest "nginx-readiness-probe.yaml"
    When I run `kubectl create -f nginx-readiness-probe.yaml`
    Then pod "nginx-readiness-probe" shows "0/1 Running" at 3s
    And pod "nginx-readiness-probe" shows "1/1 Running" at 12s
    And a GET of "/" from pod "nginx-readiness-probe" answers with status 200
    And for 1h pod "nginx-readiness-probe" stays "1/1 Running"
    And the first readiness probe of container "nginx-readiness" runs between 4s and 11s after its start
    And the readiness probe of container "nginx-readiness" runs every 5s
    And the readiness probe of container "nginx-readiness" has never failed

  Scenario: a failing readiness probe flips the pod only after failureThreshold failures
    Given the manifest "nginx-readiness-probe.yaml"
    When I run `kubectl create -f nginx-readiness-probe.yaml`
    Then within 15s pod "nginx-readiness-probe" is "1/1 Running"
    When I run `kubectl exec nginx-readiness-probe -- rm /usr/share/nginx/html/index.html`
    Then for 19s pod "nginx-readiness-probe" stays "1/1"
    And within 7s pod "nginx-readiness-probe" is "0/1"
    And the readiness probe of container "nginx-readiness" has failed at least 5 times
