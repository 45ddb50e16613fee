@experiment @workloads
Feature: Deployments and the probes of their pods

  @B5
  Scenario: A liveness probe that connects to port 80
    Given the manifest "nginx-liveness-tcp.yaml"
    When the manifest is created
    Then within 2s 1 pod with label "app=nginx" is "1/1 Running"
    And `kubectl get deploy nginx-deployment` shows
      | NAME             | READY | UP-TO-DATE | AVAILABLE |
      | nginx-deployment | 1/1   | 1          | 1         |
    And for 30m 1 pod with label "app=nginx" is "1/1 Running"
    And container "nginx" has never restarted
    And the first liveness probe of container "nginx" runs between 4s and 8s after its start
    And the liveness probe of container "nginx" runs every 3s

    When I run `kubectl delete deploy nginx-deployment`
    Then it prints 'deployment.apps "nginx-deployment" deleted'
    And within 3s there are no pods
    And container "nginx" last ended with exit code 0
    And there are no replicasets

  @B6
  Scenario: Three pods that lose the file of their readiness probe
    Nobody restarts them, and commands still run in them.

    Given the manifest "busybox-readiness-exec.yaml"
    When the manifest is created
    Then within 2s 3 pods with label "app=busybox" are "0/1 Running"
    And within 10s 3 pods with label "app=busybox" are "1/1 Running"
    And `kubectl get deploy busybox-deployment` shows
      | READY | UP-TO-DATE | AVAILABLE |
      | 3/3   | 3          | 3         |
    And within 45s 3 pods with label "app=busybox" are "0/1 Running"
    When 2m15s pass
    Then for 2m 3 pods with label "app=busybox" are "0/1 Running"
    And `kubectl get pods -l app=busybox` shows
      | READY | STATUS  | RESTARTS |
      | 0/1   | Running | 0        |
      | 0/1   | Running | 0        |
      | 0/1   | Running | 0        |
    And container "busybox" has never restarted
    And `kubectl get deploy busybox-deployment` shows
      | READY | UP-TO-DATE | AVAILABLE |
      | 0/3   | 3          | 0         |
    When I run `kubectl exec deploy/busybox-deployment -- ls -A /tmp`
    Then its exit code is 0
    When I run `kubectl exec deploy/busybox-deployment -- touch /tmp/healthy`
    Then within 6s 1 pod with label "app=busybox" is "1/1 Running"
    And deployment "busybox-deployment" has the event "ScalingReplicaSet" once

  @B6
  Scenario: The script of the container ends after 630 seconds
    Given the manifest "busybox-readiness-exec.yaml"
    When the manifest is created
    And 11m pass
    Then 3 pods with label "app=busybox" are "1/1 Running"
    And `kubectl get pods -l app=busybox` shows
      | READY | STATUS  | RESTARTS    |
      | 1/1   | Running | 1 (30s ago) |
      | 1/1   | Running | 1 (30s ago) |
      | 1/1   | Running | 1 (30s ago) |

  @B8
  Scenario: A readiness probe that connects to port 80
    Given the manifest "nginx-readiness-tcp.yaml"
    When the manifest is created
    Then within 2s 1 pod with label "app=nginx" is "0/1 Running"
    And for 3s 1 pod with label "app=nginx" is "0/1 Running"
    And within 6s 1 pod with label "app=nginx" is "1/1 Running"
    And the first readiness probe of container "nginx" runs between 4s and 8s after its start
    And for 30m 1 pod with label "app=nginx" is "1/1 Running"
    And container "nginx" has never restarted
    And `kubectl describe deploy nginx-deployment` prints "1 desired | 1 updated | 1 total | 1 available | 0 unavailable"

  @claim-089 @A14
  Scenario: A controller makes a new pod as soon as one is being deleted
    It does not wait for the old one to end.

    Given the manifest "busybox-readiness-exec.yaml"
    When the manifest is created
    And 15s pass
    And I run `kubectl get pods -o name | head -n 1 > first.txt`
    And I run `kubectl delete $(cat first.txt) --wait=false`
    Then within 1s there are 4 pods with label "app=busybox"
    And 1 pod with label "app=busybox" is "1/1 Terminating"
    And within 12s 3 pods with label "app=busybox" are "1/1 Running"
    And 1 pod with label "app=busybox" is "1/1 Terminating"
    And within 27s there are 3 pods with label "app=busybox"
    And no pod with label "app=busybox" is "Terminating"
    And `kubectl get $(cat first.txt)` prints "not found"
