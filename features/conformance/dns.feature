@conformance
Feature: What conformance asks of DNS

  Background:
    Given the manifest "shell.yaml"
    And the manifest "server-deployment.yaml"

  @C-282
  Scenario Outline: The API server is found as <name>
    When the manifest is created
    And 10s pass
    Then `kubectl exec p -- nslookup <name>` prints "Address 1: 10.96.0.1"

    Examples:
      | name                                 |
      | kubernetes.default                   |
      | kubernetes.default.svc               |
      | kubernetes.default.svc.cluster.local |

  @C-283
  Scenario Outline: A service is found as <name>
    When the manifest is created
    And 10s pass
    And I run `kubectl exec p -- nslookup <name>`
    Then its exit code is 0
    And it prints "server.default.svc.cluster.local"

    Examples:
      | name                             |
      | server                           |
      | server.default                   |
      | server.default.svc               |
      | server.default.svc.cluster.local |

  @C-283
  Scenario: A headless service gives the addresses of its pods, and its port has a record
    Given the manifest "web-statefulset.yaml"
    And the manifest "resolver.yaml"
    When the manifest is created
    And 20s pass
    Then `kubectl exec p -- sh -c 'nslookup web | grep -c ".web.default.svc.cluster.local"'` prints "3"
    And `kubectl exec resolver -- nslookup -type=srv _http._tcp.web.default.svc.cluster.local` prints "web-0.web.default.svc.cluster.local"
    And `kubectl exec resolver -- nslookup -type=srv _http._tcp.server.default.svc.cluster.local` prints "80 server.default.svc.cluster.local"

  @C-285
  Scenario: A pod is found by its subdomain through the headless service, and so is the subdomain itself
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: rack}
      spec: {clusterIP: None, selector: {app: rack}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: querier, labels: {app: rack}}
      spec:
        hostname: first
        subdomain: rack
        containers: [{name: c, image: "busybox:1.28", command: [sleep, "3600"]}]
      """
    When the manifest is created
    And 10s pass
    Then `kubectl exec querier -- cat /etc/hosts` prints "first.rack.default.svc.cluster.local"
    And `kubectl exec p -- nslookup first.rack.default.svc.cluster.local` prints "Address 1: 10.244."
    And `kubectl exec p -- nslookup rack` prints "Address 1: 10.244."

  @C-286
  Scenario: An ExternalName is another name, and becomes an address when the service becomes a ClusterIP
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: elsewhere}
      spec: {type: ExternalName, externalName: foo.example.com}
      """
    And the manifest "resolver.yaml"
    When the manifest is created
    And 10s pass
    Then `kubectl exec resolver -- nslookup -type=cname elsewhere.default.svc.cluster.local` prints "canonical name = foo.example.com"
    When I run `kubectl patch service elsewhere -p '{"spec": {"externalName": "bar.example.com"}}'`
    And 35s pass
    Then `kubectl exec resolver -- nslookup -type=cname elsewhere.default.svc.cluster.local` prints "canonical name = bar.example.com"
    When I run `kubectl patch service elsewhere --type=merge -p '{"spec": {"type": "ClusterIP", "externalName": null, "ports": [{"port": 80}]}}'`
    And 35s pass
    Then `kubectl exec resolver -- nslookup -type=a elsewhere.default.svc.cluster.local` prints "Address: 10."

  @C-287
  Scenario: With the DNS policy None a pod has exactly the servers and domains of its configuration
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: own}
      spec:
        dnsPolicy: None
        dnsConfig: {nameservers: [1.1.1.1], searches: [resolv.conf.local]}
        containers: [{name: c, image: "busybox:1.28", command: [sleep, "3600"]}]
      """
    When the manifest is created
    And 10s pass
    Then `kubectl exec own -- cat /etc/resolv.conf` shows
      """
      search resolv.conf.local
      nameserver 1.1.1.1
      """
