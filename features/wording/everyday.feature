Feature: What one says every day of apps, pods and objects

  Background:
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        initContainers:
        - {name: migrate, image: example/migrate:1}
        containers:
        - name: web
          image: example/web:1
          resources: {limits: {memory: 300Mi}}
          ports: [{containerPort: 8080}]
          readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5}
          lifecycle:
            preStop: {exec: {command: [./drain.sh]}}
      """

  Scenario: A node of a size
    Given node "k8s-node01" has 2 CPUs and 4Gi of memory
    When the manifest is created
    Then pod "web" is running and ready after 30s
    And pod "web" is Running and Ready
    And all pods are running and ready

  Scenario Outline: How it ends on SIGTERM: <how>
    Given container "web" <how>
    When the manifest is created
    And pod "web" is ready
    And I delete the pod
    Then within 1m pod "web" is gone
    And container "web" ended with exit code <code>
    And container "web" got no SIGKILL

    Examples:
      | how                             | code |
      | handles SIGTERM in 5s           | 0    |
      | handles SIGTERM within 5s       | 0    |
      | needs 20s to shut down          | 0    |
      | needs 20s to stop               | 0    |
      | exits 3 after SIGTERM           | 3    |
      | exits with exit code 3 on SIGTERM | 3  |

  Scenario: Memory that leaks by the minute
    Given container "web" leaks 100Mi of memory per minute
    When the manifest is created
    Then container "web" has not restarted
    And within 4m container "web" is OOMKilled

  Scenario Outline: Memory that leaks <how>
    Given container "web" leaks <how>
    When the manifest is created
    And 4h pass
    Then container "web" is OOMKilled

    Examples:
      | how                          |
      | 100Mi an hour                |
      | 100Mi of memory every hour   |
      | 10Mi a minute                |
      | 1Mi of memory per second     |

  Scenario: What it writes and serves
    Given container "web" writes "hello" to "/data/index.html"
    And container "web" writes "later" to file "/data/late" after 1m
    And container "web" serves "hello" on "/index.html"
    And container "web" answers "soon" on path "/late"
    When the manifest is created
    And pod "web" is ready
    Then the file "/data/index.html" in container "web" contains "hello"
    And after 1m the file "/data/late" exists in container "web"
    And a GET of ":8080/index.html" from pod "web" answers "hello"
    And a GET of ":8080/late" from pod "web" answers "soon"

  Scenario Outline: A path that does not answer well: <how>
    Given <how>
    When the manifest is created
    Then for 1m pod "web" is not ready

    Examples:
      | how                                                    |
      | container "web" responds with status 503 to "/ready"   |
      | path "/ready" of container "web" returns 503           |
      | the endpoint "/ready" of container "web" fails         |

  Scenario Outline: A path that does not answer well any more: <how>
    Given <how>
    When the manifest is created
    Then pod "web" is ready after 20s
    And within 1m pod "web" is not ready

    Examples:
      | how                                                            |
      | container "web" answers 503 for path "/ready" after 30s        |
      | "/ready" of container "web" answers 503 after 30s              |
      | the endpoint "/ready" of container "web" fails after 30s       |

  Scenario: Images that are there, and that are private
    Given image "example/web:1" is already on every node
    And image "example/migrate:1" is private
    When the manifest is created
    Then within 1m pod "web" is "Init:ImagePullBackOff"

  Scenario: A login that is needed
    Given image "example/web:1" requires a login
    And image "example/migrate:1" is present on all nodes
    When the manifest is created
    Then within 1m pod "web" is "ImagePullBackOff"

  Scenario: The only hook that there is
    Given the preStop hook takes 10s
    When the manifest is created
    And pod "web" is ready
    Then the preStop hook has not run
    When I delete the pod
    And 5s pass
    Then the preStop hook is running
    And within 10s the preStop hook has succeeded
    And the preStop hook ran before SIGTERM
    And the preStop hook ran
    And the preStop hook took 10s
    And within 5s the preStop hook has run

  Scenario: The only hook fails
    Given the preStop hook fails
    When the manifest is created
    And pod "web" is ready
    And I delete the pod
    Then within 5s the preStop hook failed

  Scenario: A hook that runs
    When the manifest is created
    And pod "web" is ready
    And I delete the pod
    And the preStop hook runs
    Then the preStop hook of container "web" has run

  Scenario: What is told of a deletion
    Given container "web" needs 20s to terminate
    When the manifest is created
    And pod "web" is ready
    And I delete the pod
    Then pod "web" has a deletion timestamp
    And pod "web" still exists
    And pod "web" is still there after 5s
    And pod "web" is gone after 1m

  Scenario: In a hurry
    Given container "web" ignores SIGTERM
    When the manifest is created
    And pod "web" is ready
    And I delete pod "web" immediately
    Then within 10s pod "web" is gone

  Scenario: A new image for the only container of its name
    When the manifest is created
    And pod "web" is ready
    And I set the image of container "web" to "example/web:2"
    Then within 30s the image of container "web" is "example/web:2"
    When the image of container "web" is changed to "example/web:3"
    Then within 30s the image of container "web" is "example/web:3"

  Scenario: A label
    When the manifest is created
    And I label pod "web" with "app=debug"
    Then there is a pod with label "app=debug"

  Scenario: A service that comes and goes
    Given service "db" is created after 20s
    And service "db" is deleted after 40s
    When the manifest is created
    And 30s pass
    Then service "db" exists
    And service "db" is gone after 30s

  Scenario: The order of a start
    When the manifest is created
    And init container "migrate" completed
    And pod "web" is ready
    Then the containers started in the order "migrate", "web"
    And never more than 1 pod exists
