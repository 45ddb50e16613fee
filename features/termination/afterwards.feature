@termination @A14 @experiment
Feature: What is left of a pod, and who comes after it

  @claim-089
  Scenario: a controller replaces the pod that it lost
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: nginx
              image: nginx:1.17.1
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod $(kubectl get pods -o name | head -n 1 | cut -d/ -f2)`
    Then it prints "deleted"
    And within 5s container "nginx" has started 3 times
    When 3s pass
    Then `kubectl get deployment web` shows
      | NAME | READY | UP-TO-DATE | AVAILABLE |
      | web  | 2/2   | 2          | 2         |

  Scenario: nobody replaces a pod that nobody owns
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    And 10m pass
    Then pod "p" is gone
    And container "c" has started once
    And the sandbox of pod "p" was made once

  @claim-090
  Scenario: files of an emptyDir do not outlive their pod
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        volumes:
        - {name: data, emptyDir: {}}
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 0' TERM; ls /data; date > /data/file; while true; do sleep 0.1; done"]
          volumeMounts:
          - {name: data, mountPath: /data}
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p`
    And I run `kubectl create -f manifest.yaml`
    And 5s pass
    Then the log of container "c" does not contain "file"

  @claim-090
  Scenario: sessions inside the container end with it
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 5s pass
    And I start `kubectl exec -it p -- sh -c "sleep 3600"`
    And I run `kubectl delete pod p` in another window
    And 3s pass
    Then the command has ended with exit code 137
    And it prints "command terminated with exit code 137"

  @claim-090
  Scenario: a log that is followed ends with the container
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: busybox:1.28
          command: [sh, -c, "trap 'echo bye; exit 0' TERM; echo hello; while true; do sleep 0.1; done"]
      """
    When the manifest is created
    And 5s pass
    And I start `kubectl logs -f p`
    And I run `kubectl delete pod p` in another window
    And 3s pass
    Then the command has ended with exit code 0
    And it prints
      """
      hello
      bye
      """

  Scenario: a finalizer keeps the object when everything else is gone
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
        finalizers: [example.com/keep]
      spec:
        containers:
        - name: c
          image: nginx:1.17.1
      """
    When the manifest is created
    And 5s pass
    And I run `kubectl delete pod p --wait=false`
    And 5s pass
    Then pod "p" is "0/1 Completed"
    And container "c" ended with exit code 0
    When I run `kubectl patch pod p --type=json -p '[{"op": "remove", "path": "/metadata/finalizers"}]'`
    Then pod "p" is gone
