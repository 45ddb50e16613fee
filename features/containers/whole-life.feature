@containers @hooks @A13 @experiment
Feature: Init containers, hooks and probes in one pod
  The first container of `lifecycle-pod` has a postStart hook that asks a web server at 192.168.66.11:1234. As long as nobody
  listens there, that container is killed and restarted. The second container waits behind it.

  Background:
    Given the manifest "lifecycle-pod.yaml"
    And service "myservice" is missing
    And service "mydb" is missing

  Scenario: from the first init container to the last page
    When I run `kubectl create -f lifecycle-pod.yaml`
    Then within 2s pod "lifecycle-pod" is "0/2 Init:0/2"
    And for 15s pod "lifecycle-pod" stays "0/2 Init:0/2"
    When I run `kubectl create svc clusterip myservice --tcp=80:80`
    Then within 6s pod "lifecycle-pod" is "0/2 Init:1/2"
    And for 10s pod "lifecycle-pod" stays "0/2 Init:1/2"
    When I run `kubectl create svc clusterip mydb --tcp=80:80`
    Then within 6s pod "lifecycle-pod" is "0/2 PodInitializing"
    And for 28s pod "lifecycle-pod" stays "0/2 PodInitializing"
    And container "myapp-container" has started 0 times

    # Nobody answers at 192.168.66.11:1234.
    And within 5s pod "lifecycle-pod" is "0/2 PostStartHookError"
    And container "busybox-container" last ended with exit code 137
    And within 40s pod "lifecycle-pod" is "0/2 CrashLoopBackOff"
    And pod "lifecycle-pod" has the event "FailedPostStartHook" with message "PostStartHook failed"
    And `kubectl describe pod lifecycle-pod` prints "FailedPostStartHook"

    When a server at "192.168.66.11" starts to listen on port 1234
    Then within 2m pod "lifecycle-pod" is "1/2 Running"
    And the server at "192.168.66.11" was asked for "/index.html" by "kube-lifecycle/1.36"
    And for 1m pod "lifecycle-pod" stays "1/2 Running"

    # The readiness probe asks for a page that isn't there yet.
    When I run `kubectl exec lifecycle-pod -c myapp-container -- touch /usr/local/nginx/html/index1.html`
    Then within 5s pod "lifecycle-pod" is "2/2 Running"
    When I start `kubectl exec -it lifecycle-pod -c myapp-container -- /bin/sh -c "rm /usr/local/nginx/html/index.html; sleep 3600"`
    Then within 15s container "myapp-container" has started 2 times
    And the command has ended with exit code 137
    And within 3s pod "lifecycle-pod" is "1/2 Running"
    And for 30s pod "lifecycle-pod" stays "1/2 Running"
    And pod "lifecycle-pod" has the event "Killing" with message "Container myapp-container failed liveness probe, will be restarted"
    When I run `kubectl exec lifecycle-pod -c myapp-container -- touch /usr/local/nginx/html/index1.html`
    Then within 5s pod "lifecycle-pod" is "2/2 Running"
    And the server at "192.168.66.11" was asked for "/index.html" once

    When I run `kubectl delete pod lifecycle-pod`
    Then the server at "192.168.66.11" was asked for "/hostname.html" at least 1 time
    And container "myapp-container" last ended with exit code 0
    And container "busybox-container" last ended with exit code 137
    And pod "lifecycle-pod" was gone between 30s and 33s after the deletion
    And pod "lifecycle-pod" went through "Init:0/2", "Init:1/2", "PodInitializing", "PostStartHookError", "CrashLoopBackOff", "Running", "Terminating", "Error" in this order
    And pod "lifecycle-pod" has always had the same address

  Scenario: with everything in its place the pod is up at once
    Given service "myservice" exists
    And service "mydb" exists
    And a server at "192.168.66.11" listens on port 1234
    When I run `kubectl create -f lifecycle-pod.yaml`
    Then within 10s pod "lifecycle-pod" is "1/2 Running"
    And pod "lifecycle-pod" has never restarted
    And the server at "192.168.66.11" was asked for "/index.html" once
    And pod "lifecycle-pod" has never shown "PostStartHookError"
