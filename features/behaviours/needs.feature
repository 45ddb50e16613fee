Feature: Apps that can't start without something else
  Many programs connect to their database before they serve. Those that give up are restarted later and later; those that wait
  are not restarted, but never become ready either.

  Background:
    Given the following manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        replicas: 1
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers:
            - {name: shop, image: example/shop:1, readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 2}}
      """
    And the manifest "db.yaml":
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {selector: {app: db}, ports: [{port: 5432}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: db, labels: {app: db}}
      spec:
        containers:
        - {name: db, image: example/db:1, ports: [{containerPort: 5432}], readinessProbe: {tcpSocket: {port: 5432}, periodSeconds: 1}}
      """

  Scenario: It gives up, and comes up when its turn comes
    Given container "shop" needs service "db" to start
    And container "db" starts serving after 25s
    When the manifests are created
    Then within 40s container "shop" has restarted 2 times
    And container "shop" ended with exit code 1
    And pod "shop-*" has never shown "1/1 Running"
    # The third pause lasts 40 s
    And deployment "shop" becomes available within 50s
    And for 10m container "shop" has a restart count of 3

  Scenario: It waits
    Given container "shop" waits for service "db" before it serves
    And container "db" starts serving after 25s
    When the manifests are created
    Then deployment "shop" is not available after 20s
    And deployment "shop" is available within 15s
    And container "shop" has never restarted

  Scenario: It waits for half a minute, which is not enough
    Given container "shop" waits up to 30s for service "db"
    And container "db" starts serving after 40s
    When the manifests are created
    Then within 40s container "shop" failed
    And within 1m deployment "shop" is available

  Scenario: It is told to stop while it waits
    Given container "shop" waits for service "db"
    And container "db" refuses connections
    When the manifests are created
    And 20s pass
    And I delete pod "shop-*"
    Then within 2s container "shop" ended with exit code 0

  Scenario Outline: The service is <state>, and it says with what it ends
    Given container "shop" exits with code 3 on startup while service "db" is <state>
    And container "db" refuses connections
    When the manifests are created
    And 1m passes
    Then pod "shop-*" is "<status>"

    Examples:
      | state   | status           |
      | missing | Running          |
      | down    | CrashLoopBackOff |

  Scenario: A migration that has to wait for its database
    Given the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate}
      spec:
        backoffLimit: 2
        template:
          spec:
            restartPolicy: Never
            containers: [{name: migrate, image: example/migrate:1}]
      """
    And container "migrate" depends on service "db"
    And container "shop" crashes at once when service "db" is unreachable
    And container "db" starts serving after 15s
    When the manifests are created
    Then within 2m job "migrate" completes
    And job "migrate" has failed twice

  Scenario: A machine outside
    Given container "shop" needs "db.example:5432" to start
    When the manifests are created
    Then within 1m pod "shop-*" crash-loops

  Scenario Outline: It <fails>
    Given container "shop" <fails>
    When the manifests are created
    Then within 1m pod "shop-*" crash-loops

    Examples:
      | fails                                                             |
      | exits with code 3 at once while "db.example:5432" is unreachable |
      | crashes on startup while "db.example:5432" is down                |
      | fails on start when service "cache" is missing                    |
