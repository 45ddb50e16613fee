@conformance
Feature: What conformance asks of static pods

  Background:
    Given the file "/etc/kubernetes/manifests/web.yaml" on node "k8s-node01"
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        terminationGracePeriodSeconds: 20
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap 'sleep 10; exit 0' TERM; while true; do sleep 0.1; done"]
      """

  @C-297
  Scenario Outline: a mirror pod that is deleted <how> comes back, and its container does not notice
    When 20s pass
    Then pod "web-k8s-node01" is "1/1 Running"
    When I run `kubectl get pod web-k8s-node01 -o jsonpath='{.metadata.uid}' > before.txt`
    And I run `kubectl delete pod web-k8s-node01 <flags> --wait=false`
    Then within 2m pod "web-k8s-node01" is gone
    And within 1m pod "web-k8s-node01" is "1/1 Running"
    When I run `test "$(cat before.txt)" != "$(kubectl get pod web-k8s-node01 -o jsonpath='{.metadata.uid}')"`
    Then its exit code is 0
    And for 2m container "c" has started once
    And container "c" never got signal "SIGTERM"
    And pod "web-k8s-node01" is "1/1 Running"

    Examples:
      | how                | flags                    |
      | with its grace     |                          |
      | by force           | --grace-period=0 --force |

  @C-298
  Scenario: a static pod whose file is removed runs on for its grace period
    When 20s pass
    And I run `rm /etc/kubernetes/manifests/web.yaml` on node "k8s-node01"
    Then within 21s container "c" got signal "SIGTERM"
    And for 9s container "c" is running
    And within 10s pod "web-k8s-node01" is gone
    And container "c" has started once
    And container "c" never got signal "SIGKILL"

  @C-298
  Scenario: a static pod whose file is changed is replaced when the old one has ended
    When 20s pass
    And I run `sed -i s/busybox:1.28/busybox:1.29/ /etc/kubernetes/manifests/web.yaml` on node "k8s-node01"
    Then within 21s container "c" got signal "SIGTERM"
    And for 9s container "c" has started once
    And within 10s container "c" has started twice
    And within 5s pod "web-k8s-node01" is "1/1 Running"
    And container "c" never got signal "SIGKILL"
    And within 2s the field "status.containerStatuses[0].image" of pod "web-k8s-node01" is "docker.io/library/busybox:1.29"
