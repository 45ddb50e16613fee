@conformance
Feature: What conformance asks of kubectl
  Nothing in the cluster acts on ReplicationControllers yet: of C-306, `describe rc` is checked for what the object says, not
  for its pods.

  @C-299
  Scenario Outline: exec ends with the exit code of the command, <code>
    Given the manifest "shell.yaml"
    When the manifest is created
    And 5s pass
    And I run `kubectl exec p -- sh -c "exit <code>"`
    Then its exit code is <status>

    Examples:
      | code | status |
      | 0    | 0      |
      | 42   | 42     |

  @C-301
  Scenario: A command that is run with policy OnFailure and fails does not come to an end
    When I run `kubectl run failing -i --image=busybox:1.28 --restart=OnFailure --pod-running-timeout=2m -- sh -c "cat && exit 42"`
    Then it fails with "timed out"
    And pod "failing" has restarted at least 1 time

  @C-301
  Scenario: A pod that is run with --rm is gone afterwards
    When I run `echo abcd1234 | kubectl run failing -i --image=busybox:1.28 --restart=Never --rm -- sh -c "cat && exit 42"`
    Then its exit code is 42
    And it prints "abcd1234"
    And pod "failing" is gone

  @C-302
  Scenario: logs gives the last line, a byte, the time of each line, and what is recent
    Given the manifest "shell.yaml" with these fields
      | field                      | value                                                                    |
      | spec.containers[0].command | [sh, -c, "echo one; echo two; sleep 2.5; echo three; echo four; sleep 600"] |
    When the manifest is created
    And 4s pass
    Then `kubectl logs p --tail=1` shows
      """
      four
      """
    And `kubectl logs p --limit-bytes=1` shows
      """
      o
      """
    And `kubectl logs p --tail=1 --timestamps | grep -cE '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]+(Z|[-+][0-9:]+) four$'` shows
      """
      1
      """
    And `kubectl logs p --since=2s` shows
      """
      three
      four
      """
    And `kubectl logs p --since=24h` shows
      """
      one
      two
      three
      four
      """

  @C-303
  Scenario: run with policy Never makes one pod with one container of the image
    When I run `kubectl run web --image=httpd:2.4 --restart=Never`
    Then it prints "pod/web created"
    And `kubectl get pod web -o jsonpath='{.spec.restartPolicy} {.spec.containers[*].image}'` shows
      """
      Never httpd:2.4
      """
    And `kubectl get all -o name | grep -v service/kubernetes` shows
      """
      pod/web
      """

  @C-305
  Scenario: replace changes the image of the running container
    When I run `kubectl run web --image=httpd:2.4 --labels=run=web`
    Then within 10s pod "web" is "1/1 Running"
    When I run `kubectl get pod web -o yaml | sed 's/image: httpd:2.4$/image: busybox:1.28/' | kubectl replace -f -`
    Then it prints "pod/web replaced"
    And `kubectl get pod web -o jsonpath='{.spec.containers[0].image}'` shows
      """
      busybox:1.28
      """
    And within 30s container "web" has started at least 2 times

  @C-306
  Scenario Outline: describe <what> shows what it is and how it stands
    Given the manifest "server.yaml"
    And the manifest
      """yaml
      apiVersion: v1
      kind: ReplicationController
      metadata: {name: web, labels: {app: web}}
      spec:
        replicas: 1
        selector: {app: web}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "nginx:1.17.1", ports: [{containerPort: 80}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, labels: {app: web}}
      spec:
        selector: {app: web}
        ports: [{port: 80}]
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl describe <what>`
    Then it prints "Name:"
    And it prints "Labels:"
    And it prints "<one>"
    And it prints "<two>"
    And it prints "<three>"

    Examples:
      | what              | one                      | two                       | three                        |
      | pod p             | Namespace:        default | Status:           Running | Image:          nginx:1.17.1 |
      | rc web            | Namespace:    default    | Selector:     app=web     | Image:         nginx:1.17.1  |
      | service web       | Namespace:               | Selector:                 | Endpoints:                   |
      | node k8s-node01   | Conditions:              | Capacity:                 | Allocated resources:         |
      | namespace default | Status:       Active     | No resource quota.        | No LimitRange resource.      |

  @C-307
  Scenario: A server-side dry run of a patch changes nothing
    When I run `kubectl run web --image=httpd:2.4 --labels=run=web`
    Then within 10s pod "web" is "1/1 Running"
    When I run `kubectl patch pod web --dry-run=server -p '{"spec": {"containers": [{"name": "web", "image": "busybox:1.28"}]}}'`
    Then it prints "pod/web patched (server dry run)"
    And `kubectl get pod web -o jsonpath='{.spec.containers[0].image}'` shows
      """
      httpd:2.4
      """
    And for 1m container "web" has started once
