Feature: Sentences that no other feature needs

  Scenario: A StatefulSet by a sentence, and what is expected of every cluster
    Given a statefulset "web" with 2 replicas of image "nginx:1.28"
    And the following manifest:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    When I try to create the manifests
    And 20s pass
    And client "shopper" sends 2 requests per second to service "web"
    And 5s pass
    And the clients stop
    Then requests to service "web" were answered by pod "web-0"
    When I label node "k8s-node01" with "disk=ssd"
    And node "spare" is added to the cluster
    And the node of a pod with label "app=web" is drained
    And 5m pass
    Then a drained node is empty at last
    And no pod is evicted by its node
    And no request is lost in a rollout
    And no rollout leaves a Deployment without a ready pod
    And no container restarts because something outside is down

  Scenario: A container that crashes once
    Given the manifest "static-web.yaml"
    And container "web" crashes once after 5s with exit code 3
    When I create the pod
    And 1m pass
    Then container "web" has a restart count of 1
    And container "web" has the file "/etc/hosts"
    And the file "/etc/hosts" in container "web" exists
    And the file "/etc/hosts" in container "web" contains "static-web"
    And the file "/nowhere" does not exist in container "web"
    And all containers of pod "static-web" are ready

  Scenario: A container that crashes the first time
    Given the manifest "static-web.yaml"
    And container "web" crashes the first time after 5s with exit code 3
    When I create the pod
    And 1m pass
    Then container "web" has a restart count of 1

  Scenario: A Job that succeeds
    Given the following manifest:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: short}
      spec:
        template:
          spec:
            restartPolicy: Never
            containers: [{name: short, image: busybox:1.36, command: [sh, -c, "echo done; sleep 10"]}]
      """
    When the manifest is created
    And 30s pass
    Then job "short" took between 10s and 15s
    And pod "short-*" completed
    And the log of pod "short-*" is:
      """
      done
      """
    And every Job completes

  Scenario: A Job that does not succeed
    Given the manifest "job.yaml"
    When the manifest is created
    And 10m pass
    Then job "migrate" failed because of BackoffLimitExceeded
    And job "migrate" has failed with reason BackoffLimitExceeded

  Scenario: Hooks and probes
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: web
          image: example.com/web
          ports: [{containerPort: 8080}]
          lifecycle: {postStart: {exec: {command: [warm-up]}}}
          livenessProbe: {httpGet: {path: /live, port: 8080}, initialDelaySeconds: 5}
          readinessProbe: {exec: {command: [is-ready]}}
      """
    And container "web" answers command "warm-up" with exit code 0
    And container "web" answers command "is-ready" with exit code 1 until 15s
    And container "web" answers "/live" with status 500 from 1m to 3m
    When the manifest is created
    And 30s pass
    Then the postStart hook of container "web" has run
    And the postStart hook of container "web" ran
    And the postStart hook of container "web" ran once
    And the postStart hook of container "web" lasted at most 1s
    And the first liveness probe of container "web" runs between 5s and 15s after each start
    And the liveness probe of container "web" has never errored
    And pod "web" has the event Unhealthy that says "Readiness probe failed"

  Scenario: Files of a node
    Given the manifest "static-web.yaml"
    And file "/tmp/note" on node "k8s-node01" contains "hello"
    And host "10.9.8.7" is up
    When the file "/tmp/note" on node "k8s-node01" is removed
    And I create the pod
    And 10s pass
    Then pod "static-web" went through:
      | STATUS            |
      | Pending           |
      | ContainerCreating |
      | Running           |

  Scenario: A sidecar, a registry that comes up, and what a command says
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: shop}
      spec:
        initContainers:
        - name: proxy
          image: example.com/proxy
          restartPolicy: Always
          ports: [{containerPort: 9000}]
          startupProbe: {tcpSocket: {port: 9000}, periodSeconds: 1}
        containers:
        - name: shop
          image: registry.example.com/shop:1.0
          ports: [{containerPort: 5000}]
          livenessProbe: {grpc: {port: 5000}}
      """
    And the registry "registry.example.com" is down
    And container "shop" hangs between 2m and 4m
    And the gRPC health of container "shop" is "SERVING"
    When the manifest is created
    And 20s pass
    And the registry "registry.example.com" comes up
    And 1m passes
    Then container "proxy" was started before container "shop"
    And container "shop" started only after the startup probe of container "proxy" has succeeded
    When I run `kubectl get pod shop -o name`
    Then the output is:
      """
      pod/shop
      """
    When I run `kubectl get pod nosuch`
    Then it fails with:
      """
      Error from server (NotFound): pods "nosuch" not found
      """
    When 3m pass
    Then container "shop" has restarted

  Scenario: A pod that no node has room for, and one that a budget keeps
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: huge}
      spec: {containers: [{name: c, image: nginx, resources: {requests: {cpu: "1000"}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: only, labels: {app: only}}
      spec: {containers: [{name: c, image: nginx}]}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: only}
      spec: {minAvailable: 1, selector: {matchLabels: {app: only}}}
      """
    When the manifest is created
    And 20s pass
    Then pod "huge" cannot be scheduled because of "Insufficient cpu"
    When I evict pod "only"
    Then the eviction is refused

  Scenario: Machines, classes and namespaces by their names
    Given a cluster of nodes "alpha" and "beta"
    And a namespace "shop" exists
    And a StorageClass "slow"
    And a StorageClass "fast" exists
    And a default StorageClass "standard" exists
    And image "nginx:1.28" is not on the node
    And the following manifest:
      """yaml
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: shop}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop}
      spec:
        nodeName: beta
        containers: [{name: web, image: "nginx:1.28", volumeMounts: [{name: data, mountPath: /data}]}]
        volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
      """
    And container "web" takes 3s to shut down
    When the manifest is created
    Then within 30s pod "web" in namespace "shop" is "1/1 Running"
    And `kubectl get pvc data -n shop -o jsonpath='{.spec.storageClassName}'` prints "standard"
    And `kubectl get storageclass` shows
      | NAME               |
      | fast               |
      | slow               |
      | standard (default) |

  Scenario: A probe whose program is missing, and a server that does not answer for a while
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
        - name: web
          image: nginx
          readinessProbe: {exec: {command: [/no-such-program]}, periodSeconds: 5}
        - name: srv
          image: example/srv:1
          ports: [{containerPort: 9000}]
          readinessProbe: {grpc: {port: 9000}, periodSeconds: 2}
      """
    And the gRPC health of container "srv" is "NOT_SERVING" from 20s to 30s
    When the manifest is created
    And 28s pass
    Then the readiness probe of container "web" has errored
    And the readiness probe of container "web" errored at least 4 times
    And container "srv" is not ready
    And pod "web" has condition Ready=False with reason "ContainersNotReady"

  Scenario: What an app answers while it lacks what it needs, and a file that is deleted again
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec:
        initContainers:
        - {name: setup, image: busybox, command: ["true"]}
        containers:
        - name: web
          image: example/web:1
          ports: [{containerPort: 80}]
          readinessProbe: {httpGet: {path: /ready, port: 80}, periodSeconds: 2}
          livenessProbe: {exec: {command: [check]}, periodSeconds: 5, failureThreshold: 2}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {selector: {app: db}, ports: [{port: 5432}]}
      """
    And the images
      """yaml
      images:
      - image: example/db
        entrypoint: [/db]
        exposes: [5432]
        programs: {/db: {start: 1s}}
      """
    And container "web" answers 503 when service "db" is unavailable
    And container "web" answers 503 while service "cache" is missing
    And container "web" answers 500 on path "/ready" while "10.20.30.40:6379" is down
    And container "web" answers command "check" with exit code 1 after 1m
    And container "web" ignores SIGTERM
    When the manifest is created
    Then within 30s the init containers of pod "web" have completed
    And the generation of pod "web" is 1
    And within 30s these events occur
      | type    | reason    | message         |
      | Normal  | Started   | started         |
      | Warning | Unhealthy | statuscode: 500 |
    And there are these events
      | reason  |
      | Created |
    And these events occur in this order
      | reason  |
      | Created |
      | Started |
    And the events contain
      | reason    |
      | Scheduled |
    And no container is killed by SIGKILL
    When 2m pass
    Then container "web" is killed with reason "Error"
    When I delete the manifest
    Then within 1m pod "web" is gone
    When the manifest is created
    And 1m passes
    And the manifest is deleted
    Then within 1m pod "web" does not exist

  Scenario: What is refused
    Given the following manifest:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: web}]}
      """
    When I apply the manifest
    Then it is rejected

  Scenario: A node fails
    Given a cluster of 2 nodes
    When node "k8s-node02" fails
    Then within 2m node "k8s-node02" is not ready

  Scenario: All requests have failed, of an app that ends at once
    Given the manifest "shop.yaml"
    And container "shop" exits with code 3 at once
    When the manifest is created
    And a client sends 10 requests per second to service "shop"
    And 10s pass
    Then all requests have failed

  Scenario: A worker that ends on startup
    Given a pod "worker" from image "example/worker:1"
    And container "worker" exits with code 4 on startup
    When the manifest is created
    Then pod "worker" becomes "CrashLoopBackOff"
    And the pod has an address

  Scenario: How long a hook took
    Given the manifest "hooked.yaml"
    When the manifest is created
    And 30s pass
    And I run `kubectl delete pod hooked`
    Then the preStop hook of container "app" ran
    And the preStop hook of container "app" ran for at most 10s
