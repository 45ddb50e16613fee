Feature: What comes of it, in the words of those who look at pods all day

  Scenario: A pod that is well
    Given a pod "web" with image "example/web:1"
    And container "web" starts serving after 5s
    When the manifest is created
    Then within 10s the pod starts
    And the pod is healthy
    And pod "web" is scheduled on a node
    And the Ready condition of pod "web" is true
    And the Ready condition of node "k8s-node01" is True
    And image "example/web:1" was pulled

  Scenario: The time until it is ready
    Given a pod "web" with image "example/web:1"
    And the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: slow}
      spec:
        containers:
        - {name: slow, image: example/slow:1, readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 1}}
      """
    And container "slow" starts serving after 20s
    When the manifests are created
    Then pod "slow" takes between 20s and 25s to become ready

  Scenario: A pod that is stuck
    Given a pod "web" with image "example/web:1"
    And image "example/web:1" does not exist
    When the manifest is created
    Then pod "web" goes into ErrImagePull within 10s
    And after 5m pod "web" is stuck in ImagePullBackOff
    And pod "web" never starts

  Scenario: A pod in a crash loop
    Given a pod "web" with image "example/web:1"
    And container "web" crashes
    When the manifest is created
    Then within 1m the pod crash-loops
    And the pod is in a crash loop
    And pod "web" crash loops
    And the pod crashed

  Scenario: A pod for which there is no room
    Given a cluster of 1 node with 1 cpu and 1Gi of memory each
    And the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: big}
      spec:
        containers: [{name: big, image: example/big:1, resources: {requests: {cpu: 4}}}]
      """
    When the manifest is created
    Then within 5s pod "big" cannot be scheduled
    And the scheduler reports "Insufficient cpu"
    And the PodScheduled condition of pod "big" is false

  Scenario: A pod that ends well
    Given a pod "web" with image "example/web:1"
    When the manifest is created
    And 10s pass
    And I delete pod "web"
    Then pod "web" terminates within 5s
    And pod "web" shuts down within 5s
    And pod "web" terminated gracefully
    And pod "web" was stopped cleanly

  Scenario: An important pod takes the place of another
    Given a cluster of 1 node with 2 cpu and 4Gi of memory each
    And the following manifest:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: important}
      value: 1000
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: low}
      spec:
        terminationGracePeriodSeconds: 1
        containers: [{name: low, image: example/low:1, resources: {requests: {cpu: 1500m}}}]
      """
    When the manifest is created
    And 10s pass
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: high}
      spec:
        priorityClassName: important
        containers: [{name: high, image: example/high:1, resources: {requests: {cpu: 1500m}}}]
      """
    Then within 30s pod "low" is preempted
    And pod "low" was preempted by pod "high"

  Scenario: Replicas
    Given a cluster of 3 nodes
    And the following manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                - {labelSelector: {matchLabels: {app: web}}, topologyKey: kubernetes.io/hostname}
            containers: [{name: web, image: example/web:1, ports: [{containerPort: 80}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    When the manifests are created
    And deployment "web" is available
    Then within 10s deployment "web" has 3/3 replicas ready
    And deployment "web" has 3 replicas available
    And deployment "web" has revision 1
    And deployment "web" is healthy
    And the pods run on different nodes
    And service "web" is always available
    And service "web" was always reachable
    And service "web" is never without endpoints
    And service "web" is reachable
    And service "web" responds
    When node "k8s-node02" goes down
    Then node "k8s-node02" is unreachable within 1m
    When node "k8s-node02" comes back
    Then node "k8s-node02" is reachable within 1m

  Scenario: On one node, and a service that leads nowhere
    Given a cluster of 1 node
    And the following manifest:
      """yaml
      apiVersion: v1
      kind: ReplicationController
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {app: web}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: example/web:1}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: nobody}
      spec: {selector: {app: nobody}, ports: [{port: 80}]}
      """
    When the manifests are created
    And 10s pass
    Then the pods run on the same node
    And service "nobody" is unreachable
    And service "nobody" is not reachable

  Scenario: Jobs are counted
    Given the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: import}
      spec:
        completions: 3
        template:
          spec: {restartPolicy: Never, containers: [{name: import, image: example/import:1}]}
      ---
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
    And container "import" takes 10s
    And container "tick" takes 1s
    When the manifests are created
    And 3m pass
    Then job "import" has 3 completions
    And job "import" ran 3 times
    And job "import" started 3 pods
    And job "import" ran for between 30s and 1m
    And cronjob "tick" created 3 jobs
    And cronjob "tick" has run 3 times

  Scenario: A claim
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: disk}
      spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: "", hostPath: {path: /disk}}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi}}}
      """
    When the manifests are created
    Then within 30s claim "data" is bound

  Scenario: The only pod, and its environment
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - {name: web, image: example/web:1, env: [{name: MODE, value: fast}, {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]}
      """
    When the manifest is created
    And 10s pass
    Then the status is "Running"
    And the phase is Running
    And container "web" has the environment variable "MODE" with value "fast"
    And container "web" has an environment variable "MODE" set to "fast"
    And container "web" has the environment variable "NODE"
    And the environment variable "NODE" of container "web" is "k8s-node01"
    And the variable "MODE" in container "web" is "fast"

  Scenario: The only rollout
    Given a deployment "web" with 2 replicas
    When the manifest is created
    Then within 30s the rollout is complete
    And the rollout succeeded

  Scenario: The only rollout, which fails
    Given the following manifest:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        progressDeadlineSeconds: 30
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: example/web:1}]}
      """
    And image "example/web:1" does not exist
    When the manifest is created
    Then within 2m the rollout gets stuck
    And the rollout fails
