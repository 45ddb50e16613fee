@conformance
Feature: What conformance asks of services

  Rule: Endpoints

    Background:
      Given the manifest
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: shop}
        spec:
          selector: {app: shop}
          ports: [{port: 80}]
        """
      And the manifest "pods.yaml"

    @C-262
    Scenario: Endpoints follow the pods
      When I run `kubectl create -f manifest.yaml`
      Then for 5s service "shop" has no endpoint
      When I run `kubectl create -f pods.yaml -l name=pod1`
      Then within 5s service "shop" leads to "pod1"
      When I run `kubectl create -f pods.yaml -l name=pod2`
      Then within 5s service "shop" leads to "pod1", "pod2"
      When I run `kubectl delete pod pod1`
      Then within 2s service "shop" leads to "pod2"
      When I run `kubectl delete pod pod2`
      Then within 2s service "shop" has no endpoint

    @C-267
    Scenario: A service without endpoints refuses connections
      When I run `kubectl create -f manifest.yaml`
      And 5s pass
      Then a GET of "/" from service "shop" fails with "Connection refused"

    @C-269
    Scenario: A pod that is terminating and not ready is reached neither by the cluster IP nor by the node port
      Given the manifest "leaving.yaml"
      When I run `kubectl create -f leaving.yaml`
      And 10s pass
      Then service "leaving" leads to "leaving"
      And a GET of "/" from service "leaving" answers with status 200
      When I run `kubectl delete pod leaving --wait=false`
      And 10s pass
      Then pod "leaving" is "0/1 Terminating"
      And a GET of "/" from service "leaving" fails with "Connection refused"
      And `curl -sS --max-time 2 192.168.66.12:$(kubectl get service leaving -o jsonpath='{.spec.ports[0].nodePort}')` prints "Failed to connect"
      And a GET of "/" from pod "leaving" answers with status 200

    @C-270
    Scenario: Traffic falls back to pods that are terminating but still ready
      Given the manifest "leaving.yaml" with these fields
        | field                              | value |
        | spec.containers[0].readinessProbe  | null  |
      When I run `kubectl create -f leaving.yaml`
      And 10s pass
      And I run `kubectl delete pod leaving --wait=false`
      And 10s pass
      Then pod "leaving" is "1/1 Terminating"
      And a GET of "/" from service "leaving" answers with status 200

    @C-271
    Scenario: The pod of an evicted backend is no endpoint
      When I run `kubectl create -f manifest.yaml`
      And I run `kubectl create -f pods.yaml -l name=pod1`
      And 5s pass
      Then service "shop" leads to "pod1"
      When an eviction of pod "pod1" is asked for
      Then within 2s service "shop" has no endpoint
      When 35s pass
      Then a GET of "/" from service "shop" fails with "Connection refused"

  Rule: Ports, types and slices

    @C-263
    Scenario: A pod stands in the endpoints of the ports that it names, and of no others
      Given the manifest
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: shop}
        spec:
          selector: {app: shop}
          ports:
          - {name: portname1, port: 80, targetPort: svc1}
          - {name: portname2, port: 81, targetPort: svc2}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: pod1, labels: {app: shop}}
        spec: {containers: [{name: c, image: registry.k8s.io/e2e-test-images/agnhost:2.53, args: [netexec, --http-port=100], ports: [{name: svc1, containerPort: 100}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: pod2, labels: {app: shop}}
        spec: {containers: [{name: c, image: registry.k8s.io/e2e-test-images/agnhost:2.53, args: [netexec, --http-port=101], ports: [{name: svc2, containerPort: 101}]}]}
        """
      And the manifest "shell.yaml"
      When the manifest is created
      And 10s pass
      Then `kubectl exec p -- wget -qO- shop:80/hostname` prints "pod1"
      And `kubectl exec p -- wget -qO- shop:81/hostname` prints "pod2"
      When I run `kubectl delete pod pod1`
      And 2s pass
      Then `kubectl exec p -- wget -qO- shop:80/hostname` prints "Connection refused"
      And `kubectl exec p -- wget -qO- shop:81/hostname` prints "pod2"

    @C-265
    Scenario: A selector that matches nothing gives empty Endpoints and an EndpointSlice, which go with the service
      Given the manifest
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: empty}
        spec:
          selector: {does-not-match: anything}
          ports: [{name: example, port: 80}]
        """
      When the manifest is created
      And 5s pass
      Then `kubectl get endpoints empty` shows
        | NAME  | ENDPOINTS |
        | empty | <none>    |
      And there is 1 endpointslice with label "kubernetes.io/service-name=empty,endpointslice.kubernetes.io/managed-by=endpointslice-controller.k8s.io"
      And service "empty" has no endpoint
      When I run `kubectl delete service empty`
      Then within 10s endpoints "empty" is gone
      And within 10s there are no endpointslices with label "kubernetes.io/service-name=empty"

    @C-266
    Scenario: Pods stand in the slices before they are ready when the service wants it, and deleted slices are made again
      Given the manifest
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: early}
        spec:
          publishNotReadyAddresses: true
          selector: {app: early}
          ports: [{name: example, port: 80, targetPort: web}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: early, labels: {app: early}}
        spec:
          containers:
          - name: c
            image: nginx:1.25
            ports: [{name: web, containerPort: 80}]
            readinessProbe: {exec: {command: ["false"]}}
        """
      When the manifest is created
      And 10s pass
      Then pod "early" is "0/1 Running"
      And service "early" leads to "early"
      And `kubectl get endpointslices -l kubernetes.io/service-name=early -o jsonpath='{.items[0].ports[0].name} {.items[0].ports[0].port}'` prints "example 80"
      When I run `kubectl delete endpointslices -l kubernetes.io/service-name=early`
      Then within 10s there is 1 endpointslice with label "kubernetes.io/service-name=early"
      And service "early" leads to "early"

    @C-273
    Scenario: A node port that is taken is refused until its service is gone
      When I run `kubectl create service nodeport one --tcp=80:80 --node-port=30080`
      And I run `kubectl create service nodeport two --tcp=80:80 --node-port=30080`
      Then it fails with "provided port is already allocated"
      When I run `kubectl delete service one`
      And I run `kubectl create service nodeport two --tcp=80:80 --node-port=30080`
      Then its exit code is 0

    @C-274
    Scenario: A node port outside the range is refused
      When I run `kubectl create service nodeport one --tcp=80:80 --node-port=40012`
      Then it fails with "provided port is not in the valid range. The range of valid ports is 30000-32767"

    @C-275 @C-277
    Scenario Outline: A service of type <type> that becomes an ExternalName gives up its addresses
      Given the manifest
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: shop}
        spec: {type: <type>, selector: {app: server}, ports: [{port: 80}]}
        """
      And the manifest "resolver.yaml"
      When the manifest is created
      And 5s pass
      And I run `kubectl patch service shop --type=merge -p '{"spec": {"type": "ExternalName", "externalName": "www.example.com"}}'`
      Then its exit code is 0
      And the field "spec.type" of service "shop" is "ExternalName"
      And the field "spec.clusterIP" of service "shop" is not set
      And the field "spec.ports[0].nodePort" of service "shop" is not set
      When 35s pass
      Then `kubectl exec resolver -- nslookup -type=cname shop.default.svc.cluster.local` prints "canonical name = www.example.com"

      Examples:
        | type      |
        | ClusterIP |
        | NodePort  |

    @C-278
    Scenario Outline: Session affinity <affinity>: <what>
      Given the manifest "server-deployment.yaml"
      When the manifest is created
      And I run `kubectl patch service server -p '{"spec": {"sessionAffinity": "<affinity>"}}'`
      And 10s pass
      Then 3 pods with label "app=server" are "1/1 Running"
      When a client sends 5 requests per second to service "server"
      And 10s pass
      Then no request to service "server" failed
      And requests to service "server" were answered by <pods>

      Examples:
        | affinity | what                                   | pods   |
        | ClientIP | one pod answers one client every time  | 1 pod  |
        | None     | all pods answer                        | 3 pods |

    @C-279
    Scenario: TCP and UDP under one port number are both served; without one of them the other still is
      Given the manifest
        """yaml
        apiVersion: v1
        kind: Service
        metadata: {name: both}
        spec:
          selector: {app: both}
          ports:
          - {name: tcp-port, port: 80, protocol: TCP}
          - {name: udp-port, port: 80, protocol: UDP}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: pod1, labels: {app: both}}
        spec:
          containers:
          - name: c
            image: registry.k8s.io/e2e-test-images/agnhost:2.53
            args: [netexec, --http-port=80, --udp-port=80]
            ports:
            - {name: tcp-port, containerPort: 80, protocol: TCP}
            - {name: udp-port, containerPort: 80, protocol: UDP}
        """
      And the manifest "agnhost.yaml"
      When the manifest is created
      And 10s pass
      Then `kubectl get service both` prints "80/TCP,80/UDP"
      And `kubectl get endpoints both -o jsonpath='{.subsets[0].ports[*].protocol}'` prints "TCP UDP"
      And a GET of "/hostname" from service "both" answers with status 200
      And a datagram "hostName" to port 80 of service "both" is answered with "pod1"
      And a datagram "hostName" to port 80 of pod "pod1" is answered with "pod1"
      And `kubectl exec p -- sh -c "echo hostName | nc -v -u -w 2 both 80"` prints "pod1"
      When I run `kubectl patch service both --type=merge -p '{"spec": {"ports": [{"name": "tcp-port", "port": 80, "protocol": "TCP"}]}}'`
      And 5s pass
      Then a GET of "/hostname" from service "both" answers with status 200
      And a datagram "hostName" to port 80 of service "both" is not answered
      When I run `kubectl patch service both --type=merge -p '{"spec": {"ports": [{"name": "udp-port", "port": 80, "protocol": "UDP"}]}}'`
      And 5s pass
      Then a datagram "hostName" to port 80 of service "both" is answered with "pod1"
      And a GET of "/hostname" from service "both" fails with "Connection timed out"

    @C-281
    Scenario: The service of the API server is found in namespace default
      Then `kubectl get services --all-namespaces` prints "default       kubernetes"
