@images
Feature: A volume of type image shows what lies in an image

  Scenario: its files are there, and cannot be changed
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        volumes:
        - {name: v, image: {reference: "busybox:1.35"}}
        containers:
        - name: c
          image: busybox:1.36
          command: [sh, -c, "ls /v/bin/busybox; touch /v/x || echo refused; sleep 3600"]
          volumeMounts: [{name: v, mountPath: /v}]
      """
    When the manifest is created
    And 5s pass
    Then pod "p" is "Running"
    And the log of container "c" contains "/v/bin/busybox"
    And the log of container "c" contains "refused"
    And pod "p" has the event "Pulled" with message 'Container image "busybox:1.35" already present on machine and can be accessed by the pod'

  Scenario: only who mounts an image that is missing waits for it
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        volumes:
        - {name: v, image: {reference: "busybox:nosuchtag"}}
        containers:
        - {name: mounts, image: "busybox:1.36", command: [sleep, "3600"], volumeMounts: [{name: v, mountPath: /v}]}
        - {name: other, image: "busybox:1.36", command: [sleep, "3600"]}
      """
    When the manifest is created
    And 4s pass
    Then pod "p" is "ErrImagePull"
    And container "other" is running
    And pod "p" has the event "Failed" with message 'Error: ErrImagePull'
