@services
Feature: Services over UDP
  A datagram is answered, refused or lost; only a client that is connected hears that it was refused.

  Background:
    Given a cluster of 2 nodes
    And the manifest "udp.yaml"

  Rule: Whatever the release

    Background:
      When the manifest is created
      Then within 20s 2 pods with label "app=metrics" are "1/1 Running"
      When 5s pass

    Scenario: A port for UDP is served, and told as one
      Then `kubectl get svc metrics` shows
        | NAME    | TYPE     | EXTERNAL-IP | PORT(S)        |
        | metrics | NodePort | <none>      | 8125:30125/UDP |
      And `kubectl describe svc metrics` prints "TargetPort:               8081/UDP"
      And `kubectl describe pods -l app=metrics` prints "Port:          8081/UDP"
      And `kubectl get endpointslices -l kubernetes.io/service-name=metrics -o jsonpath='{.items[0].ports[0].protocol}'` prints "UDP"
      And `kubectl exec deploy/metrics -- env` prints "METRICS_PORT=udp://"
      And a datagram "echo it works" to port 8125 of service "metrics" is answered with "it works"
      And a datagram "what?" to port 8125 of service "metrics" is not answered
      And `echo "echo it works" | nc -u -w 1 192.168.66.13 30125` prints "it works"

    Scenario: The same number is another port for TCP
      Then a GET of ":8125/" from service "metrics" fails with "Connection timed out"
      And `kubectl exec sender -- nc -z -w 2 metrics 8125; echo $?` prints "1"

    Scenario: A service without endpoints refuses datagrams
      When I run `kubectl scale deployment metrics --replicas=0`
      And 10s pass
      Then service "metrics" has no endpoint
      And a datagram "hostname" to port 8125 of service "metrics" fails with "Connection refused"
      And `echo hostname | kubectl exec -i sender -- nc -u -vv metrics 8125` prints "nc: net read: Connection refused"

    Scenario: A port that no pod has open refuses them, too
      When I run `kubectl patch svc metrics -p '{"spec": {"ports": [{"port": 8125, "protocol": "UDP", "targetPort": 9999}]}}'`
      And 5s pass
      Then a datagram "hostname" to port 8125 of service "metrics" fails with "Connection refused"

    Scenario: Who sends from one port stays with one pod
      When 1m passes
      Then `kubectl logs -l app=metrics --tail=-1 --prefix | grep hits | cut -d] -f1 | sort -u | wc -l` prints "1"
      When I run `kubectl delete pod $(kubectl logs -l app=metrics --tail=-1 --prefix | grep hits | head -n 1 | cut -d/ -f2)`
      And 1m passes
      Then 2 pods with label "app=metrics" are "1/1 Running"
      And `kubectl logs -l app=metrics --tail=-1 --prefix | grep hits | cut -d] -f1 | sort -u | wc -l` prints "1"

  Rule: A sender that goes on when the last pod has gone

    Scenario Outline: In <release> it <fate>
      Given Kubernetes <release>
      When the manifest is created
      And 30s pass
      And I run `kubectl scale deployment metrics --replicas=0`
      And 1m passes
      Then service "metrics" has no endpoint
      And `kubectl logs sender --since=30s | grep refused | sort -u | wc -l` prints "<told>"
      And a datagram "hostname" to port 8125 of service "metrics" fails with "Connection refused"
      When I run `kubectl scale deployment metrics --replicas=1`
      And 1m passes
      Then `kubectl logs deploy/metrics` prints "Unknown UDP command received"

      Examples:
        | release | fate                             | told |
        | 1.31    | is refused like everybody else   | 1    |
        | 1.36    | sends to a pod that is not there | 0    |

  Rule: What is not described

    Scenario: A program that nobody described takes what comes to its UDP ports and answers nothing
      Given the manifest
        """yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: syslog}
        spec:
          containers:
          - name: c
            image: example.com/syslog:1
            ports: [{containerPort: 514, protocol: UDP}]
        """
      When the manifest is created
      And 10s pass
      Then pod "syslog" is "1/1 Running"
      And a datagram "<13>hello" to port 514 of pod "syslog" is not answered
      And a datagram "<13>hello" to port 515 of pod "syslog" fails with "Connection refused"
