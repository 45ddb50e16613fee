Feature: What people do, in their own words

  Scenario: A Deployment is changed in many ways
    Given a single-node cluster
    And the manifest "shop.yaml"
    And the Kubernetes version is 1.34
    When the manifest is created
    And I wait for deployment "shop" to become available
    And I scale up deployment "shop" to 3
    And I wait for deployment "shop" to be available
    Then within 10s deployment "shop" has 3 replicas ready
    When I pause deployment "shop"
    And I set image "example.com/shop:2" on deployment "shop"
    And 30s pass
    Then deployment "shop" has revision 1
    When I resume deployment "shop"
    Then within 2m deployment "shop" runs image "example.com/shop:2"
    When deployment "shop" is updated to image "example.com/shop:3"
    And I patch deployment "shop" with '{"spec":{"replicas":1}}'
    And 1m passes
    Then deployment "shop" has 1 pod
    And deployment "shop" has revision 3

  Scenario: A CronJob that is suspended and triggered
    Given the cluster runs Kubernetes 1.30
    And the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: tick}
      spec:
        schedule: "* * * * *"
        jobTemplate:
          spec:
            template:
              spec: {restartPolicy: Never, containers: [{name: tick, image: example/tick:1}]}
      """
    When the manifest is created
    And I suspend cronjob "tick"
    And 3m pass
    Then cronjob "tick" has no jobs
    When I trigger cronjob "tick"
    Then within 10s job "tick-manual" completes
    When I resume cronjob "tick"
    And 1m passes
    Then cronjob "tick" created 3 jobs

  Scenario: A CronJob that is run now
    Given Kubernetes is 1.30
    And a cluster
    And the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report}
      spec:
        schedule: "0 0 * * *"
        jobTemplate:
          spec:
            template:
              spec: {restartPolicy: Never, containers: [{name: report, image: example/report:1}]}
      """
    When the manifest is created
    And I run cronjob "report" now
    Then within 10s job "report-manual" succeeds

  Scenario: A pod is deleted without a last word
    Given a pod "web" with image "example/web:1"
    And container "web" ignores SIGTERM
    When the manifest is created
    And 10s pass
    And I force delete pod "web"
    Then within 3s pod "web" is gone

  Scenario: The same in the passive voice, and of a pod that is patched
    Given a pod "web" with image "example/web:1"
    When the manifest is created
    And 10s pass
    And I patch pod "web" with '{"metadata":{"labels":{"tier":"front"}}}'
    Then pod "web" has the label "tier=front"
    When pod "web" is force deleted
    Then within 3s pod "web" is gone

  Scenario: Signals
    Given a pod "web" with image "example/web:1"
    When the manifest is created
    And 10s pass
    And I send SIGTERM to container "web"
    Then within 3s container "web" ended with exit code 0
    When 30s pass
    And container "web" is signalled with SIGKILL
    Then within 3s container "web" ended with exit code 137

  Scenario: What is there already
    Given an empty cluster
    And a namespace "shop"
    And a service "db"
    And a config map "settings"
    And a secret "creds"
    Then secret "creds" exists
    And configmap "settings" exists
    And service "db" exists
    And namespace "shop" exists

  Scenario: An app that makes and removes its files, and tells of it
    Given a pod "web" with image "example/web:1"
    And container "web" creates the file "/tmp/ready" after 10s
    And container "web" removes "/tmp/ready" after 30s
    And container "web" logs "gone" after 30s
    When the manifest is created
    And 20s pass
    Then container "web" has the file "/tmp/ready"
    When 20s pass
    Then container "web" has no file "/tmp/ready"
    And container "web" has logged "gone"

  Scenario: A node that is shut down
    Given a cluster of nodes "a" and "b"
    When node "a" is shut down
    And node "b" loses network
    And 2m pass
    Then node "a" is unreachable
    And node "b" is unreachable

  Scenario: A node that is switched off
    Given the single node
    When node "k8s-node01" is switched off
    And 2m pass
    Then node "k8s-node01" is unreachable
