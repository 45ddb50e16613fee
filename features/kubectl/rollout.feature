Feature: kubectl rollout

  Scenario: Back to a revision, and what the history says
    Given the manifest "web.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl annotate deployment/web kubernetes.io/change-cause="the first"`
    And I run `kubectl set image deployment/web web=nginx:1.26`
    And I run `kubectl annotate deployment/web kubernetes.io/change-cause="the second" --overwrite`
    And I run `kubectl rollout status deployment/web`
    And I run `kubectl rollout history deployment/web --revision=2`
    Then it prints "deployment.apps/web with revision #2"
    And it prints "Image:"
    And it prints "nginx:1.26"
    And it prints "pod-template-hash="
    And it prints "kubernetes.io/change-cause: the second"
    When I run `kubectl rollout history deployment/web --revision=9`
    Then it fails with "error: unable to find the specified revision"
    When I run `kubectl rollout undo deployment/web --to-revision=1`
    Then it prints "deployment.apps/web rolled back"
    And the field "spec.template.spec.containers[0].image" of deployment "web" is "nginx:1.25"
    When I run `kubectl rollout undo deployment/web --to-revision=9`
    Then it fails with "error: unable to find specified revision 9 in history"

  Scenario Outline: Nothing to go back to
    Given the file "w.yaml"
      """yaml
      apiVersion: apps/v1
      kind: <kind>
      metadata: {name: w}
      spec:
        selector: {matchLabels: {app: w}}
        template:
          metadata: {labels: {app: w}}
          spec: {containers: [{name: c, image: "nginx:1.25"}]}
      """
    When I run `kubectl create -f w.yaml`
    And 10s pass
    And I run `kubectl rollout undo <kind>/w`
    Then it fails with '<says>'

    Examples:
      | kind        | says                                               |
      | Deployment  | error: no rollout history found for deployment "w" |
      | DaemonSet   | error: no last revision to roll back to            |
      | StatefulSet | error: no last revision to roll back to            |

  Scenario Outline: Back to the revision that is there
    Given the file "w.yaml"
      """yaml
      apiVersion: apps/v1
      kind: <kind>
      metadata: {name: w}
      spec:
        selector: {matchLabels: {app: w}}
        template:
          metadata: {labels: {app: w}}
          spec: {containers: [{name: c, image: "nginx:1.25"}]}
      """
    When I run `kubectl create -f w.yaml`
    And 10s pass
    And I run `kubectl rollout undo <what>/w --to-revision=1`
    Then it prints "<what>.apps/w skipped rollback (current template already matches revision 1)"

    Examples:
      | kind        | what        |
      | Deployment  | deployment  |
      | DaemonSet   | daemonset   |
      | StatefulSet | statefulset |

  Scenario: A paused Deployment collects changes
    Given the manifest "web.yaml"
    When the manifest is created
    And 10s pass
    And I run `kubectl rollout pause deployment/web`
    Then it prints "deployment.apps/web paused"
    When I run `kubectl rollout pause deployment/web`
    Then it fails with 'error: deployments.apps "web" is already paused'
    When I run `kubectl set image deployment/web web=nginx:1.26`
    And I run `kubectl rollout undo deployment/web`
    Then it fails with 'error: no rollout history found for deployment "web"'
    When I run `kubectl rollout undo deployment/web --to-revision=1`
    Then it fails with "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again"
    When I run `kubectl rollout restart deployment/web`
    Then it fails with "can't restart paused deployment (run rollout resume first)"
    And for 1m there is 1 replicaset
    When I run `kubectl rollout resume deployment/web`
    Then within 20s the field "status.updatedReplicas" of deployment "web" is "2"
    And there are 2 replicasets

  Scenario: Several containers at a time
    Given the manifest "web.yaml" with these fields
      | field                         | value                                                                                |
      | spec.template.spec.containers | [{name: web, image: "nginx:1.25"}, {name: log, image: "busybox:1.28", command: [sleep, "9999"]}] |
    When the manifest is created
    And I run `kubectl set image deployment/web web=nginx:1.26 log=busybox:1.36`
    Then it prints "deployment.apps/web image updated"
    And the field "spec.template.spec.containers[0].image" of deployment "web" is "nginx:1.26"
    And the field "spec.template.spec.containers[1].image" of deployment "web" is "busybox:1.36"
    When I run `kubectl set image deployment/web nope=nginx:1`
    Then it fails with 'error: unable to find container named "nope"'
