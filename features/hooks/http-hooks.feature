@hooks @experiment
Feature: postStart and preStop ask a web server, from the node
  The request comes from the kubelet, not from the container. Any answer is a success, an error status too; the hook
  fails only when no answer comes.

  @A11
  Scenario: a server outside the cluster sees both requests
    Given the manifest "lifecycle-httpget-pod.yaml"
    And a server at "192.168.66.11" listens on port 1234
    When I run `kubectl create -f lifecycle-httpget-pod.yaml`
    Then within 4s pod "lifecycle-httpget-pod" is "1/1 Running"
    And the server at "192.168.66.11" was asked for "/index.html" by "kube-lifecycle/1.36"
    And for 3m pod "lifecycle-httpget-pod" stays "1/1 Running"
    When I run `kubectl delete pod lifecycle-httpget-pod`
    Then the server at "192.168.66.11" was asked for "/hostname.html" by "kube-lifecycle/1.36"
    And the server at "192.168.66.11" was asked for "/index.html" once
    And the server at "192.168.66.11" was asked for "/hostname.html" once
    And container "lifecycle-httpget-container" got signal "SIGQUIT" never
    And container "lifecycle-httpget-container" got signal "SIGTERM" only after its preStop hook had ended
    And pod "lifecycle-httpget-pod" was gone less than 4s after the deletion
    And pod "lifecycle-httpget-pod" went through "Pending", "ContainerCreating", "Running", "Terminating", "Completed" in this order

  @A11
  Scenario Outline: Kubernetes <release> calls itself <user agent> and asks for <path>
    Given Kubernetes <release>
    And the manifest "lifecycle-httpget-pod.yaml"
    And a server at "192.168.66.11" listens on port 1234
    When I run `kubectl create -f lifecycle-httpget-pod.yaml`
    Then within 5s the server at "192.168.66.11" was asked for "<path>" by "<user agent>"
    And within 5s pod "lifecycle-httpget-pod" is "1/1 Running"

    Examples:
      | release | user agent          | path         |
      | 1.20    | Go-http-client/1.1  | //index.html |
      | 1.25    | Go-http-client/1.1  | //index.html |
      | 1.26    | kube-lifecycle/1.26 | /index.html  |
      | 1.29    | kube-lifecycle/1.29 | /index.html  |
      | 1.36    | kube-lifecycle/1.36 | /index.html  |

  @E4
  Scenario: host, port and scheme of the hook say whom to ask
    Given the namespace "dev"
    And the manifest "hook-httpget.yaml"
    And a server at "192.168.109.100" listens on port 80
    When I run `kubectl create -f hook-httpget.yaml`
    Then within 5s pod "pod-hook-httpget" in namespace "dev" is "1/1 Running"
    And the server at "192.168.109.100" was asked for "/" by "kube-lifecycle/1.36"
    And for 2m pod "pod-hook-httpget" in namespace "dev" stays "1/1 Running"
    And the server at "192.168.109.100" was asked for "/" once
    And pod "pod-hook-httpget" in namespace "dev" went through "Pending", "ContainerCreating", "Running" in this order

  @claim-079 @E4
  Scenario: while the machine is down the container is killed and restarted again and again
    Given the namespace "dev"
    And the manifest "hook-httpget.yaml"
    And host "192.168.109.100" is down
    When I run `kubectl create -f hook-httpget.yaml`
    Then within 60s container "main-container" waits with reason "PostStartHookError"
    And pod "pod-hook-httpget" in namespace "dev" has the event "FailedPostStartHook" with message "PostStartHook failed"
    And pod "pod-hook-httpget" in namespace "dev" has the event "Killing" with message "FailedPostStartHook"
    When 2m pass
    Then pod "pod-hook-httpget" in namespace "dev" has shown "CrashLoopBackOff"
    And container "main-container" has started at least 2 times
    And pod "pod-hook-httpget" in namespace "dev" has never shown "Running"

  Scenario Outline: an answer with status <status> is a success
    Given the manifest "lifecycle-httpget-pod.yaml"
    And a server at "192.168.66.11" listens on port 1234
    And the server at "192.168.66.11" answers "/index.html" with status <status>
    When the manifest is created
    Then within 5s pod "lifecycle-httpget-pod" is "1/1 Running"
    And the postStart hook of container "lifecycle-httpget-container" has succeeded
    And for 1m pod "lifecycle-httpget-pod" stays "1/1 Running"
    And pod "lifecycle-httpget-pod" has no event "FailedPostStartHook"

    Examples:
      | status |
      | 200    |
      | 302    |
      | 404    |
      | 500    |

  Scenario: a server that answers late keeps the container from being Running
    Given the manifest "lifecycle-httpget-pod.yaml"
    And a server at "192.168.66.11" listens on port 1234
    And the server at "192.168.66.11" takes 20s to answer
    When the manifest is created
    And 3s pass
    Then for 15s pod "lifecycle-httpget-pod" stays "0/1 ContainerCreating"
    And container "lifecycle-httpget-container" is running
    And within 5s pod "lifecycle-httpget-pod" is "1/1 Running"
    And the postStart hook of container "lifecycle-httpget-container" took about 20s

  Rule: Redirects are followed, from 1.26 on to the same host alone

    Background:
      Given the manifest:
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: shop}
        spec:
          containers:
            - name: shop
              image: example/shop:1
              ports: [{containerPort: 8080}]
              lifecycle: {preStop: {httpGet: {path: drain, port: 8080}}}
        """

    Scenario Outline: Kubernetes <release> sends the hook to another host <times>
      Given Kubernetes <release>
      And a server at "192.168.66.11" listens on port 1234
      And container "shop" redirects "/drain" to "http://192.168.66.11:1234/drained"
      When the manifest is created
      And pod "shop" becomes ready
      And I run `kubectl delete pod shop`
      Then the server at "192.168.66.11" was asked for "/drained" <times>
      And the preStop hook of container "shop" has succeeded

      Examples:
        | release | times |
        | 1.25    | once  |
        | 1.26    | never |

    Scenario: A redirect that never ends fails the hook
      Given Kubernetes 1.25
      And container "shop" redirects "/drain" to "/drain"
      When the manifest is created
      And pod "shop" becomes ready
      And I run `kubectl delete pod shop`
      Then pod "shop" has the event "FailedPreStopHook" with message "stopped after 10 redirects"
