@nodes
Feature: Pods that take more of the disk than they may
  The kubelet looks every ten seconds what containers have written and how long their logs are, and every minute or two what
  lies in volumes. Nothing stops a write: a pod that is beyond a limit is evicted afterwards.

  Scenario Outline: An emptyDir with a sizeLimit, in Kubernetes <release>
    Given Kubernetes <release>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: cache}
      spec:
        containers:
        - name: app
          image: busybox:1.36
          command: [sh, -c, "sleep 5; dd if=/dev/zero of=/cache/index bs=1M count=<size>; trap 'exit 0' TERM; while true; do sleep 1; done"]
          volumeMounts: [{name: cache, mountPath: /cache}]
        volumes: [{name: cache, emptyDir: {sizeLimit: 10Mi}}]
      """
    When the manifest is created
    Then within 5s pod "cache" is "1/1 Running"
    And within 4m pod "cache" has phase "Failed"
    And the field "status.reason" of pod "cache" is "Evicted"
    And the field "status.message" of pod "cache" is "Usage of EmptyDir volume \"cache\" exceeds the limit \"10Mi\". "
    And pod "cache" has the event "Evicted" with message "Usage of EmptyDir volume \"cache\" exceeds the limit \"10Mi\"."
    # It disturbs nobody but itself.
    And pod "cache" has no condition "DisruptionTarget"
    And container "app" has started once

    Examples:
      | release | size |
      | 1.20    | 11   |
      | 1.26    | 11   |

  Scenario: As much as its sizeLimit allows
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: cache}
      spec:
        containers:
        - name: app
          image: busybox:1.36
          command: [sh, -c, "dd if=/dev/zero of=/cache/index bs=1M count=9; sleep 3600"]
          volumeMounts: [{name: cache, mountPath: /cache}]
        volumes: [{name: cache, emptyDir: {sizeLimit: 10Mi}}]
      """
    When the manifest is created
    Then within 5s pod "cache" is "1/1 Running"
    And for 10m pod "cache" stays "1/1 Running"

  Scenario Outline: A container with a limit that writes <what>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: writer}
      spec:
        containers:
        - name: app
          image: busybox:1.36
          command: [sh, -c, "sleep 5; <script>; sleep 3600"]
          resources: {limits: {ephemeral-storage: 1Mi}}
        - name: other
          image: busybox:1.36
          command: [sleep, "3600"]
          resources: {limits: {ephemeral-storage: <other limit>}}
      """
    When the manifest is created
    Then within 5s pod "writer" is "2/2 Running"
    And within 30s pod "writer" has the event "Evicted" with message '<message>'
    And within 10s pod "writer" has phase "Failed"
    And for 5m pod "writer" stays "0/2 Error"

    Examples:
      | what                              | script                                  | other limit | message                                                                      |
      | a file                            | dd if=/dev/zero of=/tmp/a bs=1M count=2 | 4Mi         | Container app exceeded its local ephemeral storage limit "1Mi".              |
      | more than all containers may have | dd if=/dev/zero of=/tmp/a bs=1M count=3 | 1Mi         | Pod ephemeral local storage usage exceeds the total limit of containers 2Mi. |
      | a long log                        | seq 30000                               | 9Mi         | Container app exceeded its local ephemeral storage limit "1Mi".              |

  Scenario: What lies in other volumes does not count
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: writer}
      spec:
        containers:
        - name: app
          image: busybox:1.36
          command: [sh, -c, "dd if=/dev/zero of=/data/a bs=1M count=20; sleep 3600"]
          resources: {limits: {ephemeral-storage: 1Mi}}
          volumeMounts: [{name: data, mountPath: /data}]
        volumes: [{name: data, hostPath: {path: /srv/data, type: DirectoryOrCreate}}]
      """
    When the manifest is created
    Then within 5s pod "writer" is "1/1 Running"
    And for 10m pod "writer" stays "1/1 Running"

  Scenario: A Deployment makes a new pod, which meets its limit again
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: writer}
      spec:
        replicas: 1
        selector: {matchLabels: {app: writer}}
        template:
          metadata: {labels: {app: writer}}
          spec:
            containers:
            - name: app
              image: busybox:1.36
              command: [sh, -c, "sleep 60; dd if=/dev/zero of=/tmp/a bs=1M count=20; sleep 3600"]
              resources: {limits: {ephemeral-storage: 10Mi}}
      """
    When the manifest is created
    And 4m pass
    Then 3 pods with label "app=writer" are "0/1 Error"
    And 1 pod with label "app=writer" is "1/1 Running"
