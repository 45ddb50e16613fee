@images @C7 @experiment
Feature: The pull policy decides whether the registry is asked

  Scenario Outline: policy <policy>, image <where>
    Given image "busybox:1.28" is <where>
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: busybox:1.28
          imagePullPolicy: <policy>
          command: [sleep, "3600"]
      """
    When the manifest is created
    And 40s pass
    Then pod "p" <shows> "<status>"
    And the image "busybox:1.28" was pulled <pulls>
    And pod "p" has the event "<event>" with message '<message>'

    Examples:
      | policy       | where                                    | shows     | status            | pulls           | event              | message                                                             |
      | IfNotPresent | on the node                              | is        | Running           | 0 times         | Pulled             | Container image "busybox:1.28" already present on machine           |
      | IfNotPresent | in the registry only                     | is        | Running           | 1 time          | Pulled             | Successfully pulled image "busybox:1.28"                            |
      | Always       | on the node                              | is        | Running           | 1 time          | Pulled             | Successfully pulled image "busybox:1.28"                            |
      | Always       | in the registry only                     | is        | Running           | 1 time          | Pulled             | Successfully pulled image "busybox:1.28"                            |
      | Never        | on the node                              | is        | Running           | 0 times         | Pulled             | Container image "busybox:1.28" already present on machine           |
      | Never        | in the registry only                     | is        | ErrImageNeverPull | 0 times         | ErrImageNeverPull  | Container image "busybox:1.28" is not present with pull policy of Never |
      | IfNotPresent | absent                                   | has shown | ImagePullBackOff  | at least 2 times | Failed            | Error: ErrImagePull                                                 |
      | Always       | absent                                   | has shown | ImagePullBackOff  | at least 2 times | Failed            | Error: ErrImagePull                                                 |

  Scenario Outline: without a policy the tag decides: <image>
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: c
          image: <image>
          command: [sleep, "3600"]
      """
    When the manifest is created
    Then the field "spec.containers[0].imagePullPolicy" of pod "p" is "<policy>"

    Examples:
      | image          | policy       |
      | busybox        | Always       |
      | busybox:latest | Always       |
      | busybox:1.28   | IfNotPresent |

  Scenario: one bad image of two keeps the pod Pending, although the other container runs
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
      spec:
        containers:
        - name: good
          image: busybox:1.28
          command: [sleep, "3600"]
        - name: bad
          image: busybox:nosuchtag
      """
    When the manifest is created
    And 20s pass
    Then pod "p" is "1/2"
    And pod "p" has phase "Pending"
    And pod "p" has shown "ErrImagePull"
