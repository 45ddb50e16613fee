@workloads
Feature: Corners of the controllers
  What they say and do where several of their rules meet.

  Scenario: Pods that are not available go first, and are told of apart
    Given the manifest
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 2}}
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: web
              image: busybox:1.36
              command: [sh, -c, "test $(hostname | cut -c1) = w && touch /ready; sleep 1h"]
              readinessProbe: {exec: {command: [cat, /ready]}, periodSeconds: 1, failureThreshold: 1}
      """
    When the manifest is created
    And 10s pass
    And I run `kubectl exec deploy/web -- rm /ready`
    And 5s pass
    And I run `kubectl set image deploy/web web=busybox:1.35`
    And 1s passes
    Then `kubectl get events --field-selector involvedObject.name=web -o custom-columns=M:.message` prints "from 3 to 2"
    And `kubectl get events --field-selector involvedObject.name=web -o custom-columns=M:.message` prints "from 2 to 1"

  Scenario: A Job that somebody makes of a CronJob by hand is no work of its controller
    Given the manifest
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: hello}
      spec:
        schedule: "0 0 1 1 *"
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers: [{name: c, image: busybox:1.36, command: [sleep, "20"]}]
      """
    When the manifest is created
    And I run `kubectl create job hello-1 --from=cronjob/hello`
    And 5s pass
    Then cronjob "hello" has the event "UnexpectedJob" with message "Saw a job that the controller did not create or forgot: hello-1"

  # As a live cluster of one node did: the taint is written before it is judged that all nodes are lost.
  Scenario: The only node of a cluster evicts its pods when it is lost
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: lonely}
      spec:
        containers: [{name: c, image: busybox:1.36, command: [sleep, 1h]}]
      """
    When the manifest is created
    And 10s pass
    And node "k8s-node01" loses power
    And 2m pass
    Then condition "Ready" of node "k8s-node01" is "Unknown" with reason "NodeStatusUnknown"
    And node "k8s-node01" has the taint "node.kubernetes.io/unreachable:NoExecute"
    And pod "lonely" is "1/1 Running"
    And within 5m pod "lonely" is "1/1 Terminating"

  Scenario: A pod that two budgets select
    Given the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: p, labels: {app: web, tier: front}}
      spec:
        containers: [{name: c, image: busybox:1.36, command: [sleep, 1h]}]
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: by-app}
      spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: by-tier}
      spec: {minAvailable: 1, selector: {matchLabels: {tier: front}}}
      """
    When the manifest is created
    And 5s pass
    Then pod "p" has the event "MultiplePodDisruptionBudgets" with message 'Pod "default"/"p" matches multiple PodDisruptionBudgets.  Chose "by-app" arbitrarily.'

  Scenario: A pod of a ClusterIP Service has a name too, and an address of a node leads a pod of that node anywhere
    Given a cluster of 2 nodes
    And the manifest
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        nodeName: k8s-node02
        hostname: web
        subdomain: web
        containers: [{name: c, image: "nginx:1.25"}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        selector: {app: web}
        ports: [{port: 80, nodePort: 30080}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: client}
      spec:
        nodeName: k8s-node01
        containers: [{name: c, image: busybox:1.36, command: [sleep, 1h]}]
      """
    When the manifest is created
    And 20s pass
    And I run `kubectl exec client -- wget -qO- http://web.web.default.svc.cluster.local`
    Then it prints "Welcome to nginx"
    When I run `kubectl exec client -- wget -qO- -T 3 http://192.168.66.12:30080`
    Then it prints "Welcome to nginx"
    When I run `curl -s --max-time 3 http://192.168.66.12:30080/`
    Then its exit code is 28
