@probe @A3 @experiment
Feature: A startup probe holds the other probes back
  `startupprobe-1` has a startup probe for /index1.html, thirty tries of ten seconds, and a readiness probe for
  /index2.html. Neither page is in the image.

  Background:
    Given the manifest "startupprobe-1.yaml"

  Scenario: one page after the other makes the pod ready
    When I run `kubectl create -f startupprobe-1.yaml`
    And 33s pass
    Then the startup probe of container "myapp-container" has failed at least 3 times
    And the readiness probe of container "myapp-container" has never run
    When I run `kubectl exec startupprobe-1 -- touch /usr/local/nginx/html/index1.html`
    Then within 11s the startup probe of container "myapp-container" has succeeded once
    And for 10s pod "startupprobe-1" stays "0/1"
    And the readiness probe of container "myapp-container" never runs before its startup probe has succeeded
    When I run `kubectl exec startupprobe-1 -- touch /usr/local/nginx/html/index2.html`
    Then within 4s pod "startupprobe-1" is "1/1"
    And pod "startupprobe-1" has taken this course
      | AGE        | READY | STATUS            | RESTARTS |
      | 0s         | 0/1   | Pending           | 0        |
      | 0s         | 0/1   | ContainerCreating | 0        |
      | 0s to 3s   | 0/1   | Running           | 0        |
      | 43s to 60s | 1/1   | Running           | 0        |

  @claim-043
  Scenario: after its success the startup probe never runs again
    When I run `kubectl create -f startupprobe-1.yaml`
    Then within 5s pod "startupprobe-1" is "Running"
    When I run `kubectl exec startupprobe-1 -- touch /usr/local/nginx/html/index1.html /usr/local/nginx/html/index2.html`
    Then within 15s pod "startupprobe-1" is "1/1"
    When I run `kubectl exec startupprobe-1 -- rm /usr/local/nginx/html/index1.html`
    Then for 10m pod "startupprobe-1" stays "1/1"
    And the startup probe of container "myapp-container" has succeeded once
    When I run `kubectl exec startupprobe-1 -- rm /usr/local/nginx/html/index2.html`
    Then within 10s pod "startupprobe-1" is "0/1"
    And for 5m pod "startupprobe-1" stays "0/1"
    And pod "startupprobe-1" has never restarted

  @claim-042
  Scenario Outline: without its page the container is restarted after thirty failures, in <release>
    When I run `kubectl create -f startupprobe-1.yaml`
    Then pod "startupprobe-1" shows "0/1 Running" at 119s
    And pod "startupprobe-1" shows "0/1 Running" at 289s
    And the startup probe of container "myapp-container" runs every 10s
    And within <wait> pod "startupprobe-1" has restarted once
    And pod "startupprobe-1" has taken this course
      | AGE             | READY | STATUS            | RESTARTS |
      | 0s              | 0/1   | Pending           | 0        |
      | 0s              | 0/1   | ContainerCreating | 0        |
      | 0s to 3s        | 0/1   | Running           | 0        |
      | <restarted>     | 0/1   | Running           | 1        |
    And the readiness probe of container "myapp-container" has never run
    And pod "startupprobe-1" has the event "Killing" with message "Container myapp-container failed startup probe, will be restarted"
    And pod "startupprobe-1" has the event "Unhealthy" with message "Startup probe failed: HTTP probe failed with statuscode: 404"
    And container "myapp-container" last ended with exit code 0

    Examples: the failure itself is a reason to act
      | release | wait | restarted    |
      | 1.36    | 15s  | 299s to 302s |

    @k8s-1.20
    Examples: the failure waits for the next regular sync of the pod
      | release | wait | restarted    |
      | 1.20    | 105s | 290s to 394s |
