Feature: Whom a pod asks for names
  What `dnsConfig` adds is merged with what the DNS policy gives; what resolvers don't take is left out, and said.

  Scenario: With policy None all comes from the pod
    Given the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: dns-example}
      spec:
        dnsPolicy: None
        dnsConfig:
          nameservers: [192.0.2.1]
          searches: [ns1.svc.cluster-domain.example, my.dns.search.suffix]
          options: [{name: ndots, value: "2"}, {name: edns0}]
        containers: [{name: test, image: "busybox:1.36", command: [sleep, "3600"]}]
      """
    When the manifest is created
    And pod "dns-example" becomes ready
    And I run `kubectl exec dns-example -- cat /etc/resolv.conf`
    Then it prints
      """
      search ns1.svc.cluster-domain.example my.dns.search.suffix
      nameserver 192.0.2.1
      options ndots:2 edns0
      """

  Scenario: With policy ClusterFirst it is added, and its options win
    Given the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        dnsConfig:
          searches: [corp.example, svc.cluster.local]
          options: [{name: single-request-reopen}, {name: ndots, value: "2"}]
        containers: [{name: web, image: "busybox:1.36", command: [sleep, "3600"]}]
      """
    When the manifest is created
    And pod "web" becomes ready
    And I run `kubectl exec web -- cat /etc/resolv.conf`
    Then it prints
      """
      search default.svc.cluster.local svc.cluster.local cluster.local corp.example
      nameserver 10.96.0.10
      options ndots:2 single-request-reopen
      """

  Scenario: The fourth name server is left out
    Given the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        dnsConfig: {nameservers: [192.0.2.1, 192.0.2.2, 192.0.2.3]}
        containers: [{name: web, image: "busybox:1.36", command: [sleep, "3600"]}]
      """
    When the manifest is created
    And pod "web" becomes ready
    Then pod "web" has a warning event "DNSConfigForming" with message "Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.96.0.10 192.0.2.1 192.0.2.2"
    And `kubectl exec web -- sh -c "grep -c nameserver /etc/resolv.conf"` prints "3"

  Scenario Outline: Six search domains were all until 1.25
    Given Kubernetes <release>
    And the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        dnsConfig: {searches: [a.example, b.example, c.example, d.example]}
        containers: [{name: web, image: "busybox:1.36", command: [sleep, "3600"]}]
      """
    When the manifest is created
    And pod "web" becomes ready
    Then `kubectl exec web -- sh -c 'grep -o "[a-d].example" /etc/resolv.conf | wc -l'` prints "<domains>"

    Examples:
      | release | domains |
      | 1.25    | 3       |
      | 1.26    | 4       |

  Scenario: A silent name server is waited for as long as the pod says
    Given the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        restartPolicy: Never
        dnsPolicy: None
        dnsConfig:
          nameservers: [192.0.2.1]
          options: [{name: timeout, value: "1"}, {name: attempts, value: "1"}]
        containers: [{name: web, image: "busybox:1.36", command: [wget, -q, "http://db/"]}]
      """
    And host "192.0.2.1" is down
    When the manifest is created
    And 6s pass
    Then container "web" ended with exit code 1

  Scenario: A name that is too long for the kernel keeps the sandbox from being made
    Given the manifest:
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a-database-with-a-very-long-name}
      spec:
        subdomain: of-the-accounting-department
        setHostnameAsFQDN: true
        containers: [{name: web, image: "busybox:1.36", command: [sleep, "3600"]}]
      """
    When the manifest is created
    And 30s pass
    Then pod "a-database-with-a-very-long-name" has a warning event "FailedCreatePodSandBox" with message "Failed to create pod sandbox: failed to construct FQDN from pod hostname and cluster domain, FQDN a-database-with-a-very-long-name.of-the-accounting-department.default.svc.cluster.local is too long (64 characters is the max, 87 characters requested)"
    And the status of pod "a-database-with-a-very-long-name" is ContainerCreating
