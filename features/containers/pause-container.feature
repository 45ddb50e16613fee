@containers @B2 @experiment
Feature: Every pod has one sandbox, held by a pause container
  The sandbox is what the containers of a pod have in common: address and ports, host name, and the volumes of the pod.
  It is made before the first container, and outlives every restart.

  Background:
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
      spec:
        volumes:
        - name: shared
          emptyDir: {}
        containers:
        - name: nginx
          image: nginx:1.17.1
          volumeMounts:
          - {name: shared, mountPath: /data}
        - name: tools
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 1; done"]
          volumeMounts:
          - {name: shared, mountPath: /mnt}
      """
    When the manifest is created
    Then within 5s pod "web" is "2/2 Running"

  @claim-019
  Scenario: the containers share the network
    Then `kubectl exec web -c tools -- wget -qO- http://localhost/` prints "Welcome to nginx!"
    And the sandbox of pod "web" was made once

  @claim-020
  Scenario: the containers share the host name
    Then `kubectl exec web -c nginx -- cat /etc/hostname` prints "web"
    And `kubectl exec web -c tools -- hostname` prints "web"

  @claim-021
  Scenario: the containers share the volumes of the pod
    When I run `kubectl exec web -c tools -- sh -c "echo hello > /mnt/greeting"`
    Then `kubectl exec web -c nginx -- cat /data/greeting` prints "hello"

  Scenario: the containers do not see each other's processes
    When I run `kubectl exec web -c tools -- ps`
    Then it does not print "nginx"
    And it does not print "/pause"

  @claim-022
  Scenario: a restart of one container leaves the sandbox and the other container alone
    When I run `kubectl exec web -c tools -- kill 1`
    Then within 5s container "tools" has started 2 times
    And container "nginx" has started once
    And the sandbox of pod "web" was made once
    And pod "web" has always had the same address

  Scenario: a shared process namespace must be asked for
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: open
      spec:
        shareProcessNamespace: true
        containers:
        - name: nginx
          image: nginx:1.17.1
        - name: tools
          image: busybox:1.28
          command: [sh, -c, "trap 'exit 0' TERM; while true; do sleep 1; done"]
      """
    When I run `kubectl create -f manifest-2.yaml`
    Then within 5s pod "open" is "2/2 Running"
    When I run `kubectl exec open -c tools -- ps`
    Then it prints "/pause"
    And it prints "nginx: master process"
    When I run `kubectl exec open -c tools -- sh -c 'cat /proc/$(pidof nginx | cut -d " " -f 1)/root/usr/share/nginx/html/index.html'`
    Then it prints "Welcome to nginx!"
    When I run `kubectl exec open -c tools -- pkill -TERM -x nginx`
    Then within 5s container "nginx" of pod "open" has started 2 times
    And container "tools" of pod "open" has started once
