@experiment @services
Feature: A Deployment behind a port of its nodes
  The document asks for node port 40012. An API server gives out 30000 to 32767 unless it is told otherwise.

  @C2
  Scenario: A liveness probe over HTTP, and the service on port 40012
    Given services may have node ports 30000 to 45000
    And the manifest "ng-deploy-80.yaml"
    When the manifest is created
    Then within 2s 1 pod with label "app=ng-deploy-80" is "1/1 Running"
    And `kubectl get svc ng-deploy-80` shows
      | NAME         | TYPE     | EXTERNAL-IP | PORT(S)      |
      | ng-deploy-80 | NodePort | <none>      | 81:40012/TCP |
    And within 2s service "ng-deploy-80" has 1 endpoint
    When 2s pass
    Then `curl -sI http://192.168.66.12:40012/` prints "HTTP/1.1 200 OK"
    And a GET of ":81/" from service "ng-deploy-80" answers with status 200
    When 10s pass
    Then the first liveness probe of container "ng-deploy-80" runs between 4s and 8s after its start
    And the liveness probe of container "ng-deploy-80" runs every 3s
    And for 10m 1 pod with label "app=ng-deploy-80" is "1/1 Running"
    And container "ng-deploy-80" has never restarted

    When I run `kubectl exec deploy/nginx-deployment -- /bin/sh -c "rm /usr/share/nginx/html/index.html"`
    Then within 12s container "ng-deploy-80" has started twice
    And container "ng-deploy-80" last ended with exit code 0
    And within 2s service "ng-deploy-80" has 1 endpoint
    And `curl -sI http://192.168.66.12:40012/index.html` prints "HTTP/1.1 200 OK"
    And for 5m container "ng-deploy-80" has started twice

  @C2
  Scenario: Port 40012 is refused by an API server with the default range
    Given the manifest "ng-deploy-80.yaml"
    When I run `kubectl create -f ng-deploy-80.yaml`
    Then it prints "deployment.apps/nginx-deployment created"
    And it fails with 'The Service "ng-deploy-80" is invalid: spec.ports[0].nodePort: Invalid value: 40012: provided port is not in the valid range. The range of valid ports is 30000-32767'
    And within 2s 1 pod with label "app=ng-deploy-80" is "1/1 Running"
    And `kubectl get svc ng-deploy-80` prints 'services "ng-deploy-80" not found'

  @C2
  Scenario: Where the range is wider a port beyond it is refused just so
    Given services may have node ports 30000 to 45000
    When I run `kubectl create service nodeport ng-out-of-range --tcp=81:80 --node-port=50012`
    Then it fails with "provided port is not in the valid range. The range of valid ports is 30000-45000"
