@conformance
Feature: What conformance asks of Deployments

  @C-173
  Scenario: Recreate runs no pod of the new revision while one of the old still runs
    Given the manifest "web-deployment.yaml" with these fields
      | field                                            | value            |
      | spec.strategy                                    | {type: Recreate} |
      | spec.template.spec.terminationGracePeriodSeconds | 10               |
    When the manifest is created
    And 10s pass
    Then 3 pods with label "app=web" are "1/1 Running"
    When I run `kubectl set image deployment web web=nginx:1.26`
    Then within 5s 3 pods with label "app=web" are "1/1 Terminating"
    And within 1m no pod with label "app=web" is "Terminating"
    And within 10s 3 pods with label "app=web" are "1/1 Running"
    And no more than 3 pods with label "app=web" ever ran at once

  @C-174
  Scenario: Without history a rollout leaves only the newest ReplicaSet
    Given the manifest "web-deployment.yaml" with these fields
      | field                     | value |
      | spec.replicas             | 1     |
      | spec.revisionHistoryLimit | 0     |
    When the manifest is created
    And 10s pass
    And I run `kubectl set image deployment web web=nginx:1.26`
    Then within 2s there are 2 replicasets with label "app=web"
    And within 20s there is 1 replicaset with label "app=web"
    And deployment "web" has the event "ScalingReplicaSet" 3 times
    And `kubectl get replicasets -o wide` shows
      | DESIRED | CURRENT | READY | IMAGES     |
      | 1       | 1       | 1     | nginx:1.26 |

  @C-175
  Scenario: A rollout that is stuck is overtaken by a newer one
    Given the manifest "web-deployment.yaml" with these fields
      | field                | value                                     |
      | spec.replicas        | 1                                         |
      | spec.minReadySeconds | 10                                        |
      | spec.strategy        | {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}} |
    And image "nginx:no-such-version" is absent
    When the manifest is created
    And 15s pass
    And I run `kubectl set image deployment web web=nginx:no-such-version`
    And 20s pass
    Then 1 pod with label "app=web" is "1/1 Running"
    And at most 1 pod with label "app=web" is "ErrImagePull"
    When I run `kubectl set image deployment web web=nginx:1.26`
    Then for 10s at least 1 pod with label "app=web" is "1/1 Running"
    And within 1m the field "status.updatedReplicas" of deployment "web" is "1"
    And within 30s the field "status.availableReplicas" of deployment "web" is "1"
    And the field "metadata.annotations[deployment.kubernetes.io/revision]" of deployment "web" is "3"
    And `kubectl get replicasets -o wide --sort-by=.spec.replicas` shows
      | DESIRED | CURRENT | IMAGES |
      | 0       | 0       | *      |
      | 0       | 0       | *      |
      | 1       | 1       | nginx:1.26 |

  @C-177
  Scenario: The scale subresource is read, written and patched
    Given the manifest "web-deployment.yaml" with these fields
      | field         | value |
      | spec.replicas | 1     |
    When the manifest is created
    And 10s pass
    Then `kubectl get deployment web --subresource=scale -o jsonpath={.spec.replicas}` prints "1"
    When I run `kubectl scale deployment web --replicas=2`
    Then the field "spec.replicas" of deployment "web" is "2"
    And within 10s 2 pods with label "app=web" are "1/1 Running"
    When I run `kubectl patch deployment web --subresource=scale --type=merge -p '{"spec": {"replicas": 4}}'`
    Then the field "spec.replicas" of deployment "web" is "4"
    And within 10s 4 pods with label "app=web" are "1/1 Running"

  @C-178
  Scenario: Each step of a Deployment's life is visible on a watch
    Given the manifest "web-deployment.yaml" with these fields
      | field         | value |
      | spec.replicas | 1     |
    When I start `kubectl get deployments -o wide -w --output-watch-events`
    And I run `kubectl create -f web-deployment.yaml` in another window
    And 10s pass
    And I run `kubectl patch deployment web -p '{"spec": {"replicas": 2, "template": {"spec": {"containers": [{"name": "web", "image": "nginx:1.26"}]}}}}'` in another window
    And 20s pass
    And I run `kubectl patch deployment web --subresource=status -p '{"status": {"conditions": [{"type": "StatusPatched", "status": "True"}]}}'` in another window
    And 5s pass
    And I run `kubectl delete deployment web` in another window
    And 40s pass
    Then it prints "ADDED      web    0/1"
    And it prints "MODIFIED   web    1/1"
    And it prints "nginx:1.25"
    And it prints "MODIFIED   web    2/2"
    And it prints "nginx:1.26"
    And it prints "DELETED    web"
    And there are no pods with label "app=web"

  @C-179
  Scenario: A condition that a client writes into the status is read back
    Given the manifest "web-deployment.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl patch deployment web --subresource=status -p '{"status": {"conditions": [{"type": "StatusUpdate", "status": "True", "reason": "E2E", "message": "Set from e2e test"}]}}'`
    Then condition "StatusUpdate" of deployment "web" is "True" with reason "E2E"
    And `kubectl get deployment web --subresource=status -o jsonpath={.status.readyReplicas}` prints "3"

  @C-181
  Scenario: A ReplicaSet without owner is adopted by a new Deployment with the same selector
    Given the manifest "web-deployment.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl delete deployment web --cascade=orphan`
    And 30s pass
    Then there is 1 replicaset with label "app=web"
    And 3 pods with label "app=web" are "1/1 Running"
    And the field "metadata.ownerReferences[0]" of replicaset "web-544c4bf578" is not set
    When I run `kubectl create -f web-deployment.yaml`
    And 10s pass
    Then there is 1 replicaset with label "app=web"
    And the field "metadata.ownerReferences[0].name" of replicaset "web-544c4bf578" is "web"
    And the field "metadata.uid" of replicaset "web-544c4bf578" has had 1 value
    And no more than 3 pods with label "app=web" ever ran at once

  @C-182
  Scenario Outline: A rollout completes after many changes in a row, seed <seed>
    Given seed <seed>
    And the manifest "web-deployment.yaml" with these fields
      | field                           | value |
      | spec.replicas                   | 6     |
      | spec.progressDeadlineSeconds    | 300   |
      | spec.template.spec.terminationGracePeriodSeconds | 1 |
    When the manifest is created
    And 2s pass
    And I run `kubectl set image deployment web web=nginx:1.26`
    And 1s passes
    And I run `kubectl scale deployment web --replicas=9`
    And 1s passes
    And I run `kubectl rollout undo deployment web`
    And I run `kubectl delete pods -l app=web --wait=false`
    And I run `kubectl rollout pause deployment web`
    And I run `kubectl set image deployment web web=nginx:1.27`
    And 3s pass
    And I run `kubectl scale deployment web --replicas=5`
    And I run `kubectl rollout resume deployment web`
    And 2s pass
    And I run `kubectl rollout restart deployment web`
    And 1s passes
    And I run `kubectl delete pods -l app=web --wait=false`
    And I run `kubectl scale deployment web --replicas=6`
    And I run `kubectl rollout status deployment web --timeout=300s`
    Then its exit code is 0
    And condition "Progressing" of deployment "web" is "True" with reason "NewReplicaSetAvailable"
    And 6 pods with label "app=web" are "1/1 Running"

    Examples:
      | seed |
      | 1    |
      | 2    |
      | 3    |
      | 4    |
      | 5    |
