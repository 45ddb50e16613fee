Feature: What has to do with what

  Scenario: A sidecar and the container that it serves
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        initContainers:
        - {name: proxy, image: example/proxy:1, restartPolicy: Always}
        containers:
        - {name: web, image: example/web:1}
      """
    When the manifest is created
    And 20s pass
    And I delete pod "web"
    And 20s pass
    Then container "proxy" outlives container "web"
    And container "proxy" was still running when container "web" ended
    And container "proxy" stops after container "web"

  Scenario: Pods of a Deployment
    Given the manifest "shop.yaml"
    When the manifest is created
    And 30s pass
    Then no more than 2 pods of deployment "shop" existed at once
    And no more than 2 pods of deployment "shop" ran at once
    And 2 pods of deployment "shop" ran

  Scenario: Whose it is
    Given a deployment "web" with 1 replica of image "example/web:1"
    When the manifest is created
    And 10s pass
    Then pod "web-*" belongs to deployment "web"
    And pod "web-*" is owned by replicaset "web-*"
    And pod "web-*" has the label app=web

  Scenario: A Job that runs out of time
    Given the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: import}
      spec:
        activeDeadlineSeconds: 30
        template:
          spec: {restartPolicy: Never, containers: [{name: import, image: example/import:1}]}
      """
    And container "import" takes 5m
    When the manifest is created
    Then within 1m job "import" times out
    And job "import" exceeded its active deadline
    And exactly 1 pod of job "import" ran

  Scenario: A pod that gets a new address
    Given a pod "web" with image "example/web:1"
    When the manifest is created
    And 10s pass
    And the node of pod "web" reboots
    And 1m passes
    Then the IP of pod "web" changed
    And pod "web" has a new IP address
    And pod "web" got a new address
