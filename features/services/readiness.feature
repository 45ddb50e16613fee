@experiment @services
Feature: Only ready pods are behind a service
  Two pods of `nginx-deployment` are asked for `/index.html` every 3 seconds. The service `nginx` has port 30001 on every node.

  Background:
    Given a cluster of 2 nodes
    And the manifest "nginx-readiness-http.yaml"

  @B7
  Scenario: A pod that lost its page stays, but gets no request any more
    When the manifest is created
    Then within 2s 2 pods with label "app=nginx" are "0/1 Running"
    And for 4s service "nginx" has no endpoint
    And within 6s 2 pods with label "app=nginx" are "1/1 Running"
    And within 1s service "nginx" has 2 endpoints
    And `kubectl get svc nginx` shows
      | NAME  | TYPE     | EXTERNAL-IP | PORT(S)      |
      | nginx | NodePort | <none>      | 80:30001/TCP |
    And `curl -sI http://192.168.66.12:30001/index.html` prints "HTTP/1.1 200 OK"
    And `curl -sI http://192.168.66.13:30001/index.html` prints "HTTP/1.1 200 OK"
    Given a client outside the cluster sends 4 requests per second to service "nginx"
    When 5s pass
    Then requests to service "nginx" were answered by 2 pods

    When I run `kubectl get pods -o name | head -n 1 > first.txt`
    And I run `kubectl get pods -o name | tail -n 1 > other.txt`
    And I run `kubectl exec $(cat first.txt) -- /bin/sh -c "cd /usr/share/nginx/html/; rm -f index.html; nginx -s reload"`
    Then it prints "signal process started"
    And within 10s 1 pod with label "app=nginx" is "0/1 Running"
    And within 1s service "nginx" has 1 endpoint
    When I run `curl -sI $(kubectl get $(cat first.txt) -o jsonpath='{.status.podIP}')/index.html`
    Then it prints "HTTP/1.1 404 Not Found"
    And `curl -sI http://192.168.66.12:30001/index.html` prints "HTTP/1.1 200 OK"
    And `kubectl get deployment nginx-deployment` shows
      | READY | UP-TO-DATE | AVAILABLE |
      | 1/2   | 2          | 1         |

    When 42m pass
    Then 1 pod with label "app=nginx" is "0/1 Running"
    And 1 pod with label "app=nginx" is "1/1 Running"
    And no request to service "nginx" failed
    When I run `kubectl describe $(cat first.txt) | grep Unhealthy`
    Then it prints "(x8"
    And it prints "over 42m)"
    And it prints "Readiness probe failed: HTTP probe failed with statuscode: 404"
    When I run `kubectl logs $(cat first.txt) --tail=10 | grep -c '"GET /index.html HTTP/1.1" 404 .* "kube-probe/1.36"'`
    Then it does not print "0"
    When I run `kubectl logs $(cat first.txt) --since=40m | grep -v kube-probe | grep -c '" 200 '`
    Then it prints "0"
    When I run `kubectl logs $(cat other.txt) --tail=200 | grep '"GET /index.html HTTP/1.1" 200 .* "kube-probe/1.36"'`
    Then its exit code is 0
