@conformance
Feature: What conformance asks of images

  @C-067
  Scenario: an image of a registry that can't be reached is waited for
    Given the registry "invalid.registry.k8s.io" is down
    And the manifest "server.yaml" with these fields
      | field                              | value                                        |
      | spec.containers[0].image           | invalid.registry.k8s.io/invalid/alpine:3.1   |
      | spec.containers[0].imagePullPolicy | Always                                       |
    When the manifest is created
    Then for 5m pod "p" has phase "Pending"
    And pod "p" went through "ContainerCreating", "ErrImagePull", "ImagePullBackOff" in this order
    And container "c" has never started

  @C-069
  Scenario Outline: an image of a private registry, <with>
    Given image "registry.example.com/team/app:1" needs login "user" with password "secret"
    And the manifest "server.yaml" with these fields
      | field                    | value                           |
      | spec.containers[0].image | registry.example.com/team/app:1 |
      | spec.imagePullSecrets    | <secrets>                       |
    When I run `kubectl create secret docker-registry right --docker-server=registry.example.com --docker-username=user --docker-password=secret`
    And I run `kubectl create secret docker-registry wrong --docker-server=registry.example.com --docker-username=user --docker-password=guess`
    And I run `kubectl create secret docker-registry other --docker-server=registry.example.net --docker-username=user --docker-password=secret`
    And the manifest is created
    Then within 1m pod "p" is "<status>"
    And for 5m pod "p" has phase "<phase>"

    Examples:
      | with                              | secrets                          | status           | phase   |
      | without a secret                  | []                               | ImagePullBackOff | Pending |
      | with a wrong password             | [{name: wrong}]                  | ImagePullBackOff | Pending |
      | with a secret of another registry | [{name: other}]                  | ImagePullBackOff | Pending |
      | with a secret that does not exist | [{name: nosuch}]                 | ImagePullBackOff | Pending |
      | with the right secret             | [{name: right}]                  | 1/1 Running      | Running |
      | with the right secret among wrong | [{name: wrong}, {name: right}]   | 1/1 Running      | Running |

  @C-070
  Scenario: a pull that fails is tried again with growing pauses
    Given image "team/nosuch:1" is absent
    And the manifest "server.yaml" with these fields
      | field                    | value         |
      | spec.containers[0].image | team/nosuch:1 |
    When the manifest is created
    And 90s pass
    Then pod "p" has the event "Pulling" at least 3 times
    And pod "p" has the event "Pulling" at most 7 times
    When 4m pass
    Then the image "team/nosuch:1" was pulled again after pauses of at least 10s, 20s, 40s, 80s
