@services
Feature: The kinds of services

  Background:
    Given a cluster of 2 nodes
    And the manifest "echo.yaml"
    When the manifest is created
    Then within 10s 3 pods with label "app=echo" are "1/1 Running"

  Scenario: A ClusterIP is an address inside the cluster only
    When I run `kubectl expose deployment echo --name=inner --port=80`
    Then `kubectl get svc inner` shows
      | NAME  | TYPE      | EXTERNAL-IP | PORT(S) |
      | inner | ClusterIP | <none>      | 80/TCP  |
    When 2s pass
    Then a GET of "/" from service "inner" answers with status 200
    When I run `curl -s --max-time 5 http://$(kubectl get svc inner -o jsonpath='{.spec.clusterIP}')/`
    Then its exit code is 7

  Scenario: A NodePort is a port of every node, whether a pod runs there or not
    When I run `kubectl create service nodeport echo --tcp=80:80 --node-port=30080`
    And 2s pass
    Then `kubectl get svc echo` shows
      | NAME | TYPE     | EXTERNAL-IP | PORT(S)      |
      | echo | NodePort | <none>      | 80:30080/TCP |
    And `curl -sI http://192.168.66.12:30080/` prints "200 OK"
    And `curl -sI http://192.168.66.13:30080/` prints "200 OK"
    Given a client outside the cluster sends 50 requests per second to service "echo"
    When 5s pass
    Then requests to service "echo" were answered by 3 pods
    And no request to service "echo" failed

  Scenario: externalTrafficPolicy Local asks only pods of that node
    When I run `kubectl create service nodeport echo --tcp=80:80 --node-port=30080`
    And I run `kubectl patch svc echo -p '{"spec":{"externalTrafficPolicy":"Local"}}'`
    And I run `kubectl cordon k8s-node02`
    And I run `kubectl delete pods -l app=echo`
    And 10s pass
    Then 3 pods with label "app=echo" are "1/1 Running"
    And `curl -sI http://192.168.66.12:30080/` prints "200 OK"
    When I run `curl -s --max-time 3 http://192.168.66.13:30080/`
    Then its exit code is 28

  Scenario: A LoadBalancer waits for a cloud, and is a NodePort meanwhile
    When I run `kubectl expose deployment echo --type=LoadBalancer --port=80`
    And 2s pass
    Then `kubectl get svc echo` shows
      | NAME | TYPE         | EXTERNAL-IP |
      | echo | LoadBalancer | <pending>   |
    And for 10m the field "status.loadBalancer.ingress" of service "echo" is not set
    And `curl -sI http://192.168.66.12:$(kubectl get svc echo -o jsonpath='{.spec.ports[0].nodePort}')/` prints "200 OK"

  Scenario: An ExternalName is nothing but a name
    When I run `kubectl create service externalname db --external-name=db.example.com`
    Then `kubectl get svc db` shows
      | NAME | TYPE         | CLUSTER-IP | EXTERNAL-IP    | PORT(S) |
      | db   | ExternalName | <none>     | db.example.com | <none>  |
    When 2s pass
    Then `kubectl exec deploy/echo -- nslookup db.default.svc.cluster.local` prints "db.example.com"
    And there are 0 endpointslices with label "kubernetes.io/service-name=db"

  Scenario: A headless service is the addresses of its ready pods
    When I run `kubectl create service clusterip echo --clusterip=None --tcp=80`
    And 2s pass
    Then `kubectl get svc echo` shows
      | NAME | TYPE      | CLUSTER-IP | PORT(S) |
      | echo | ClusterIP | None       | 80/TCP  |
    And `kubectl exec deploy/echo -- nslookup echo.default.svc.cluster.local | grep -c "Address: 10.244"` prints "3"
    When I run `kubectl scale deployment echo --replicas=1`
    And 5s pass
    Then `kubectl exec deploy/echo -- nslookup echo.default.svc.cluster.local | grep -c "Address: 10.244"` prints "1"

  Scenario Outline: pods that are not ready, with publishNotReadyAddresses <publish>
    Given the manifest "echo.yaml" with these fields
      | field                                            | value                                       |
      | metadata.name                                    | slow                                        |
      | spec.selector.matchLabels.app                    | slow                                        |
      | spec.template.metadata.labels.app                | slow                                        |
      | spec.template.spec.containers[0].readinessProbe  | {httpGet: {path: /no-such-page, port: 80}}  |
    When I run `kubectl create -f echo.yaml`
    And I run `kubectl create service clusterip slow --clusterip=None --tcp=80`
    And I run `kubectl patch svc slow -p '{"spec":{"publishNotReadyAddresses":<publish>}}'`
    And 10s pass
    Then 3 pods with label "app=slow" are "0/1 Running"
    And service "slow" has <ready> endpoints
    And `kubectl exec deploy/echo -- nslookup slow.default.svc.cluster.local | grep -c "Address: 10.244"` prints "<addresses>"

    Examples:
      | publish | ready | addresses |
      | false   | 0     | 0         |
      | true    | 3     | 3         |

  Scenario: Session affinity keeps a client at its pod until the pod goes
    When I run `kubectl create service nodeport echo --tcp=80:80 --node-port=30080`
    And I run `kubectl patch svc echo -p '{"spec":{"sessionAffinity":"ClientIP"}}'`
    And 2s pass
    Given a client outside the cluster sends 20 requests per second to service "echo"
    When 30s pass
    Then requests to service "echo" were answered by 1 pod
    And `kubectl describe svc echo` prints "Session Affinity:         ClientIP"
    When I run `kubectl delete pods -l app=echo`
    And 10s pass
    Then requests to service "echo" were answered by 2 pods
