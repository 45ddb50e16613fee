@conformance
Feature: What conformance asks of garbage collection

  @C-289
  Scenario: A deletion in the background removes what was owned
    Given the manifest "web-deployment.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl delete deployment web --cascade=background`
    Then deployment "web" is gone
    And within 10s there are no replicasets
    And within 40s there are no pods with label "app=web"

  @C-290
  Scenario Outline: A deletion of a <kind> that orphans leaves what was owned, without an owner
    Given the manifest "web-<kind>.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl delete <kind> web --cascade=orphan`
    Then <kind> "web" is gone
    And for 30s there are <count> <owned> with label "app=web"
    And `kubectl get <owned> -l app=web -o jsonpath='{.items[*].metadata.ownerReferences}'` shows
      """
      """

    Examples:
      | kind       | count | owned       |
      | deployment | 1     | replicasets |
      | replicaset | 1     | pods        |

  @C-291
  Scenario: A deletion in the foreground waits until everything owned is gone
    Given the manifest "web-deployment.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl patch $(kubectl get pods -o name | head -n 1) -p '{"metadata": {"finalizers": ["e2e/keep"]}}'`
    And I run `kubectl delete deployment web --cascade=foreground --wait=false`
    Then for 1m deployment "web" is still there
    And `kubectl get deployment web -o jsonpath='{.metadata.deletionTimestamp} {.metadata.finalizers}'` prints "foregroundDeletion"
    And there is 1 pod with label "app=web"
    When I run `kubectl patch $(kubectl get pods -o name) --type=merge -p '{"metadata": {"finalizers": null}}'`
    Then within 10s there are no pods with label "app=web"
    And within 10s deployment "web" is gone

  @C-293
  Scenario: Three pods that own each other in a circle are all deleted when one is
    Given the manifest "circle.yaml"
    When the manifest is created
    And 5s pass
    And pod "pod1" is owned by pod "pod3"
    And pod "pod2" is owned by pod "pod1"
    And pod "pod3" is owned by pod "pod2"
    And I run `kubectl delete pod pod1 --cascade=foreground --wait=false`
    Then within 90s there are no pods with label "circle=yes"

  @C-294
  Scenario: The pods and services of a namespace go with it
    Given the namespace "nsdeletetest"
    And the manifest "server.yaml"
    When I run `kubectl create -f server.yaml -n nsdeletetest`
    And I run `kubectl create service clusterip test-service --tcp=80:80 -n nsdeletetest`
    And 5s pass
    And I run `kubectl delete namespace nsdeletetest`
    Then namespace "nsdeletetest" is gone
    And pod "p" in namespace "nsdeletetest" is gone
    And service "test-service" in namespace "nsdeletetest" is gone

  @C-295
  Scenario: The pods of a namespace that is deleted go before its other objects
    Given the namespace "ending"
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p, finalizers: [e2e/keep]}
      spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}
      ---
      {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}
      """
    When I run `kubectl create -f manifest.yaml -n ending`
    And 5s pass
    And I run `kubectl delete namespace ending --wait=false`
    Then for 30s configmap "settings" in namespace "ending" is still there
    And pod "p" in namespace "ending" is "0/1 Completed"
    When I run `kubectl patch pod p -n ending --type=merge -p '{"metadata": {"finalizers": null}}'`
    Then within 30s configmap "settings" in namespace "ending" is gone
    And within 10s namespace "ending" is gone
