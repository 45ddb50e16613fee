@services
Feature: NetworkPolicies
  Who may talk to whom. A network plugin that knows policies loses what none of them allows; the client is told nothing.

  Background:
    Given a cluster of 2 nodes
    And the manifest "network-policies.yaml"
    When the manifest is created
    Then within 20s pod "db" is "1/1 Running"
    And pod "web" is "1/1 Running"
    And pod "batch" is "1/1 Running"

  Scenario: Without a policy everybody gets through
    Then pod "web" can connect to service "db"
    And pod "batch" can reach pod "db" on port 9187

  Rule: Ingress

    Scenario: A policy lets nobody else in
      Given the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: db}
        spec:
          podSelector: {matchLabels: {app: db}}
          ingress:
          - from: [{podSelector: {matchLabels: {app: web}}}]
            ports: [{port: postgres}]
        """
      When the manifest is created
      And 1s passes
      Then pod "web" can connect to service "db" on port 5432
      And pod "web" cannot connect to pod "db" on port 9187
      And pod "batch" can not reach service "db"
      And pod "db" can reach pod "web" on port 80
      When I run `kubectl exec batch -- nc -z -w 3 db 5432`
      Then its exit code is 1

    Scenario: The probes of its own node are let in, whatever the policies say
      Given the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: nobody}
        spec: {podSelector: {}}
        """
      When the manifest is created
      And 5m pass
      Then pod "db" is "1/1 Running"
      And pod "web" cannot reach service "db"

    Scenario: Policies add up
      Given the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: nobody}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: batch-too}
        spec:
          podSelector: {matchLabels: {app: db}}
          ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: In, values: [batch]}]}}]}]
        """
      When the manifest is created
      And 1s passes
      Then pod "batch" can reach pod "db" on port 9187
      And pod "web" cannot reach pod "db" on port 9187

    Scenario: A label changes who gets in
      Given the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: db}
        spec:
          podSelector: {matchLabels: {app: db}}
          ingress: [{from: [{podSelector: {matchLabels: {role: client}}}]}]
        """
      When the manifest is created
      And 1s passes
      Then pod "web" cannot reach service "db"
      When I run `kubectl label pod web role=client`
      And 1s passes
      Then pod "web" can reach service "db"
      When I run `kubectl delete networkpolicy db`
      And 1s passes
      Then pod "batch" can reach service "db"

    Scenario: Another namespace is let in by its labels
      Given the following manifest
        """yaml
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {team: shop}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: cart, namespace: shop, labels: {app: web}}
        spec:
          containers: [{name: cart, image: example/web:1}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: db}
        spec:
          podSelector: {matchLabels: {app: db}}
          ingress: [{from: [{namespaceSelector: {matchLabels: {team: shop}}, podSelector: {matchLabels: {app: web}}}]}]
        """
      When the manifest is created
      Then within 20s pod "cart" in namespace "shop" is "1/1 Running"
      When 1s passes
      Then pod "cart" in namespace "shop" can reach service "db"
      And pod "web" cannot reach service "db"

    Scenario: Clients outside are known by their addresses, and by that of the node whose port they use
      Given the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: db}
        spec:
          podSelector: {matchLabels: {app: db}}
          ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [192.168.66.13/32]}}]}]
        """
      When the manifest is created
      And I run `kubectl patch svc db -p '{"spec": {"type": "NodePort", "ports": [{"port": 5432, "nodePort": 30432}]}}'`
      And 2s pass
      And I run `nc -z -w 3 192.168.66.12 30432`
      Then its exit code is 0
      When I run `nc -z -w 3 192.168.66.13 30432`
      Then its exit code is 1

    Scenario: Requests that a policy loses say which one it was
      Given client "shop" in pod "web" sends 1 request per second to service "db"
      And the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: nobody}
        spec: {podSelector: {matchLabels: {app: db}}}
        """
      When the manifest is created
      And 10s pass
      Then at least 5 requests of client "shop" failed because they timed out
      And some requests of client "shop" failed because they were "dropped by NetworkPolicy nobody"

  Rule: Egress

    Scenario: Who may send nothing can't even ask for names
      Given the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: nothing}
        spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}
        """
      When the manifest is created
      And 1s passes
      Then pod "web" cannot reach service "db"
      And `kubectl exec web -- nslookup db.default.svc.cluster.local` prints "no servers could be reached"
      And pod "db" can reach pod "web" on port 80

    Scenario: A pod waits for ever for a service whose name it may not ask for
      Given the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: only-db}
        spec:
          podSelector: {matchLabels: {app: late}}
          egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: late, labels: {app: late}}
        spec:
          initContainers:
          - name: wait
            image: busybox
            command: [sh, -c, "until nc -z -w 2 db 5432; do sleep 2; done"]
          containers: [{name: late, image: example/late:1}]
        """
      When the manifest is created
      Then within 20s pod "late" is "0/1 Init:0/1"
      And for 10m pod "late" is "0/1 Init:0/1"
      Given the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: names}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
          - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
            ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
        """
      When the manifest is created
      Then within 30s pod "late" is "1/1 Running"

    Scenario: Hosts outside are allowed by their addresses and ports
      Given a server at "10.9.8.7" listens on port 443
      And a server at "10.9.8.7" listens on port 8080
      And the following manifest
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: outside}
        spec:
          podSelector: {matchLabels: {app: web}}
          policyTypes: [Egress]
          egress: [{to: [{ipBlock: {cidr: 10.9.0.0/16}}], ports: [{port: 400, endPort: 500}]}]
        """
      When the manifest is created
      And 1s passes
      Then pod "web" can connect to "10.9.8.7" on port 443
      And pod "web" cannot connect to "10.9.8.7" on port 8080
      And pod "web" cannot connect to pod "db" on port 5432
      And pod "batch" can connect to "10.9.8.7" on port 8080
