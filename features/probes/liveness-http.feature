@probe @liveness
Feature: A liveness probe over HTTP restarts a container that no longer answers

  @A4 @experiment
  Scenario: the page is removed by hand
    Given the manifest "liveness-httpget-pod.yaml"
    When I run `kubectl create -f liveness-httpget-pod.yaml`
    And 8s pass
    And I start `kubectl exec liveness-httpget-pod -- sleep 200`
    And 12s pass
    And I start `kubectl exec -i liveness-httpget-pod -- sh -c "cd /usr/local/nginx/html; rm index.html; sleep 200"`
    Then within 11s the command has ended with exit code 137
    And it prints "command terminated with exit code 137"
    And within 2s pod "liveness-httpget-pod" has restarted once
    And within 1s pod "liveness-httpget-pod" is "1/1 Running"
    And pod "liveness-httpget-pod" has taken this course
      | AGE        | READY | STATUS            | RESTARTS |
      | 0s         | 0/1   | Pending           | 0        |
      | 0s         | 0/1   | ContainerCreating | 0        |
      | 0s to 3s   | 1/1   | Running           | 0        |
      | 26s to 31s | 1/1   | Running           | 1        |
    And pod "liveness-httpget-pod" has the event "Unhealthy" with message "Liveness probe failed: HTTP probe failed with statuscode: 404" 3 times
    And pod "liveness-httpget-pod" has the event "Killing" with message "Container liveness-httpget-container failed liveness probe, will be restarted" once
    And container "liveness-httpget-container" last ended with exit code 0
    And a GET of "/index.html" from pod "liveness-httpget-pod" answers with status 200
    And for 10m pod "liveness-httpget-pod" stays "1/1 Running"

  @B4 @experiment
  Scenario: a web server that answers lives on
    Given the manifest "liveness-http.yaml"
    When I run `kubectl create -f liveness-http.yaml`
    Then within 5s pod "liveness-http" is "1/1 Running"
    And for 10m pod "liveness-http" stays "1/1 Running"
    And the liveness probe of container "liveness" has never failed
    And the first liveness probe of container "liveness" runs between 4s and 10s after its start
    And the liveness probe of container "liveness" runs every 5s
    And the log of container "liveness" contains "GET /index.html" at least 110 times
    And `kubectl describe pod liveness-http` prints "http-get http://:80/index.html delay=5s timeout=1s period=5s #success=1 #failure=3"

  @B4 @experiment
  Scenario: the probe carries the headers that the manifest names
    Given the manifest "liveness-http.yaml" with these fields
      | field                      | value                                                                                                       |
      | spec.containers[0].image   | busybox:1.28                                                                                                |
      | spec.containers[0].command | [sh, -c, "while :; do printf 'HTTP/1.0 200 OK\\r\\n\\r\\n' \| nc -l -p 80; done"] |
    When I run `kubectl create -f liveness-http.yaml`
    And 30s pass
    Then the log of container "liveness" contains "GET /index.html HTTP/1.1"
    And the log of container "liveness" contains "X-Custom-Header: Awesome"
    And the log of container "liveness" contains "User-Agent: kube-probe/1.36"
    And pod "liveness-http" has never restarted

  @D13 @experiment @claim
  Scenario: ten failures in a row are allowed, and READY has nothing to do with them
    Given the manifest "liveness-http-get.yaml"
    When I run `kubectl create -f liveness-http-get.yaml`
    Then within 5s pod "liveness-http-get" is "1/1 Running"
    And within 50s the liveness probe of container "nginx-liveness" has failed 4 times
    When I run `echo abc > /dongguo/tmp/abc.html` on node "k8s-node01"
    Then within 11s the liveness probe of container "nginx-liveness" has succeeded once
    And for 10m pod "liveness-http-get" stays "1/1 Running"
    When I run `rm /dongguo/tmp/abc.html` on node "k8s-node01"
    Then for 90s pod "liveness-http-get" stays "1/1 Running"
    And pod "liveness-http-get" has never restarted
    And within 13s pod "liveness-http-get" has restarted once
    And pod "liveness-http-get" has the event "Killing" with message "Container nginx-liveness failed liveness probe, will be restarted" once
    And the liveness probe of container "nginx-liveness" has failed 14 times
    And the liveness probe of container "nginx-liveness" runs every 10s
    And pod "liveness-http-get" has never shown "CrashLoopBackOff"

  @D13 @experiment
  Scenario: a page that never appears costs a restart after ten failures
    Given the manifest "liveness-http-get.yaml"
    When I run `kubectl create -f liveness-http-get.yaml`
    And 105s pass
    Then pod "liveness-http-get" has taken this course
      | AGE         | READY | STATUS            | RESTARTS |
      | 0s          | 0/1   | Pending           | 0        |
      | 0s          | 0/1   | ContainerCreating | 0        |
      | 0s to 3s    | 1/1   | Running           | 0        |
      | 90s to 104s | 1/1   | Running           | 1        |
    And the liveness probe of container "nginx-liveness" has failed 10 times
