Feature: Work that never ends

  Scenario: An init container that never finishes
    Given a file "pod.yaml":
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: shop}
      spec:
        initContainers: [{name: migrate, image: example/migrate:1}]
        containers: [{name: shop, image: example/shop:1}]
      """
    And container "migrate" never finishes
    When I create the pod from "pod.yaml"
    Then for 1h the status is Init:0/1
